/** Puts the structs of a document that is read into parts of which none takes long to place. */
import * as Y from "yjs";
import { asRuns } from "./guard/cut.ts";
import type { Stretch } from "./guard/order.ts";
import { type Id, type Run, type Struct, isSameId } from "./guard/reader.ts";

// So many items Yjs may have to go past for a struct that is placed together with others.
const nearItems = 64;

/**
 * Gives stretches as runs, `most()` structs at a time; each part is to be applied to `doc` before the next is asked for.
 * What Yjs would look for along a long way stands alone: a state names its words by who wrote them, and what was
 * quickly placed as it came can be far from its neighbours once all later words stand between.
 */
export function* partsOf(doc: Y.Doc, stretches: Iterable<Stretch>, most: () => number): Generator<Run[]> {
  let parts = new Map<number, Stretch>();
  let count = 0;
  let before: Struct | null = null;
  const taken = (): Run[] => {
    const runs = asRuns(parts);
    parts = new Map();
    count = 0;
    return runs;
  };
  for (const { run, from, to } of stretches)
    for (let at = from; at < to; at += 1) {
      const struct = run.structs[at] as Struct;
      let isNear: boolean | null = before !== null && goesOn(struct, before) ? true : isNearIn(doc, struct);
      if (isNear === null && count > 0) yield taken();
      isNear ??= isNearIn(doc, struct) ?? false;
      if (!isNear && count > 0) yield taken();
      parts.set(run.client, { run, from: parts.get(run.client)?.from ?? at, to: at + 1 });
      count += 1;
      before = isNear ? struct : null;
      if (!isNear || count >= most()) yield taken();
    }
  if (count > 0) yield taken();
}

/** Whether a struct was written on behind another that is near, and before the same. */
const goesOn = ({ client, clock, left, right }: Struct, before: Struct): boolean =>
  before.client === client &&
  before.end === clock &&
  isSameId(left, { client, clock: clock - 1 }) &&
  isSameId(right, before.right);

/** Whether the place of a struct lies between neighbours that are near each other; null where one is not there yet. */
function isNearIn(doc: Y.Doc, { left, right, parent, key }: Struct): boolean | null {
  for (const id of [left, right, parent]) if (isId(id) && id.clock >= Y.getState(doc.store, id.client)) return null;
  const [from, to] = [itemAt(doc, left), itemAt(doc, right)];
  if (from) return isWithin(from.right, to);
  const type = to ? to.parent : isId(parent) ? typeOf(itemAt(doc, parent)) : doc.share.get(parent ?? "");
  if (!type || typeof type === "string" || !("_map" in type)) return true;
  const name = to ? to.parentSub : key;
  // Of a key its last value is known, and the first is looked for from there.
  return name === null ? isWithin(type._start, to) : isWithin(type._map.get(name) ?? null, null, "left");
}

/** Whether an item, or the end, is reached from another within a few. */
function isWithin(from: Y.Item | null, to: Y.Item | null, way: "left" | "right" = "right"): boolean {
  let passed = 0;
  for (let item = from; item !== null && item !== to; item = item[way]) if ((passed += 1) > nearItems) return false;
  return true;
}

const isId = (id: Id | string | null): id is Id => id !== null && typeof id !== "string";

function itemAt(doc: Y.Doc, id: Id | null): Y.Item | null {
  const item = id && Y.getItem(doc.store, Y.createID(id.client, id.clock));
  return item && "content" in item ? item : null;
}

const typeOf = (item: Y.Item | null) =>
  item && "type" in item.content ? (item.content.type as Y.AbstractType<unknown>) : null;
