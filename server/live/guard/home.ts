/** Where in the document each new struct of an update would come to live, found as Yjs finds it. */
import * as Y from "yjs";
import { Unreadable } from "./cursor.ts";
import type { Id, Struct, Update } from "./reader.ts";

/** Any shared type of the document. */
export type SharedType = NonNullable<Y.AbstractType<unknown>["parent"]>;

/** A place in the tree of types: the root type's name, the type itself (known, new, or an undeclared root) and the key. */
export type Home = { root: string; parent: SharedType | Struct | string; key: string | null; depth: number };

export type Place = {
  struct: Struct;
  /**
   * Null for a struct that Yjs integrates as collected, away from everything: it shows nowhere, whatever it says. One
   * that shows nowhere because of only one of its neighbours is judged by the other, which Yjs splits all the same.
   */
  home: Home | null;
  /** The nearest known neighbours, null for the ends of the list. */
  left: Y.Item | null;
  right: Y.Item | null;
};

type Neighbour = { home: Home | null; left: Y.Item | null; right: Y.Item | null };

const deepestType = 8;
// Yjs looks for the place of a struct from its left neighbour to its right one; hand-made ones can make that quadratic.
const mostSteps = 3_000_000;

const rootNames = new WeakMap<object, string>();

/** The root section a type of the document stands in, and how many types are above it. */
export function rootOf(type: SharedType): { root: string; depth: number } {
  let top = type;
  let depth = 0;
  for (let above = top.parent; above !== null; above = top.parent) {
    top = above;
    depth += 1;
  }
  let root = rootNames.get(top);
  if (root === undefined) rootNames.set(top, (root = Y.findRootTypeKey(top)));
  return { root, depth };
}

/**
 * Finds the place of each struct; `order` as from `integrationOrder`.
 * @throws {Unreadable} where neighbours contradict each other, or for what is too deep or too costly
 */
export function findPlaces(doc: Y.Doc, update: Update, order: readonly Struct[]): Place[] {
  const places = new Map<Struct, Place>();
  const newStruct = (id: Id) => {
    const run = update.runs.get(id.client);
    return run !== undefined && id.clock >= run.clock ? structAt(run.structs, id.clock) : undefined;
  };
  const neighbour = (id: Id): Neighbour => {
    const struct = newStruct(id);
    const place = struct && places.get(struct);
    return place ?? knownNeighbour(doc, id);
  };
  const inside = (id: Id): Home | null => {
    const struct = newStruct(id);
    if (struct === undefined) return homeInside(doc, id);
    // What was deleted is no type any more: a card made, written in and removed offline comes with words inside it.
    const above = struct.shape === null ? null : places.get(struct)?.home;
    return above ? { root: above.root, parent: struct, key: null, depth: above.depth + 1 } : null;
  };
  let steps = 0;
  const step = () => {
    steps += 1;
    if (steps > mostSteps) throw new Unreadable("limit", "The place of a struct takes too long to find.");
  };
  for (const struct of order) {
    const place = placeOf(doc, struct, neighbour, inside);
    places.set(struct, place);
    if (place.home === null) continue;
    if (place.home.depth > deepestType) throw new Unreadable("limit", "Types are nested too deep.");
    walk(place, place.home, step);
  }
  return [...places.values()];
}

function placeOf(doc: Y.Doc, struct: Struct, neighbour: (id: Id) => Neighbour, inside: (id: Id) => Home | null): Place {
  const left = struct.left && neighbour(struct.left);
  const right = struct.right && neighbour(struct.right);
  if (left?.home && right?.home && left.home.parent !== right.home.parent) {
    throw new Unreadable("malformed", "The neighbours of a struct are not in the same type.");
  }
  const home = left || right ? (left?.home ?? right?.home ?? null) : namedHome(doc, struct, inside);
  return { struct, home, left: left?.left ?? null, right: right?.right ?? null };
}

function namedHome(doc: Y.Doc, struct: Struct, inside: (id: Id) => Home | null): Home | null {
  const { parent, key } = struct;
  if (parent === null) return null;
  if (typeof parent === "string") return { root: parent, parent: doc.share.get(parent) ?? parent, key, depth: 0 };
  const home = inside(parent);
  return home && { ...home, key };
}

// Told apart by shape, not by class: with two copies of Yjs loaded, `instanceof` says no to everything.
function knownNeighbour(doc: Y.Doc, id: Id): Neighbour {
  const item = Y.getItem(doc.store, Y.createID(id.client, id.clock));
  if (!("content" in item)) return { home: null, left: null, right: null };
  const parent = item.parent as SharedType;
  return { home: { ...rootOf(parent), parent, key: item.parentSub }, left: item, right: item };
}

function homeInside(doc: Y.Doc, id: Id): Home | null {
  const item = Y.getItem(doc.store, Y.createID(id.client, id.clock));
  const type = "content" in item && "type" in item.content ? (item.content.type as SharedType) : null;
  return type && { ...rootOf(type), parent: type, key: null };
}

/** The struct that holds a clock of its run. */
export function structAt(structs: readonly Struct[], clock: number): Struct | undefined {
  let low = 0;
  let high = structs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((structs[middle]?.end ?? Infinity) <= clock) low = middle + 1;
    else high = middle;
  }
  return structs[low];
}

/** Steps over the known items between the neighbours. Honest ones were adjacent when the words were written. */
function walk({ left, right }: Place, home: Home, step: () => void): void {
  if (left !== null && left === right) return;
  for (let item = left ? left.right : firstItem(home, step); item !== null && item !== right; item = item.right) step();
}

function firstItem({ parent, key }: Home, step: () => void): Y.Item | null {
  if (typeof parent === "string" || !("_start" in parent)) return null;
  if (key === null) return parent._start;
  let item = parent._map.get(key) ?? null;
  for (; item?.left; item = item.left) step();
  return item;
}
