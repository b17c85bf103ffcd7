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
  const { holding, upToDate } = useRoom();
  const left = useRemaining();
  const quiet = holding?.quiet?.state === "running" ? holding.quiet : null;
  // A quiet comes to its end on a screen without a line too, and a line that is up again without news is still behind.
  const running = quiet !== null && (upToDate || left !== 0);
  const [stays, setStays] = useState(false);
  if (running && !stays) setStays(true);
  const ended = stays && !running;

  // Kept for the page of the end: whether this screen knew of it only afterwards.
  const [behind, setBehind] = useState(false);
  if (running && behind === upToDate) setBehind(!upToDate);

  useEffect(() => {
    if (ended && !hidden.snapshot()) ringBell();
  }, [ended]);

  if (running) return { state: "running", quiet, left };
  const touch = (): void => {
    setStays(false);
    setBehind(false);
  };
  return ended ? { state: "ended", apart: behind, touch } : null;
}
