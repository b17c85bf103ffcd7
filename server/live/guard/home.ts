/** Where in the document each new struct of an update would come to live, found as Yjs finds it. */
import * as Y from "yjs";
import { Unreadable } from "./cursor.ts";
import { type Effort, splitting } from "./effort.ts";
import { type Id, type Struct, type Update, isSameId, structAt } from "./reader.ts";

/** Any shared type of the document. */
export type SharedType = NonNullable<Y.AbstractType<unknown>["parent"]>;

/** A place in the tree of types: the root type's name, the type itself (known, new, or an undeclared root) and the key. */
export type Home = {
  root: string;
  /** The type right below the root, with all that stands in it; null in the root itself, and in one that is new. */
  card: SharedType | null;
  parent: SharedType | Struct | string;
  key: string | null;
  depth: number;
};

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
// To read a struct and to make an item of it.
const stepsForAStruct = 10;
// To go past an item: both here and in Yjs, which looks two of them up and keeps them in sets. The other's page does too.
const stepsForAPass = 6;

const rootNames = new WeakMap<object, string>();

/** The root section a type of the document stands in, the card, and how many types are above it. */
export function rootOf(type: SharedType): Pick<Home, "root" | "card" | "depth"> {
  let top = type;
  let card: SharedType | null = null;
  let depth = 0;
  for (let above = top.parent; above !== null; above = top.parent) {
    card = top;
    top = above;
    depth += 1;
  }
  let root = rootNames.get(top);
  if (root === undefined) rootNames.set(top, (root = Y.findRootTypeKey(top)));
  return { root, card, depth };
}

/**
 * Finds the place of each struct; `order` as from `integrationOrder`.
 * @throws {Unreadable} where neighbours contradict each other, or for what is too deep or too costly
 */
export function findPlaces(doc: Y.Doc, update: Update, order: readonly Struct[], effort: Effort): Place[] {
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
    return above ? { ...above, parent: struct, key: null, depth: above.depth + 1 } : null;
  };
  for (const struct of order) {
    const place = placeOf(doc, struct, neighbour, inside);
    places.set(struct, place);
    if (place.home === null) continue;
    if (place.home.depth > deepestType) throw new Unreadable("limit", "Types are nested too deep.");
    effort(stepsForAStruct + splits(doc, place));
    // Behind a new struct Yjs stops at the first known item: that was written behind none of them.
    if (struct.left === null || newStruct(struct.left) === undefined) walk(doc, place, place.home, effort);
  }
  return [...places.values()];
}

function placeOf(doc: Y.Doc, struct: Struct, neighbour: (id: Id) => Neighbour, inside: (id: Id) => Home | null): Place {
  const left = struct.left && neighbour(struct.left);
  const right = struct.right && neighbour(struct.right);
  if (left?.home && right?.home && left.home.parent !== right.home.parent) {
    throw new Unreadable("malformed", "The neighbours of a struct are not in the same type.");
  }
  // Nobody writes like that, and the copies would not agree on the order.
  if (struct.right && isSameId(struct.left, struct.right))
    throw new Unreadable("malformed", "A struct stands between another and itself.");
  const home = left || right ? (left?.home ?? right?.home ?? null) : namedHome(doc, struct, inside);
  return { struct, home, left: left?.left ?? null, right: right?.right ?? null };
}

function namedHome(doc: Y.Doc, struct: Struct, inside: (id: Id) => Home | null): Home | null {
  const { parent, key } = struct;
  if (parent === null) return null;
  if (typeof parent === "string")
    return { root: parent, card: null, parent: doc.share.get(parent) ?? parent, key, depth: 0 };
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

const splits = (doc: Y.Doc, { left, right }: Place): number =>
  (left ? splitting(doc, left.id.client) : 0) + (right ? splitting(doc, right.id.client) : 0);

/**
 * Goes the way on which Yjs looks for the place of a struct, over known items between its neighbours: past those that
 * were written behind the same one, or behind one it has passed. Honest neighbours were adjacent when the words were
 * written, so between them is only what was written at the same time; hand-made ones can make the way very long.
 */
function walk(doc: Y.Doc, { struct, left, right }: Place, home: Home, effort: Effort): void {
  if (left !== null && left === right) return;
  const first = left ? left.right : firstItem(home, effort);
  if (first === null || first === right) return;
  const passed = new Set<Y.Item>();
  for (let item: Y.Item | null = first; item !== null && item !== right; item = item.right) {
    effort(stepsForAPass);
    if (!isSameId(item.origin, struct.left) && !(item.origin && passed.has(itemAt(doc, item.origin)))) return;
    passed.add(item);
  }
}

const itemAt = (doc: Y.Doc, { client, clock }: Y.ID): Y.Item => Y.getItem(doc.store, Y.createID(client, clock));

function firstItem({ parent, key }: Home, effort: Effort): Y.Item | null {
  if (typeof parent === "string" || !("_start" in parent)) return null;
  if (key === null) return parent._start;
  let item = parent._map.get(key) ?? null;
  for (; item?.left; item = item.left) effort(1);
  return item;
}
