import { useEffect, useEffectEvent, useRef } from "react";
import { useRoom } from "../../live/room.ts";
import type { Standing } from "../../../lib/standing.ts";
import { usePeople } from "../people.ts";
import { useTell } from "./useTell.ts";

/**
 * Tells this person in one line when words that they agreed to are changed, and their agreement no longer holds. Who
 * is in the card themselves sees it there.
 * @param name what the card is called
 */
export function useLapseTold(id: string, name: string, standing: Standing): void {
  const { seat, present } = useRoom();
  const { otherName } = usePeople();
  const tell = useTell();
  const { says } = standing[seat];
  const before = useRef(says);
  const lapse = useEffectEvent(() => {
    if (present?.[seat].card !== id) tell(`${otherName} changed “${name}” after you agreed.`);
  });
  useEffect(() => {
    const was = before.current;
    before.current = says;
    if (was === "agrees" && says === "agreed before") lapse();
  }, [says]);
}
