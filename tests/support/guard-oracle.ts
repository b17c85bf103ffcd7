/** Says from outside the guard whether what it accepted was harmless: by what Yjs makes of it, and what can be read. */
import * as Y from "yjs";
import { type Author, authorOf } from "../../lib/seats.ts";
import { type Mode, rightTo, sharedRules } from "../../lib/sections.ts";
import type { SharedType } from "../../server/live/guard/home.ts";
import { type Verdict, judge } from "../../server/live/guard/judge.ts";
import { type Struct, readUpdate } from "../../server/live/guard/reader.ts";
import { applyChecked, hex, newDocument } from "./guard-space.ts";

/** All that is alive in each section, unit by unit, with the id of each. */
export function inventory(doc: Y.Doc): Map<string, string> {
  return new Map([...doc.share].map(([name, type]) => [name, JSON.stringify(unitsOf(type))]));
}

function unitsOf(type: SharedType): unknown[] {
  const units: unknown[] = [];
  const add = (item: Y.Item) => {
    if (item.deleted) return;
    item.content.getContent().forEach((unit: unknown, i) => {
      const shown = typeof unit === "object" && unit && "_start" in unit ? unitsOf(unit as SharedType) : unit;
      units.push([item.id.client, item.id.clock + i, item.parentSub, shown]);
    });
  };
  for (let item = type._start; item !== null; item = item.right) add(item);
  for (const key of [...type._map.keys()].sort()) {
    const item = type._map.get(key);
    if (item) add(item);
  }
  return units;
}

export const copyOf = (doc: Y.Doc): Y.Doc => {
  const copy = newDocument("server");
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
};

/** A server's document under attack, and everything that must stay true of it. */
export class Target {
  readonly doc: Y.Doc;
  /** Somebody who reads along, and is shown what is shown to all. */
  readonly #reader: Y.Doc;
  #before: string;

  constructor(doc: Y.Doc) {
    this.doc = doc;
    this.#reader = copyOf(doc);
    this.#before = this.#state();
  }

  #state(): string {
    const { store, share } = this.doc;
    const roots = [...share.keys()].join();
    const pending = [store.pendingStructs, store.pendingDs].map((part) => part === null).join();
    return `${hex(Y.encodeStateAsUpdate(this.doc))} ${hex(Y.encodeStateVector(this.doc))} ${roots} ${pending}`;
  }

  /** Judges `bytes`, checks that this changed nothing, and applies what is accepted under every check. */
  receive(bytes: Uint8Array, author: Author, mode: Mode): Verdict {
    const verdict = judge(
      this.doc,
      bytes,
      author,
      sharedRules(() => mode),
    );
    if (this.#state() !== this.#before) throw new Error("Judging changed the document.");
    if (verdict.kind !== "accepted") return verdict;
    checkReaders(bytes);
    if (verdict.update === null) return verdict;
    const seen = inventory(this.doc);
    const clocks = clocksOf(this.doc);
    const shown = applyChecked(this.doc, verdict.update, author, verdict.sections);
    for (const row of shown) Y.applyUpdate(this.#reader, row);
    for (const [client, clock] of clocksOf(this.doc)) {
      if (clock !== clocks.get(client) && authorOf(client) !== author) throw new Error("It brought foreign words.");
    }
    checkSections(seen, inventory(this.doc), author, mode);
    checkSame(this.doc, this.#reader, "who reads along");
    checkLoads(this.doc);
    this.#before = this.#state();
    return verdict;
  }
}

const clocksOf = ({ store }: Y.Doc) =>
  new Map([...store.clients.keys()].map((client) => [client, Y.getState(store, client)]));

function checkSections(before: Map<string, string>, after: Map<string, string>, author: Author, mode: Mode): void {
  const { shape } = sharedRules(() => mode);
  for (const [name, words] of after) {
    const earlier = before.get(name) ?? "[]";
    if (words === earlier) continue;
    if (rightTo(author, name, mode) !== "yes") throw new Error(`It changed ${name}.`);
    if (shape(name) === "grows" && !keepsEntries(earlier, words)) throw new Error(`It changed an entry of ${name}.`);
    if (shape(name) === "given" && !keepsGiven(earlier, words)) throw new Error(`It wrote over an entry of ${name}.`);
  }
}

/** Whether all entries of a section's inventory are still there, in their order. */
export function keepsEntries(earlier: string, later: string): boolean {
  const entries = (words: string) => (JSON.parse(words) as unknown[]).map((unit) => JSON.stringify(unit));
  const left = entries(later);
  let at = 0;
  return entries(earlier).every((entry) => (at = left.indexOf(entry, at) + 1) > 0);
}

/** Whether each entry that is given is the one that was given before, or is new, or gone. */
export function keepsGiven(earlier: string, later: string): boolean {
  const entries = (words: string) =>
    JSON.parse(words) as [client: number, clock: number, key: string, shown: unknown][];
  const before = new Map(entries(earlier).map((unit) => [unit[2], JSON.stringify(unit)]));
  return entries(later).every((unit) => (before.get(unit[2]) ?? JSON.stringify(unit)) === JSON.stringify(unit));
}

/**
 * All who read the document must read the same. Where somebody may write who makes neighbours by hand, Yjs itself gives
 * replicas different orders (plain documents with the same updates do the same); what is there, and what a key holds,
 * is the same there too.
 */
export function checkSame(doc: Y.Doc, other: Y.Doc, who: string, mayBeForged = (_section: string) => true): void {
  const sorted = (text: string | undefined) => (text ?? "").split("").toSorted().join("");
  const [here, there] = [inventory(doc), inventory(other)];
  for (const [name, words] of here) {
    const read = there.get(name);
    if (words === read) continue;
    if (!mayBeForged(name) || sorted(words) !== sorted(read)) throw new Error(`${name} is another to ${who}.`);
  }
}

/** The document must open again elsewhere with the same words, and everything in it must still be deletable. */
function checkLoads(doc: Y.Doc): void {
  const copy = copyOf(doc);
  checkSame(doc, copy, "a newcomer");
  if (copy.store.pendingStructs || copy.store.pendingDs) throw new Error("Something is pending after a reload.");
  if (doc.share.size !== copy.share.size) throw new Error("It brought a root type.");
  copy.transact(() => {
    for (const type of copy.share.values()) {
      for (let item = type._start; item !== null; item = item.right) deleteItem(copy, item);
      for (const item of type._map.values()) deleteItem(copy, item);
    }
  });
  Y.encodeStateAsUpdate(copy);
}

function deleteItem(doc: Y.Doc, item: Y.Item): void {
  if (doc._transaction === null) throw new Error("Deletes need a transaction.");
  item.delete(doc._transaction);
}

/** Our reader and Yjs' own must say the same of all bytes that are accepted. */
export function checkReaders(bytes: Uint8Array): void {
  const ours = readUpdate(bytes, () => 0);
  const theirs = Y.decodeUpdate(bytes);
  const ourStructs = [...ours.runs.values()].flatMap(({ structs }) => structs.map(describeOurs));
  const theirStructs = theirs.structs.map((struct) => describeTheirs(struct));
  if (JSON.stringify(ourStructs) !== JSON.stringify(theirStructs))
    throw new Error("The readers differ about a struct.");
  const ourDeletes = [...ours.deletes].filter(([, ranges]) => ranges.length > 0);
  const theirDeletes = [...theirs.ds.clients].map(([client, ranges]) => [
    client,
    ranges.map(({ clock, len }) => ({ clock, end: clock + len })),
  ]);
  if (JSON.stringify(ourDeletes) !== JSON.stringify(theirDeletes))
    throw new Error("The readers differ about a delete.");
}

const plain = (id: Y.ID | null) => id && [id.client, id.clock];
const describeOurs = ({ client, clock, end, kind, left, right, parent, key }: Struct) => [
  client,
  clock,
  end - clock,
  kind,
  left && [left.client, left.clock],
  right && [right.client, right.clock],
  parent === null || typeof parent === "string" ? parent : [parent.client, parent.clock],
  key,
];

function describeTheirs(struct: Y.Item | Y.GC | Y.Skip): unknown[] {
  const { client, clock } = struct.id;
  if (!("content" in struct))
    return [client, clock, struct.length, struct.constructor === Y.GC ? 0 : 10, null, null, null, null];
  // Yjs' own decoder leaves the name of a root type in the place of the parent.
  const parent = struct.parent as unknown as string | Y.ID | null;
  return [
    client,
    clock,
    struct.length,
    struct.content.getRef(),
    plain(struct.origin),
    plain(struct.rightOrigin),
    typeof parent === "string" ? parent : plain(parent),
    struct.parentSub,
  ];
}
