/** Where a change was written, and which words stand there: what a refusal needs to give the words back. */
import * as Y from "yjs";
import { readEntry } from "../../lib/agreement.ts";
import { sectionCalled } from "../../lib/sections.ts";
import { wordsBut } from "../../lib/sections/words.ts";

/** A place in a document: the keys from a section down to a value. `entry`: the words of an entry added to a list. */
export type Place = { section: string; path: readonly string[]; entry?: string };

export type Words = { section: string; words: string };

/** The places that a transaction changed. To be asked while it is being announced. */
export function placesOf(transaction: Y.Transaction): Place[] {
  const places: Place[] = [];
  for (const [type, keys] of transaction.changed) {
    const place = placeOf(type as Y.AbstractType<unknown>);
    if (place === null) continue;
    const { section, path } = place;
    for (const key of keys) {
      if (key !== null) places.push({ section, path: [...path, key] });
      else if (!(type instanceof Y.Array)) places.push(place);
      else
        for (const entry of addedTo(type, transaction)) places.push({ section, path, entry: wordsIn(section, entry) });
    }
  }
  return places;
}

/** The place an item stands at, or null where nothing does any more. */
export function placeOfItem({ parent, parentSub, content }: Y.Item): Place | null {
  const place = parent instanceof Y.AbstractType ? placeOf(parent) : null;
  if (place === null || parentSub !== null) return place && { ...place, path: [...place.path, parentSub ?? ""] };
  if (!(parent instanceof Y.Array)) return place;
  const entries = content.getContent().map((value) => wordsIn(place.section, value));
  return { ...place, entry: entries.join("\n") };
}

/** Each place once. */
export const distinct = (places: readonly Place[]): Place[] => [
  ...new Map(places.map((place) => [JSON.stringify(place), place])).values(),
];

/** The words that stand at `places` in `doc` now: each once, a card as a whole where it was made as a whole. */
export function wordsAt(doc: Y.Doc, places: readonly Place[]): Words[] {
  return distinct(places)
    .filter((place) => !places.some((other) => holds(other, place)))
    .map((place) => ({ section: place.section, words: place.entry ?? wordsIn(place.section, valueAt(doc, place)) }))
    .filter(({ words }) => words.trim() !== "");
}

/**
 * The words inside an update, for when they cannot be placed in any document.
 * @param only which letters and values of it; all of them where it is not given
 */
export function wordsOfUpdate(update: Uint8Array, only: (id: Y.ID) => boolean = () => true): string {
  const words: string[] = [];
  for (const struct of Y.decodeUpdate(update).structs) {
    if (!(struct instanceof Y.Item)) continue;
    const { content, id } = struct;
    const isMeant = (_part: unknown, at: number): boolean => only(Y.createID(id.client, id.clock + at));
    if (content instanceof Y.ContentString) words.push(content.str.split("").filter(isMeant).join(""));
    else if (content instanceof Y.ContentAny) {
      // The words of an agreement stand on their card.
      const values = content.arr.filter(isMeant).filter((value) => !readEntry(value));
      words.push(values.flatMap(unplacedWords).join("\n"));
    }
  }
  return words.join("");
}

/** The words of an update that a document has taken and does not show: on something that was removed meanwhile. */
export function wordsHidden(update: Uint8Array, { store }: Y.Doc): string {
  const { ds } = Y.decodeUpdate(update);
  return wordsOfUpdate(update, (id) => {
    if (Y.isDeleted(ds, id) || Y.getState(store, id.client) <= id.clock) return false;
    const struct: Y.GC | Y.Item = Y.getItem(store, id);
    return struct.deleted;
  });
}

/** Whether one place lies inside of another. */
export const holds = (outer: Place, inner: Place): boolean =>
  outer.section === inner.section &&
  outer.entry === undefined &&
  outer.path.length < inner.path.length &&
  outer.path.every((key, depth) => key === inner.path[depth]);

function placeOf(type: Y.AbstractType<unknown>): Place | null {
  const path: string[] = [];
  let at = type;
  while (at._item !== null) {
    const { parent, parentSub } = at._item;
    if (parentSub === null || !(parent instanceof Y.AbstractType)) return null;
    path.unshift(parentSub);
    at = parent;
  }
  return { section: Y.findRootTypeKey(at), path };
}

function addedTo(list: Y.Array<unknown>, transaction: Y.Transaction): unknown[] {
  const events = transaction.changedParentTypes.get(list) ?? [];
  const added = events.filter(({ target }) => target === list).flatMap((event) => [...event.changes.added]);
  return added.flatMap((item) => item.content.getContent());
}

/** What stands at a place, under the name of its field where it is one. */
function valueAt(doc: Y.Doc, { section, path }: Place): unknown {
  let at: unknown = doc.share.get(section);
  for (const key of path) at = at instanceof Y.Map ? at.get(key) : undefined;
  const [, ...fields] = path;
  const field = fields.at(-1);
  return field === undefined ? at : { [field]: at };
}

// Where nobody knows the section: what holds words in none.
const unplacedWords = wordsBut("id", "kind", "stands", "follows");

/** The words in what stands in a section. */
const wordsIn = (section: string, value: unknown): string =>
  (sectionCalled(section)?.words ?? unplacedWords)(value).join("\n");
