/** A space as the guard's tests see it: the server's document, people with their own copies, and hand-made updates. */
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { type Author, newClientId } from "../../lib/seats.ts";
import { type Mode, declareSections, sections, sharedRules } from "../../lib/sections.ts";
import { type Verdict, judge } from "../../server/live/guard/judge.ts";
import { touchOnlySome } from "../../server/live/guard/touched.ts";
import { applyJudged } from "../../server/live/guard/tripwire.ts";

export type Id = [client: number, clock: number];

/** A document with every section declared, written by `author`. */
export function newDocument(author: Author): Y.Doc {
  const doc = new Y.Doc();
  if (author === "server") touchOnlySome(doc);
  doc.clientID = newClientId(author);
  declareSections(doc, sections);
  return doc;
}

export const openMode: Mode = { noOutcome: false, floor: null };

export function judgeIn(doc: Y.Doc, bytes: Uint8Array, author: Author, mode: Mode = openMode): Verdict {
  return judge(
    doc,
    bytes,
    author,
    sharedRules(() => mode),
  );
}

/** Judges and applies, as the server does; throws if anything is not accepted whole. */
export function give(doc: Y.Doc, bytes: Uint8Array, author: Author, mode: Mode = openMode): void {
  const verdict = judgeIn(doc, bytes, author, mode);
  if (verdict.kind !== "accepted" || verdict.held !== null) throw new Error(`not accepted: ${JSON.stringify(verdict)}`);
  if (verdict.update !== null) applyChecked(doc, verdict.update, author, verdict.sections);
}

/** Everything about a document that a refused update must leave as it was. */
export function stateOf(doc: Y.Doc) {
  return {
    bytes: hex(Y.encodeStateAsUpdate(doc)),
    vector: hex(Y.encodeStateVector(doc)),
    roots: [...doc.share.keys()],
    pendingStructs: doc.store.pendingStructs,
    pendingDs: doc.store.pendingDs,
    structs: [...doc.store.clients.values()].map((structs) => structs.length),
  };
}

/** Applies a verdict's update as the server does, and checks that what comes back is what Yjs itself would send. */
export function applyChecked(
  doc: Y.Doc,
  update: Uint8Array,
  author: Author,
  sections: readonly string[],
): Uint8Array[] {
  const events: Uint8Array[] = [];
  const listen = (event: Uint8Array) => events.push(event);
  doc.on("update", listen);
  const rows = applyJudged(doc, update, author, sections);
  doc.off("update", listen);
  if (rows.map(hex).join() !== events.map(hex).join()) throw new Error("Yjs would send another update.");
  return rows;
}

export const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
export const fromHex = (text: string) => new Uint8Array(Buffer.from(text, "hex"));

/** Runs `edit` on a fresh copy of `doc` whose words are `client`'s (or a new clientID of `author`); gives the update. */
export function edited(doc: Y.Doc, by: Author | number, edit: (copy: Y.Doc) => void): Uint8Array {
  const copy = newDocument("client");
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  copy.clientID = typeof by === "number" ? by : newClientId(by);
  const before = Y.encodeStateVector(copy);
  const events: Uint8Array[] = [];
  copy.on("update", (event: Uint8Array) => events.push(event));
  copy.transact(() => edit(copy));
  return events.length === 1 && events[0] ? events[0] : Y.encodeStateAsUpdate(copy, before);
}

export type Piece = {
  kind: number;
  left?: Id | undefined;
  right?: Id | undefined;
  root?: string | undefined;
  parent?: Id | undefined;
  key?: string | undefined;
  /** The whole info byte, where it is not to follow from the rest. */
  info?: number;
  content: (encoder: encoding.Encoder) => void;
};
type Place = Pick<Piece, "left" | "right" | "root" | "parent" | "key">;

export const gc = (length: number): Piece => ({ kind: 0, content: (to) => encoding.writeVarUint(to, length) });
export const skip = (length: number): Piece => ({ kind: 10, content: (to) => encoding.writeVarUint(to, length) });
export const tombstone = (length: number, place: Place): Piece => ({
  ...place,
  kind: 1,
  content: (to) => encoding.writeVarUint(to, length),
});
export const text = (words: string, place: Place): Piece => ({
  ...place,
  kind: 4,
  content: (to) => encoding.writeVarString(to, words),
});
export const type = (ref: "array" | "map" | "text" | number, place: Place): Piece => ({
  ...place,
  kind: 7,
  content: (to) => encoding.writeVarUint(to, typeof ref === "number" ? ref : ["array", "map", "text"].indexOf(ref)),
});
export const values = (items: encoding.AnyEncodable[], place: Place): Piece => ({
  ...place,
  kind: 8,
  content: (to) => {
    encoding.writeVarUint(to, items.length);
    for (const item of items) encoding.writeAny(to, item);
  },
});
export const raw = (kind: number, bytes: Uint8Array, place: Place): Piece => ({
  ...place,
  kind,
  content: (to) => encoding.writeUint8Array(to, bytes),
});

export type ForgedRun = { client: number; clock?: number; structs: Piece[] };
export type ForgedDeletes = [client: number, ranges: [clock: number, length: number][]];

/** Writes an update by hand, in the given order, true to nothing but the wire form. */
export function forge(runs: ForgedRun[], deletes: ForgedDeletes[] = []): Uint8Array {
  const to = encoding.createEncoder();
  encoding.writeVarUint(to, runs.length);
  for (const { client, clock = 0, structs } of runs) {
    encoding.writeVarUint(to, structs.length);
    encoding.writeVarUint(to, client);
    encoding.writeVarUint(to, clock);
    for (const piece of structs) writePiece(to, piece);
  }
  encoding.writeVarUint(to, deletes.length);
  for (const [client, ranges] of deletes) {
    encoding.writeVarUint(to, client);
    encoding.writeVarUint(to, ranges.length);
    for (const range of ranges) for (const number of range) encoding.writeVarUint(to, number);
  }
  return encoding.toUint8Array(to);
}

function writePiece(to: encoding.Encoder, { kind, left, right, root, parent, key, info, content }: Piece): void {
  const flags = (left ? 128 : 0) | (right ? 64 : 0) | (key === undefined ? 0 : 32);
  const written = info ?? kind | flags;
  encoding.writeUint8(to, written);
  for (const id of [left, right]) if (id) for (const number of id) encoding.writeVarUint(to, number);
  if (!left && !right && (root !== undefined || parent)) {
    encoding.writeVarUint(to, root === undefined ? 0 : 1);
    if (root !== undefined) encoding.writeVarString(to, root);
    else for (const number of parent ?? []) encoding.writeVarUint(to, number);
    if (key !== undefined) encoding.writeVarString(to, key);
  }
  content(to);
}
