/** Reads and writes whole documents step by step, for a large one would stop everybody else. */
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import type { Steps } from "./budget.ts";
import { Cursor, Unreadable } from "./guard/cursor.ts";
import { runsOf } from "./guard/cut.ts";
import { inOrder } from "./guard/order.ts";
import { type Range, type Run, readDeletes, readStruct } from "./guard/reader.ts";
import { touching } from "./guard/touched.ts";
import { writeUpdate } from "./guard/writer.ts";

// What is smaller is not worth the steps.
const smallBytes = 32 * 1024;
const structsAStep = 1_000;
// Each step is to take about this long. What is slower than it looked goes on in smaller ones.
const stepMs = 3;

/** Applies what a document was stored as: its state, and the updates since. */
export function* applyStored(doc: Y.Doc, state: Uint8Array | null, updates: readonly Uint8Array[]): Steps {
  if (state) yield* applyLarge(doc, state);
  const pace = openPace();
  let some: Uint8Array[] = [];
  const apply = (): void => {
    const now = some;
    some = [];
    pace.time(() => doc.transact(() => now.forEach((update) => Y.applyUpdate(doc, update))));
  };
  for (const update of updates) {
    if (update.length > smallBytes) {
      apply();
      yield;
      yield* applyLarge(doc, update);
    } else if (some.push(update) >= pace.most()) {
      apply();
      yield;
    }
  }
  apply();
}

/** Applies an update of the document's own that builds on nothing that is missing. */
function* applyLarge(doc: Y.Doc, bytes: Uint8Array): Steps {
  const read = bytes.length > smallBytes ? yield* readLarge(bytes) : null;
  const knownClock = (client: number): number => Y.getState(doc.store, client);
  const isWhole = read !== null && read.runs.every(({ client, clock }) => clock === knownClock(client));
  if (!isWhole) return Y.applyUpdate(doc, bytes);
  const { runs, deletes } = read;
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
  for (const part of runsOf(stretches, pace.most)) {
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

/** The runs and deletes of an update; null where it holds what only Yjs can read. */
function* readLarge(bytes: Uint8Array): Steps<{ runs: Run[]; deletes: Map<number, Range[]> } | null> {
  try {
    const cursor = new Cursor(bytes);
    const runs: Run[] = [];
    let read = 0;
    for (let left = cursor.count(2); left > 0; left -= 1) {
      const count = cursor.count(2);
      const client = cursor.uint();
      const clock = cursor.uint();
      const run: Run = { client, clock, end: clock, structs: [], from: cursor.at, to: 0 };
      for (let i = 0; i < count; i += 1) {
        const struct = readStruct(cursor, client, run.end);
        run.structs.push(struct);
        run.end = struct.end;
        read += 1;
        if (read % structsAStep === 0) yield;
      }
      run.to = cursor.at;
      runs.push(run);
    }
    return { runs, deletes: readDeletes(cursor) };
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

/**
 * The document as an update, without what somebody who has `vector` knows. It holds all that stood there at the first
 * step. Of what changes meanwhile something may be in it; whoever reads the document is shown that besides.
 */
export function* encode(doc: Y.Doc, vector: Uint8Array): Steps<Uint8Array> {
  // What comes later can build on what this will not hold, and is left out.
  const ends = new Map([...doc.store.clients.keys()].map((client) => [client, Y.getState(doc.store, client)]));
  yield;
  const known = Y.decodeStateVector(vector);
  yield;
  const encoder = new Y.UpdateEncoderV1();
  const lacking = [...ends].filter(([client, end]) => end > (known.get(client) ?? 0));
  lacking.sort(([one], [other]) => other - one);
  yield;
  encoding.writeVarUint(encoder.restEncoder, lacking.length);
  let written = 0;
  for (const [client, end] of lacking) {
    const body = new Y.UpdateEncoderV1();
    const start = Math.max(known.get(client) ?? 0, doc.store.clients.get(client)?.[0]?.id.clock ?? 0);
    let count = 0;
    for (let at = start; at < end;) {
      const structs = doc.store.clients.get(client) ?? [];
      let index = Y.findIndexSS(structs, at);
      do {
        const struct = structs[index];
        if (!struct) break;
        struct.write(body, at - struct.id.clock);
        at = struct.id.clock + struct.length;
        index += 1;
        count += 1;
        written += 1;
      } while (at < end && written % structsAStep !== 0);
      if (written % structsAStep === 0) yield;
    }
    encoding.writeVarUint(encoder.restEncoder, count);
    encoder.writeClient(client);
    encoding.writeVarUint(encoder.restEncoder, start);
    encoding.writeUint8Array(encoder.restEncoder, body.toUint8Array());
  }
  yield* encodeDeletes(doc, ends, encoder);
  return encoder.toUint8Array();
}

/** The whole document, which holds all that `version`'s number at the first step counts, and perhaps some of the later. */
export function* encodeWhole(doc: Y.Doc, version: () => number): Steps<{ state: Uint8Array; version: number }> {
  const counted = version();
  return { state: yield* encode(doc, Uint8Array.of(0)), version: counted };
}

function* encodeDeletes(doc: Y.Doc, ends: ReadonlyMap<number, number>, encoder: Y.UpdateEncoderV1): Steps {
  const body = new Y.UpdateEncoderV1();
  let clients = 0;
  let looked = 0;
  const all = [...doc.store.clients].sort(([one], [other]) => other - one);
  yield;
  for (const [client, structs] of all) {
    const ranges: Range[] = [];
    const whole = ends.get(client) ?? 0;
    for (const { id, length, deleted } of structs) {
      if (id.clock >= whole) break;
      if (!deleted) continue;
      const last = ranges.at(-1);
      // What was written behind it since may have been joined to it.
      const end = Math.min(id.clock + length, whole);
      if (last?.end === id.clock) last.end = end;
      else ranges.push({ clock: id.clock, end });
    }
    looked += structs.length + 10;
    if (ranges.length > 0) {
      clients += 1;
      encoding.writeVarUint(body.restEncoder, client);
      encoding.writeVarUint(body.restEncoder, ranges.length);
      for (const { clock, end } of ranges) {
        encoding.writeVarUint(body.restEncoder, clock);
        encoding.writeVarUint(body.restEncoder, end - clock);
      }
    }
    if (looked < 10 * structsAStep) continue;
    looked = 0;
    yield;
  }
  encoding.writeVarUint(encoder.restEncoder, clients);
  encoding.writeUint8Array(encoder.restEncoder, body.toUint8Array());
}

/** The document's state vector. Yjs' own sorts it, which costs more than all the rest. */
export function vectorOf(doc: Y.Doc): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, doc.store.clients.size);
  for (const client of doc.store.clients.keys()) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, Y.getState(doc.store, client));
  }
  return encoding.toUint8Array(encoder);
}
