/** A clock that only its test moves, and the timers that go by it. */
import { vi } from "vitest";

export type MovedClock = ReturnType<typeof openMovedClock>;

/**
 * Takes the place of `setTimeout` and `clearTimeout` until it is closed.
 * @param start ms since 1970
 */
export function openMovedClock(start: number) {
  let now = start;
  let last = 0;
  const timers = new Map<number, { due: number; ring: () => void }>();
  vi.stubGlobal("setTimeout", (ring: () => void, ms: number) => {
    timers.set((last += 1), { due: now + ms, ring });
    return last;
  });
  vi.stubGlobal("clearTimeout", (timer: number | undefined) => timer !== undefined && timers.delete(timer));

  /** The timer that is due first, up to a moment. */
  const next = (until: number): { id: number; due: number; ring: () => void } | null => {
    let first: { id: number; due: number; ring: () => void } | null = null;
    for (const [id, timer] of timers) if (timer.due <= (first?.due ?? until)) first = { id, ...timer };
    return first;
  };

  return {
    now: (): number => now,
    /** How many timers are set. */
    set: (): number => timers.size,
    /** Lets time pass. Each timer rings at its moment, and all that follows from it has happened before time goes on. */
    async pass(ms: number): Promise<void> {
      const until = now + ms;
      for (let timer = next(until); timer; timer = next(until)) {
        now = Math.max(now, timer.due);
        timers.delete(timer.id);
        timer.ring();
        await calm();
      }
      now = until;
    },
    close: (): void => void vi.unstubAllGlobals(),
  };
}

/** Resolves when nothing is left that could happen without time passing: all that is under way waits for promises only. */
export const calm = (): Promise<void> => new Promise((done) => void setImmediate(done));
