"use client";
import { useCallback, useSyncExternalStore } from "react";
import { useRoom } from "./room.ts";

const second = 1_000;

/**
 * How much of a running quiet is left, in ms rounded up to whole seconds; null when none runs or it has no end.
 * Counted from what the server said remained. Drawn at most once a second, and not at all while nobody can see it.
 */
export function useRemaining(): number | null {
  const { holding, holdingAt } = useRoom();
  const remaining = holding?.quiet?.state === "running" ? holding.quiet.remaining : null;
  const left = useCallback(
    () => (remaining === null ? null : wholeSeconds(holdingAt + remaining - performance.now())),
    [remaining, holdingAt],
  );
  const tick = useCallback(
    (changed: () => void) => (remaining === null ? () => {} : everySecond(changed)),
    [remaining],
  );
  return useSyncExternalStore(tick, left, left);
}

const wholeSeconds = (ms: number): number => Math.max(0, Math.ceil(ms / second) * second);

/** Calls `changed` every second while the page can be seen. Gives back how to stop. */
function everySecond(changed: () => void): () => void {
  let timer: ReturnType<typeof setInterval> | undefined;
  const look = (): void => {
    clearInterval(timer);
    if (document.visibilityState === "hidden") return;
    timer = setInterval(changed, second);
    changed();
  };
  document.addEventListener("visibilitychange", look);
  look();
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", look);
  };
}
