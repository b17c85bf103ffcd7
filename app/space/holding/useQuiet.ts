import { useEffect, useState } from "react";
import type { Holding } from "../../../lib/holding.ts";
import { hidden } from "../../hide/hidden.ts";
import { useRoom } from "../../live/room.ts";
import { useRemaining } from "../../live/use-remaining.ts";
import { ringBell } from "./bell.ts";

type Running = Extract<NonNullable<Holding["quiet"]>, { state: "running" }>;

/**
 * What the screen shows of a quiet: it runs, or it has ended and nobody has touched the page since. `apart` is whether
 * this screen had no line when it ended.
 */
export type Quiet =
  { state: "running"; quiet: Running; left: number | null } | { state: "ended"; apart: boolean; touch: () => void };

/** The quiet on this screen, and its bell. Null while there is none. */
export function useQuiet(): Quiet | null {
  const { holding, connected } = useRoom();
  const left = useRemaining();
  const quiet = holding?.quiet?.state === "running" ? holding.quiet : null;
  // A quiet comes to its end on a screen without a line too.
  const running = quiet !== null && (connected || left !== 0);
  const [stays, setStays] = useState(false);
  if (running && !stays) setStays(true);
  const ended = stays && !running;

  // The state that was known when the line went. A line that is up again without news is still behind.
  const [behind, setBehind] = useState<Holding | null>(null);
  const lost = running && !connected && behind === null;
  const caughtUp = running && connected && behind !== null && behind !== holding;
  if (lost) setBehind(holding);
  if (caughtUp) setBehind(null);

  useEffect(() => {
    if (ended && !hidden.snapshot()) ringBell();
  }, [ended]);

  if (running) return { state: "running", quiet, left };
  const touch = (): void => {
    setStays(false);
    setBehind(null);
  };
  return ended ? { state: "ended", apart: behind !== null, touch } : null;
}
