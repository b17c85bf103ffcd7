/** A clock that only its test moves, and the timers that go by it. */
import { vi } from "vitest";

export type MovedClock = ReturnType<typeof openMovedClock>;

type Timer = { due: number; every: number | null; ring: () => void };

/**
 * Takes the place of `setTimeout`, `setInterval` and what ends them until it is closed.
 * @param start ms since 1970
 */
export function openMovedClock(start: number) {
  let now = start;
  let last = 0;
  const timers = new Map<number, Timer>();
  const set = (ring: () => void, ms: number, every: number | null): number => {
    timers.set((last += 1), { due: now + ms, every, ring });
    return last;
  };
  const clear = (timer: number | undefined): boolean => timer !== undefined && timers.delete(timer);
  vi.stubGlobal("setTimeout", (ring: () => void, ms: number) => set(ring, ms, null));
  vi.stubGlobal("setInterval", (ring: () => void, ms: number) => set(ring, ms, ms));
  vi.stubGlobal("clearTimeout", clear);
  vi.stubGlobal("clearInterval", clear);

  /** The timer that is due first, up to a moment; of those that are due together, the one that was set first. */
  const next = (until: number): (Timer & { id: number }) | null => {
    let first: (Timer & { id: number }) | null = null;
    for (const [id, timer] of timers)
      if (timer.due <= until && timer.due < (first?.due ?? Infinity)) first = { id, ...timer };
    return first;
  };

  return {
    now: (): number => now,
    sleep: (ms: number): Promise<void> => new Promise((done) => void set(done, ms, null)),
    /** How many timers are set. */
    set: (): number => timers.size,
    /** Lets time pass. Each timer rings at its moment, and all that follows from it has happened before time goes on. */
    async pass(ms: number): Promise<void> {
      const until = now + ms;
      for (let timer = next(until); timer; timer = next(until)) {
        now = Math.max(now, timer.due);
        if (timer.every === null) timers.delete(timer.id);
        else timers.set(timer.id, { ...timer, due: now + timer.every });
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
