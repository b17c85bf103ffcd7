/** What stays in its place while it cannot be done: a button that went would leave its place to another, under a thumb. */
import { useCallback } from "react";
import { useRoom } from "../../live/room.ts";
import { usePeople } from "../people.ts";
import { capital } from "../words/times.ts";

/** What a button carries: a press does what it is for or, where `why` says that it cannot be done now, says so. */
export function useAble(): (why: string | null, press: () => void) => { "aria-disabled"?: true; onClick: () => void } {
  const { say } = useRoom();
  return useCallback(
    (why, press) => (why === null ? { onClick: press } : { "aria-disabled": true, onClick: () => say(why) }),
    [say],
  );
}

/** Why nothing can be done by both at this moment, as a sentence; null while the other is in the room. */
export function useAlone(): string | null {
  const { present } = useRoom();
  const { other, otherName } = usePeople();
  const state = present?.[other].state ?? "never";
  return state === "left" || state === "never"
    ? `${capital(otherName)} is not here. This is for when you are both here.`
    : null;
}
