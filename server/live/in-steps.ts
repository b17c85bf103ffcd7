/** Reads whole documents step by step, for a large one would stop everybody else. */
import * as Y from "yjs";
import type { Steps } from "./budget.ts";
import { Cursor, Unreadable } from "./guard/cursor.ts";
import { inOrder } from "./guard/order.ts";
import { type Range, type Run, readDeletes, readStruct } from "./guard/reader.ts";
import { touching } from "./guard/touched.ts";
import { writeUpdate } from "./guard/writer.ts";
import { partsOf } from "./placing.ts";

// What is smaller is not worth the steps.
const smallBytes = 32 * 1024;
/** How many structs are read or written in a step. */
export const structsAStep = 1_000;
/** A value takes as long as so many structs. */
export const structsOfAValue = 20;
// How many values are made in a step, those in others too.
const insideAStep = 2_000;
const valuesAStep = 200;
// Each step is to take about this long. What is slower than it looked goes on in smaller ones.
const stepMs = 3;

/** Looks at each of many values, some at a time. */
export function* lookAt<T>(values: readonly T[], look: (value: T) => void): Steps {
  for (const [index, value] of values.entries()) {
    look(value);
    if (index % valuesAStep === valuesAStep - 1) yield;
  }
}

/** Applies what a document was stored as: its state, and the updates since. */
export function* applyStored(doc: Y.Doc, state: Uint8Array | null, updates: readonly Uint8Array[]): Steps {
  if (state) yield* applyLarge(doc, state);
  const pace = openPace();
  let some: Uint8Array[] = [];
  /** Applies the rows together, as far as they go in a step. */
  const apply = function* (): Steps {
    while (some.length > 0) {
      pace.time(() =>
        doc.transact(() => {
          const until = performance.now() + stepMs;
          let next = 0;
          do Y.applyUpdate(doc, some[next] as Uint8Array);
          while ((next += 1) < some.length && performance.now() < until);
          some = some.slice(next);
        }),
      );
      if (some.length > 0) yield;
    }
  };
  for (const update of updates) {
    if (update.length > smallBytes) {
      yield* apply();
      yield;
      yield* applyLarge(doc, update);
    } else if (some.push(update) >= pace.most()) {
      yield* apply();
      yield;
    }
  }
  yield* apply();
}

/** Applies an update of the document's own that builds on nothing that is missing. */
function* applyLarge(doc: Y.Doc, bytes: Uint8Array): Steps {
  const read = bytes.length > smallBytes ? yield* readLarge(bytes) : null;
  const knownClock = (client: number): number => Y.getState(doc.store, client);
  const isWhole = read !== null && read.runs.every(({ client, clock }) => clock === knownClock(client));
  if (!isWhole) return Y.applyUpdate(doc, bytes);
  const { runs, deletes, heaviest } = read;
  const pace = openPace();
  // As if it touched nothing: else Yjs would join after each step what the next one parts again.
  const apply = (part: Uint8Array | null): void => {
    if (part) pace.time(() => touching(doc, [], () => Y.applyUpdate(doc, part)));
  };
  const order = inOrder(runs, knownClock);
  let complete = false;
  const stretches = {
    *[Symbol.iterator]() {
      complete = yield* order;
    },
  };
  const most = (): number => Math.max(1, Math.min(pace.most(), Math.floor(insideAStep / heaviest)));
  for (const part of partsOf(doc, stretches, most)) {
    apply(writeUpdate(bytes, part, []));
    yield;
  }
  // Something that this way cannot place, Yjs may know how to.
  if (!complete) return Y.applyUpdate(doc, bytes);
  let some: (Range & { client: number })[] = [];
  for (const [client, ranges] of deletes) {
    for (const range of ranges) {
      if (some.push({ ...range, client }) < pace.most()) continue;
      apply(writeUpdate(bytes, [], some));
      some = [];
      yield;
    }
  }
  apply(writeUpdate(bytes, [], some));
}

/** An update, and how many values the struct with the most of them holds, those in others too. */
type Large = { runs: Run[]; deletes: Map<number, Range[]>; heaviest: number };

/** Reads an update; null where it holds what only Yjs can read. */
function* readLarge(bytes: Uint8Array): Steps<Large | null> {
  try {
    const cursor = new Cursor(bytes);
    const runs: Run[] = [];
    let left = structsAStep;
    let heaviest = 1;
    for (let coming = cursor.count(2); coming > 0; coming -= 1) {
      const count = cursor.count(2);
      const client = cursor.uint();
      const clock = cursor.uint();
      const run: Run = { client, clock, end: clock, structs: [], from: cursor.at, to: 0 };
      for (let i = 0; i < count; i += 1) {
        const before = cursor.values;
        const struct = readStruct(cursor, client, run.end);
        run.structs.push(struct);
        run.end = struct.end;
        heaviest = Math.max(heaviest, cursor.values - before);
        left -= 1 + cursor.values - before;
        if (left > 0) continue;
        left = structsAStep;
        yield;
      }
      run.to = cursor.at;
      runs.push(run);
    }
    return { runs, deletes: readDeletes(cursor), heaviest };
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

/** Finds how much may be done in a step. */
function openPace(): { most: () => number; time: (work: () => void) => void } {
  let most = 100;
  return {
    most: () => most,
    time(work) {
      const began = performance.now();
      work();
      const took = performance.now() - began;
      if (took > stepMs) most = Math.max(1, most >> 1);
      else if (took < stepMs / 3) most = Math.min(structsAStep, most * 2);
    },
  };
}
