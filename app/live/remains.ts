/** What a document in this browser has, and a server that was set back has lost: what of it can go back, and what not. */
import * as Y from "yjs";
import { readEntry } from "../../lib/agreement.ts";
import { readExpectation } from "../../lib/expectations.ts";
import { type Seat, authorOf } from "../../lib/seats.ts";
import { homesOf, itemsAround, sectionOf, structAt, typeOf } from "./homes.ts";
import { type Range, type Struct, updateOf } from "./update-of.ts";

export type Comparing = {
  /** What this browser had. It goes on being written while the person's hands are still on it. */
  old: Y.Doc;
  /** The server's copy, as it is now. */
  fresh: Y.Doc;
  seat: Seat;
  /** Whether this seat may take words out of a section. */
  removes(section: string): boolean;
  /** Homes in which others have written since: what was written there before is given as a copy. */
  changed: ReadonlySet<string>;
  /** Whether anything is to go back to its place; where the server has refused that, all of it is the rest. */
  gives: boolean;
  /** Whether what the other may still bring back is waited for. */
  patient: boolean;
};

/** One stretch that the server lacks: its bytes as they would go back, and what it is in the old document. */
type Missing = { struct: Struct; item: Struct };

export type Remains = {
  /** The next update that may go back; null when nothing can for now. */
  next: Uint8Array | null;
  /** Living words that are not at the server, the other's too. Those of `next` are not among them. */
  rest: Y.Item[];
  /**
   * An update that puts a hole in the place of what is first in the way of the person's later words, so that these can go
   * back; null when nothing is. To be sent once its words have another place.
   */
  letGo: Uint8Array | null;
};

// Below what the wire takes in one live update, with room for ids and neighbours.
const mostBytes = 40 * 1024;
const mostStructs = 1_000;
const mostRanges = 2_000;

/** Compares what this browser had with what the server has. Changes neither. */
export function remainsOf(comparing: Comparing): Remains {
  const { seat, gives } = comparing;
  const all = missing(comparing);
  const own = [...all].filter(([client]) => gives && authorOf(client) === seat);
  const { runs, stuck } = place(comparing, new Map(own));
  if (runs.size > 0) return { next: updateOf(runs, deletesWithin(comparing.old, runs)), rest: [], letGo: null };

  const alive = [...all.values()].flat().flatMap(({ item }) => (item instanceof Y.Item && !item.deleted ? [item] : []));
  const rest = alive.filter(({ id }) => authorOf(id.client) !== "server");
  const removed = gives ? removals(comparing, rest) : new Map<number, Range[]>();
  if (removed.size > 0) return { next: updateOf(new Map(), removed), rest: [], letGo: null };
  return { next: null, rest, letGo: stuck && updateOf(new Map([[stuck.id.client, [stuck]]]), new Map()) };
}

/** Homes in which `fresh` has something that `old` has never seen, and those around them. Lists take words side by side. */
export function changedSince(old: Y.Doc, fresh: Y.Doc): Set<string> {
  const changed = new Set<string>();
  const mark = (item: Struct | null): void => {
    if (item instanceof Y.Item && !(typeOf(item) instanceof Y.Array))
      for (const home of homesOf(item)) changed.add(home);
  };
  for (const [client, structs] of fresh.store.clients)
    for (const item of structs)
      if (item.id.clock + item.length > Y.getState(old.store, client)) mark(item as Struct);
      else if (item.deleted && isAliveIn(old, item as Struct)) mark(structAt(old, item.id));
  return changed;
}

const isAliveIn = (doc: Y.Doc, { id }: Struct): boolean => structAt(doc, id)?.deleted === false;

/** Whether the server's copy, by its state vector, lacks words that only somebody else can have given it. */
export function lacksOthersWords(doc: Y.Doc, vector: Uint8Array, seat: Seat): boolean {
  const has = Y.decodeStateVector(vector);
  return [...doc.store.clients.keys()].some(
    (client) => authorOf(client) !== seat && Y.getState(doc.store, client) > (has.get(client) ?? 0),
  );
}

/** What the old document holds beyond the fresh one, by clientID and in order. */
function missing({ old, fresh }: Comparing): Map<number, Missing[]> {
  const { structs } = Y.decodeUpdate(Y.encodeStateAsUpdate(old, Y.encodeStateVector(fresh)));
  const found = new Map<number, Missing[]>();
  for (const struct of structs) {
    const item = struct instanceof Y.Skip ? null : structAt(old, struct.id);
    // What waits for words that this browser never had is in no document.
    if (struct instanceof Y.Skip || item === null) continue;
    const run = found.get(struct.id.client) ?? [];
    run.push({ struct, item });
    found.set(struct.id.client, run);
  }
  return found;
}

/** Finds what can go back, in an order in which each builds only on what is there, and what is first in the way. */
function place(comparing: Comparing, own: ReadonlyMap<number, readonly Missing[]>) {
  const { fresh } = comparing;
  const reached = new Map<number, number>();
  const runs = new Map<number, Struct[]>();
  const isThere = ({ client, clock }: Y.ID): boolean =>
    clock < (reached.get(client) ?? Y.getState(fresh.store, client));
  let bytes = 0;
  let structs = 0;
  const advance = (client: number, run: readonly Missing[]): boolean => {
    const placed = runs.get(client) ?? [];
    const from = placed.length;
    for (const one of run.slice(from)) {
      const size = sizeOf(one.struct);
      if (structs > 0 && (structs >= mostStructs || bytes + size > mostBytes)) break;
      if (!canStand(comparing, one, isThere)) break;
      placed.push(one.struct);
      reached.set(client, one.struct.id.clock + one.struct.length);
      structs += 1;
      bytes += size;
    }
    if (placed.length > 0) runs.set(client, placed);
    return placed.length > from;
  };
  while ([...own].map(([client, run]) => advance(client, run)).some((moved) => moved));
  return { runs, stuck: runs.size > 0 ? null : inTheWay(comparing, own, isThere) };
}

/** A hole in the place of what is first in the way, where nothing can go back as it is. */
function inTheWay(comparing: Comparing, own: ReadonlyMap<number, readonly Missing[]>, isThere: (id: Y.ID) => boolean) {
  const waitsForOwn = ({ struct }: Missing): boolean =>
    builtOn(struct).some((id) => own.has(id.client) && id.client !== struct.id.client && !isThere(id));
  const heads = [...own.values()].filter((run) => run.length > 0);
  // What only waits for other words of the same person may still stand once these have their way.
  const run = heads.find(([head]) => head && !waitsForOwn(head)) ?? heads[0];
  const [head] = run ?? [];
  if (!run || !head) return null;
  const { client, clock } = head.struct.id;
  const reaches = (id: Y.ID, to: number): boolean => isThere(id) || (id.client === client && id.clock < to);
  const next = run.find((one) => one !== head && canStand(comparing, one, (id) => reaches(id, one.struct.id.clock)));
  const end = next?.struct.id.clock ?? run.reduce((to, { struct }) => Math.max(to, struct.id.clock + struct.length), 0);
  return new Y.GC(Y.createID(client, clock), end - clock);
}

/** What a struct builds on. */
function builtOn(struct: Struct): Y.ID[] {
  if (!(struct instanceof Y.Item)) return [];
  const parent = struct.parent instanceof Y.ID ? struct.parent : null;
  return [struct.origin, struct.rightOrigin, parent].filter((id) => id !== null);
}

/** Whether a stretch would stand at the server where it stood here. */
function canStand(comparing: Comparing, { struct, item }: Missing, isThere: (id: Y.ID) => boolean): boolean {
  if (!(struct instanceof Y.Item)) return true;
  const { fresh, changed } = comparing;
  if (!builtOn(struct).every(isThere)) return false;
  if (!(item instanceof Y.Item) || item.deleted) return true;
  // Beside words that were let go, or inside of a card that is gone, words would be taken and shown nowhere.
  if (builtOn(struct).some((id) => structAt(fresh, id) instanceof Y.GC)) return false;
  if (itemsAround(item).some(({ id }) => !isThere(id) || structAt(fresh, id)?.deleted)) return false;
  if (!(typeOf(item) instanceof Y.Array)) return !changed.has(homesOf(item)[0] ?? "");
  return !comparing.patient || cardsOf(item).every((card) => readsAlike(comparing, card));
}

/** The cards that an item of a list agrees to: the server looks at their words when it takes the agreement. */
const cardsOf = ({ content }: Y.Item): string[] =>
  content.getContent().flatMap((value) => readEntry(value)?.card ?? []);

function readsAlike({ old, fresh }: Comparing, card: string): boolean {
  const [before, now] = [old, fresh].map((doc) => readExpectation(doc.getMap("both:expectations"), card));
  return JSON.stringify(before) === JSON.stringify(now);
}

function sizeOf(struct: Struct): number {
  if (!(struct instanceof Y.Item)) return 16;
  if (struct.content instanceof Y.ContentString) return struct.content.str.length * 3 + 32;
  return struct.content instanceof Y.ContentAny ? JSON.stringify(struct.content.arr).length * 3 : 64;
}

/** Which of these structs are deleted in the old document. */
function deletesWithin(old: Y.Doc, runs: ReadonlyMap<number, readonly Struct[]>): Map<number, Range[]> {
  const deletes = new Map<number, Range[]>();
  for (const structs of runs.values())
    for (const { id, length } of structs) if (structAt(old, id)?.deleted) add(deletes, id.client, id.clock, length);
  return deletes;
}

/**
 * What this browser knew to be deleted, and the server shows again, as far as this seat may delete it. Where words that
 * took its place have not come back it stays, so that there is no hole.
 */
function removals({ old, fresh, removes, changed }: Comparing, rest: readonly Y.Item[]): Map<number, Range[]> {
  const open = new Set(rest.flatMap(homesOf));
  const deletes = new Map<number, Range[]>();
  let count = 0;
  for (const [client, ranges] of Y.createDeleteSetFromStructStore(old.store).clients) {
    const structs = (fresh.store.clients.get(client) ?? []) as Struct[];
    for (const { clock, len } of ranges) {
      const end = Math.min(clock + len, Y.getState(fresh.store, client));
      if (clock >= end) continue;
      let index = Y.findIndexSS(structs, clock);
      for (let item = structs[index]; item && item.id.clock < end; item = structs[(index += 1)]) {
        if (!(item instanceof Y.Item) || item.deleted || !isToGo(item)) continue;
        const from = Math.max(clock, item.id.clock);
        add(deletes, client, from, Math.min(end, item.id.clock + item.length) - from);
        if ((count += 1) >= mostRanges) return deletes;
      }
    }
  }
  return deletes;

  function isToGo(item: Y.Item): boolean {
    const section = sectionOf(item);
    if (section === null || !removes(section) || homesOf(item).some((home) => changed.has(home) || open.has(home)))
      return false;
    // A value that gave way to another one goes with the other's coming, or stays where that cannot come.
    const before = structAt(old, item.id);
    const type = before instanceof Y.Item ? typeOf(before) : null;
    return item.parentSub === null || type?._map.get(item.parentSub)?.deleted !== false;
  }
}

function add(deletes: Map<number, Range[]>, client: number, clock: number, len: number): void {
  const ranges = deletes.get(client) ?? [];
  const last = ranges.at(-1);
  if (last && last.clock + last.len === clock) last.len += len;
  else ranges.push({ clock, len });
  deletes.set(client, ranges);
}
