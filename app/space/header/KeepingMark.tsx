import Check from "lucide-react/icons/check";
import { useRoom } from "../../room/room.ts";
import type { Keeping } from "../../room/page-state.ts";
import { useKeeping } from "../../room/use-keeping.ts";

// The least kept of the two pages speaks for both.
const order: readonly Keeping[] = ["stopped", "offline", "opening", "keeping", "kept"];

/** Whether everything that was written here is on the server's disk. It says *Kept* only when that is so. */
export function KeepingMark() {
  const { shared, own, connected } = useRoom();
  const pages = [useKeeping(shared), useKeeping(own)];
  const keeping = order.find((state) => pages.some((page) => page.keeping === state)) ?? "opening";
  const unkept = pages.some((page) => page.unkept);
  const untaken = pages.some((page) => page.untaken);
  // The other line notices first that there is none.
  const shown = keeping === "keeping" && !connected ? "offline" : keeping;
  return (
    <p className="flex shrink-0 items-center gap-2 text-[0.8125rem] text-ink-soft">
      {shown === "kept" && !untaken && <Check size={17} strokeWidth={1.75} aria-hidden />}
      {untaken ? "Not kept" : words[shown](unkept)}
    </p>
  );
}

const words: Record<Keeping, (unkept: boolean) => string> = {
  kept: () => "Kept",
  keeping: () => "Keeping…",
  opening: (unkept) => (unkept ? "Not kept yet" : "Opening…"),
  offline: (unkept) => (unkept ? "Not kept yet" : "Line down"),
  stopped: (unkept) => (unkept ? "Not kept" : "Stopped"),
};
