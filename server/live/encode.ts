/** Writes whole documents step by step, for a large one would stop everybody else. */
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import type { Steps } from "./budget.ts";
import type { Range } from "./guard/reader.ts";
import { structsAStep, structsOfAValue } from "./in-steps.ts";

// Yjs joins what is added to a list, and to write thousands of values at once, or to read them, would be one step. They
// are written as if so many had been added at a time.
const valuesOfAPart = 20;

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
  let left = structsAStep;
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
        const part = partAt(struct, at);
        part.write(body, at - part.id.clock);
        at = part.id.clock + part.length;
        if (at === struct.id.clock + struct.length) index += 1;
        count += 1;
        left -= holdsValues(part) ? structsOfAValue * part.length : 1;
      } while (at < end && left > 0);
      if (left > 0) continue;
      left = structsAStep;
      yield;
    }
    encoding.writeVarUint(encoder.restEncoder, count);
    encoder.writeClient(client);
    encoding.writeVarUint(encoder.restEncoder, start);
    encoding.writeUint8Array(encoder.restEncoder, body.toUint8Array());
  }
  yield* encodeDeletes(doc, ends, encoder);
  return encoder.toUint8Array();
}

const holdsValues = (struct: Y.Item | Y.GC): struct is Y.Item & { content: Y.ContentAny } =>
  struct instanceof Y.Item && struct.content instanceof Y.ContentAny;

/** A struct, or where it holds many values some of them from `at` on, as Yjs would cut it. */
function partAt(struct: Y.Item | Y.GC, at: number): Y.Item | Y.GC {
  const before = at - struct.id.clock;
  if (!holdsValues(struct) || struct.length - before <= valuesOfAPart) return struct;
  const { id, rightOrigin, parent, parentSub, content } = struct;
  const origin = before === 0 ? struct.origin : Y.createID(id.client, at - 1);
  const values = new Y.ContentAny(content.arr.slice(before, before + valuesOfAPart));
  return new Y.Item(Y.createID(id.client, at), null, origin, null, rightOrigin, parent, parentSub, values);
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
