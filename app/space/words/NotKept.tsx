import { useTabRefuses } from "../../browser/useTabRefuses.ts";
import { useRoom } from "../../live/room.ts";
import { useKeeping } from "../../live/use-keeping.ts";
import { Ask } from "../holding/Ask.tsx";
import { useLineTold } from "../telling/useLineTold.ts";

/** Says so while the line is down: what is not kept yet stays here, and goes on by itself. */
export function NotKept() {
  const { shared, own, connected } = useRoom();
  const pages = [useKeeping(shared), useKeeping(own)];
  const unkept = pages.some((page) => page.unkept);
  const reloadLoses = useTabRefuses();
  // The line that holds the room notices first that there is none.
  const isDown = pages.some(({ keeping }) => keeping === "offline") || (!connected && unkept);
  const line = unkept
    ? "Not kept yet. The line is down; your words stay here. They are sent when it is back."
    : "The line is down. You can go on writing; it is sent when the line is back.";
  const isUp = connected && pages.every(({ keeping }) => keeping === "kept" || keeping === "keeping");
  useLineTold(isDown ? line : null, isUp);
  if (!isDown) return null;
  return (
    <Ask>
      {line}
      {reloadLoses && " This browser lets the page keep nothing: do not reload or close it until then."}
    </Ask>
  );
}
