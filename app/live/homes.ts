/** Where an item of a document stands, as a name that is the same in every copy of the document. */
import * as Y from "yjs";

type Type = Y.AbstractType<unknown>;

/** The struct that holds a clock in `doc`, or null where the document does not reach as far. */
export function structAt(doc: Y.Doc, { client, clock }: Y.ID): Y.Item | Y.GC | null {
  return clock < Y.getState(doc.store, client)
    ? (Y.getItem(doc.store, Y.createID(client, clock)) as Y.Item | Y.GC)
    : null;
}

/** The type an item stands in; null for one whose type is gone. */
export const typeOf = (item: Y.Item): Type | null => (item.parent instanceof Y.AbstractType ? item.parent : null);

/** The section an item stands in, or null for one whose type is gone. */
export function sectionOf(item: Y.Item): string | null {
  let type = typeOf(item);
  while (type?._item) type = typeOf(type._item);
  return type && Y.findRootTypeKey(type);
}

/** The name of the place an item stands at: its type, and the key where it is a value under one. */
function homeOf(item: Y.Item, type: Type): string {
  const above = type._item ? `${type._item.id.client} ${type._item.id.clock}` : Y.findRootTypeKey(type);
  return item.parentSub === null ? above : JSON.stringify([above, item.parentSub]);
}

/** The names of an item's place and of those around it, from within. */
export function homesOf(item: Y.Item): string[] {
  const homes: string[] = [];
  for (let at: Y.Item | null = item; at !== null;) {
    const type = typeOf(at);
    if (type === null) break;
    homes.push(homeOf(at, type));
    at = type._item;
  }
  return homes;
}

/** The items whose types an item stands in, from within. */
export function itemsAround(item: Y.Item): Y.Item[] {
  const around: Y.Item[] = [];
  for (let at = typeOf(item)?._item ?? null; at !== null; at = typeOf(at)?._item ?? null) around.push(at);
  return around;
}
