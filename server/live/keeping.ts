/** Puts what a document takes on disk, in the order in which it came. */
import type { Journal } from "../records/records.ts";

export type KeepingParts = {
  name: string;
  journal: Journal;
  /** The number of the last change that is on disk. */
  seq: number;
  isLost: () => boolean;
  /** Called when something could not be stored: the disk is the truth. */
  cannotStore: (error: unknown) => void;
};

/** Opens what keeps the changes of one document. */
export function openKeeping({ name, journal, seq: first, isLost, cannotStore }: KeepingParts) {
  let seq = first;
  let reached = first;
  let pending: Promise<void> = Promise.resolve();
  let appended: Promise<void> = Promise.resolve();

  return {
    /** Puts updates on disk, and calls `then` once they are there. */
    append(updates: Uint8Array[], then: () => void): void {
      appended = journal.append(name, seq + 1, updates);
      seq += updates.length;
      const upTo = seq;
      const shown = appended.then(() => {
        reached = upTo;
        then();
      }, cannotStore);
      pending = Promise.all([pending, shown]).then(() => undefined);
    },

    /** Does something on disk as soon as everything before it is there, unless the document is lost by then. */
    afterwards(work: () => Promise<void>): void {
      pending = pending.then(() => (isLost() ? undefined : work())).catch(cannotStore);
    },

    /** Resolves once nothing that came until now is under way any more, with whether it is on disk. */
    onceKept: (): Promise<boolean> => pending.then(() => !isLost()),

    /** Resolves when nothing that came until now is under way any more, kept or not. */
    settled: (): Promise<void> => pending,

    /** Resolves when all updates that came until now are on disk. */
    appended: (): Promise<void> => appended,

    /** The number of the last change. */
    seq: (): number => seq,
    /** The number of the last change that is on disk. */
    reached: (): number => reached,
  };
}
