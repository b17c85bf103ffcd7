/** How much work an update would make for Yjs, in steps of about a third of a microsecond. */
import type * as Y from "yjs";
import { Unreadable } from "./cursor.ts";

/** How much one update may bring at once: new structs, and steps of work. */
export type Bound = { structs: number; steps: number };

/** An update that brings more than this is cut into pieces. Each then takes some ms. */
export const atOnce: Bound = { structs: 250, steps: 25_000 };
/** What cannot be cut any further may take this. */
export const alone: Bound = { structs: 250, steps: 100_000 };
/** What was called kept is placed, however long its way has become: over no more than all items of a document. */
export const anyWay: Bound = { structs: 250, steps: Infinity };
/** Up to here what is cut is judged as one before, so that nothing of it is taken where a part is forbidden. */
export const inAdvance: Bound = { structs: 5_000, steps: 50_000 };
/** What waits for a closed section is judged as one, again with each further word. */
export const together: Bound = { structs: 5_000, steps: 100_000 };
/** What is stored already may be more: once as much could wait. */
export const stored: Bound = { structs: 50_000, steps: 100_000 };

/** To read a value, here and in Yjs, and to write it again, for the disk and for the other. */
export const stepsForAValue = 25;

export type Effort = (steps: number) => void;

/**
 * Counts steps.
 * @returns what takes another number of them
 * @throws {Unreadable} from there, once they are more than `most`
 */
export function countEffort(most: number): Effort {
  let left = most;
  return (steps) => {
    left -= steps;
    if (left < 0) throw new Unreadable("large", "It takes too long to place.");
  };
}

// To split an item Yjs moves all that stand behind it in the list of its clientID. That is quick, but not for nothing.
const movedInAStep = 1_000;

/** The steps it takes to put something between the items of a clientID, or to take something out. */
export const splitting = (doc: Y.Doc, client: number): number =>
  (doc.store.clients.get(client)?.length ?? 0) / movedInAStep;
