/** A journal that is on no disk: it takes everything at once, and keeps what a process that died had given it. */
import { expect } from "vitest";
import type { Seat } from "../../lib/seats.ts";
import type { Steps } from "../../server/live/budget.ts";
import type { Journal } from "../../server/records/records.ts";

export function openMemoryJournal(): Journal {
  const rows: Uint8Array[] = [];
  const held = new Map<Seat, { bytes: Uint8Array; earlier: Uint8Array | null }>();
  return {
    read: () => {
      const waiting = [...held].map(([seat, words]) => ({ seat, ...words }));
      return Promise.resolve({ state: null, updates: [...rows], held: waiting, seq: rows.length, whole: true });
    },
    append: (_document, seq, updates) => {
      expect(seq).toBe(rows.length + 1);
      rows.push(...updates);
      return Promise.resolve();
    },
    compact: () => Promise.resolve(),
    keepHeld: (_document, seat, bytes, earlier = null) => {
      if (bytes) held.set(seat, { bytes, earlier });
      else held.delete(seat);
      return Promise.resolve();
    },
  };
}

/** The work of a process, done step by step when a test says so. */
export function openTasks() {
  const tasks = new Set<Steps>();
  function* finish<T>(steps: Steps<T>, done: (value: T) => void): Steps {
    done(yield* steps);
  }
  return {
    work: <T>(steps: Steps<T>): Promise<T> => new Promise((done) => void tasks.add(finish(steps, done))),
    /** Goes on with the first of them. */
    step(): void {
      const [task] = tasks;
      if (task?.next().done) tasks.delete(task);
    },
    /** Does all of them, and what follows from them, until `so`. */
    async until(so: () => boolean = () => tasks.size === 0): Promise<void> {
      for (; !so(); await rest()) for (const task of tasks) if (task.next().done) tasks.delete(task);
    },
  };
}

/** Lets everything happen that waits for nothing else. */
export async function rest(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) await Promise.resolve();
}

/** Does work in steps without a pause. */
export const atOnce = <T>(steps: Steps<T>): T => {
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
};
