/** Takes out of a long update what it deletes that is gone already: who has been here before names all of that. */
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import type { Steps } from "./budget.ts";
import { Cursor, Unreadable } from "./guard/cursor.ts";
import { mostDeletions } from "./guard/deletes.ts";
import { type Range, deletesIn, readStruct } from "./guard/reader.ts";
import { writeDeletes } from "./guard/writer.ts";

const longBytes = 32 * 1024;
// Structs or ranges.
const readAStep = 5_000;

/** Whether to judge an update in one piece could take long, however little of it is new. */
export const isLong = (bytes: Uint8Array): boolean => bytes.length > longBytes;

/**
 * Gives the same update without the deletes that have no effect. What is gone once stays gone, so that this holds
 * whatever comes between two steps. Of deletes that have an effect it gives one more than are ever taken, and what
 * nobody can read it gives back as it is: the guard says what is wrong with either.
 */
export function* withoutGone(doc: Y.Doc, bytes: Uint8Array): Steps<Uint8Array> {
  const cursor = new Cursor(bytes);
  const left = new Map<number, Range[]>();
  try {
    yield* passStructs(cursor);
    const structs = bytes.subarray(0, cursor.at);
    let [read, effective] = [0, 0];
    for (const { client, ...range } of deletesIn(cursor)) {
      if ((read += 1) % readAStep === 0) yield;
      if (isGone(doc, client, range)) continue;
      const ranges = left.get(client);
      if (ranges) ranges.push(range);
      else left.set(client, [range]);
      if ((effective += 1) > mostDeletions) break;
    }
    if (effective <= mostDeletions && cursor.left > 0) return bytes;
    const encoder = encoding.createEncoder();
    encoding.writeUint8Array(encoder, structs);
    writeDeletes(encoder, left);
    const rest = encoding.toUint8Array(encoder);
    yield;
    return rest;
  } catch (fault) {
    if (fault instanceof Unreadable) return bytes;
    throw fault;
  }
}

function* passStructs(cursor: Cursor): Steps {
  let read = 0;
  for (let runs = cursor.count(5); runs > 0; runs -= 1) {
    const count = cursor.count(2);
    const client = cursor.uint();
    let clock = cursor.uint();
    for (let i = 0; i < count; i += 1) {
      clock = readStruct(cursor, client, clock).end;
      if ((read += 1) % readAStep === 0) yield;
    }
  }
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
