/** Takes out of a long update what is known already: who has been here before names all that is gone. */
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import type { Steps } from "./budget.ts";
import { Cursor, Unreadable } from "./guard/cursor.ts";
import { mostDeletions } from "./guard/deletes.ts";
import { type Range, deletesIn, mostValues, readHead, readStruct } from "./guard/reader.ts";
import { type Copied, writeDeletes, writeRun } from "./guard/writer.ts";

const longBytes = 32 * 1024;
// Structs with their values, or ranges.
const readAStep = 5_000;

/** Whether to judge an update in one piece could take long, however little of it is new. */
export const isLong = (bytes: Uint8Array): boolean => bytes.length > longBytes;

/**
 * Gives the same update without the structs that are known and the deletes that have no effect. What is known stays
 * known and what is gone stays gone, so that this holds whatever comes between two steps. Of deletes that have an effect
 * it gives one more than are ever taken, and what nobody can read it gives back as it is: the guard says what is wrong
 * with either.
 */
export function* withoutKnown(doc: Y.Doc, bytes: Uint8Array): Steps<Uint8Array> {
  const cursor = new Cursor(bytes);
  const left = new Map<number, Range[]>();
  try {
    const runs = yield* newRuns(doc, cursor);
    let [read, effective] = [0, 0];
    for (const { client, ...range } of deletesIn(cursor)) {
      if ((read += 1) % readAStep === 0) yield;
      if (isGone(doc, client, range)) continue;
      const ranges = left.get(client) ?? [];
      left.set(client, ranges);
      const last = ranges.at(-1);
      // The guard joins them too: not one is to be left out of what it takes.
      if (last?.end === range.clock) last.end = range.end;
      else if (ranges.push(range) && (effective += 1) > mostDeletions) break;
    }
    if (effective <= mostDeletions && cursor.left > 0) return bytes;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, runs.length);
    for (const run of runs) writeRun(encoder, bytes, run);
    writeDeletes(encoder, left);
    const rest = encoding.toUint8Array(encoder);
    yield;
    return rest;
  } catch (fault) {
    if (fault instanceof Unreadable) return bytes;
    throw fault;
  }
}

/** Where the structs stand that are not known, from the first such one of each clientID on. */
function* newRuns(doc: Y.Doc, cursor: Cursor): Steps<Copied[]> {
  const runs: Copied[] = [];
  let [read, last] = [0, Infinity];
  for (let left = cursor.count(5); left > 0; left -= 1) {
    const { count, client, clock: first } = readHead(cursor, last);
    const known = Y.getState(doc.store, client);
    let run: Copied | null = null;
    for (let [i, clock] = [0, first]; i < count; i += 1) {
      cursor.values = 0;
      const struct = readStruct(cursor, client, clock, mostValues);
      if (struct.end > known) run ??= { client, clock, from: struct.from, to: 0, count: count - i };
      clock = struct.end;
      read += 1 + cursor.values;
      if (read < readAStep) continue;
      read = 0;
      yield;
    }
    if (run) runs.push({ ...run, to: cursor.at });
    last = client;
  }
  return runs;
}

function isGone(doc: Y.Doc, client: number, { clock, end }: Range): boolean {
  if (end > Y.getState(doc.store, client)) return false;
  const structs = doc.store.clients.get(client) ?? [];
  for (let at = Y.findIndexSS(structs, clock); ; at += 1) {
    const struct = structs[at];
    if (struct === undefined || struct.id.clock >= end) return true;
    if (!struct.deleted) return false;
  }
}
