import Check from "lucide-react/icons/check";
import { useRoom } from "../../live/room.ts";
import type { Keeping } from "../../live/page-state.ts";
import { useKeeping } from "../../live/use-keeping.ts";

// The least kept of the two pages speaks for both.
const order: readonly Keeping[] = ["stopped", "offline", "opening", "keeping", "kept"];

/** How it stands with all that was written here, and whether it is less than kept and on its way. */
function useShown(): { words: string; kept: boolean; troubled: boolean } {
  const { shared, own, connected } = useRoom();
  const pages = [useKeeping(shared), useKeeping(own)];
  const keeping = order.find((state) => pages.some((page) => page.keeping === state)) ?? "opening";
  const unkept = pages.some((page) => page.unkept);
  const untaken = pages.some((page) => page.untaken);
  // The other line notices first that there is none.
  const shown = keeping === "keeping" && !connected ? "offline" : keeping;
  return {
    words: untaken ? "Not kept" : words[shown](unkept),
    kept: shown === "kept" && !untaken,
    troubled: untaken || shown === "offline" || shown === "stopped",
  };
}

/** Whether everything that was written here is on the server's disk. It says *Kept* only when that is so. */
export function KeepingMark() {
  const { words, kept } = useShown();
  return (
    <p className="ml-auto flex shrink-0 items-center gap-2 text-[0.8125rem] text-ink-soft">
      {kept && <Check size={17} strokeWidth={1.75} aria-hidden />}
      {words}
    </p>
  );
}

/** The same at the foot, where the head is out of view, and only when something is in the way of keeping. */
export function TroubledMark({ className }: { className: string }) {
  const { words, troubled } = useShown();
  return troubled && <p className={className}>{words}</p>;
}

const words: Record<Keeping, (unkept: boolean) => string> = {
  kept: () => "Kept",
  keeping: () => "Keeping…",
  opening: (unkept) => (unkept ? "Not kept yet" : "Opening…"),
  offline: (unkept) => (unkept ? "Not kept yet" : "Line down"),
  stopped: (unkept) => (unkept ? "Not kept" : "Stopped"),
};
