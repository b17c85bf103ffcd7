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

/** The words inside an update, for when they cannot be placed in any document. */
export function wordsOfUpdate(update: Uint8Array): string {
  const { structs } = Y.decodeUpdate(update);
  const values = structs.flatMap((struct) =>
    struct instanceof Y.Item && struct.content instanceof Y.ContentAny ? struct.content.arr : [],
  );
  // The words of an agreement stand on their card.
  const words = values.filter((value) => !readEntry(value)).flatMap(unplacedWords);
  return [lettersOf(structs), ...words].filter((part) => part !== "").join("\n");
}

/**
 * The letters of an update that a document has taken and shows nowhere, since what they were written in was removed
 * before they came. Letters alone: a plain value may just have been written over.
 */
export function wordsBuried(update: Uint8Array, { store }: Y.Doc): string {
  const { structs, ds } = Y.decodeUpdate(update);
  return lettersOf(structs, (id) => {
    if (Y.isDeleted(ds, id) || Y.getState(store, id.client) <= id.clock) return false;
    const struct: Y.GC | Y.Item = Y.getItem(store, id);
    if (struct instanceof Y.GC) return true;
    return struct.deleted && struct.parent instanceof Y.AbstractType && struct.parent._item?.deleted === true;
  });
}

type Letter = { letter: string; id: Y.ID; next: Letter | null };

/** The letters in structs in the order in which they stand, as far as that can be known from them alone. */
function lettersOf(structs: readonly Y.AbstractStruct[], only: (id: Y.ID) => boolean = () => true): string {
  const named = (id: Y.ID | null): string => (id ? `${id.client} ${id.clock}` : "");
  const all = new Map<string, Letter>();
  let runs: Letter[] = [];
  for (const struct of structs) {
    if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) continue;
    const { id, origin, rightOrigin, content } = struct;
    let before = all.get(named(origin));
    for (const [at, letter] of content.str.split("").entries()) {
      const come: Letter = { letter, id: Y.createID(id.client, id.clock + at), next: before?.next ?? null };
      all.set(named(come.id), come);
      if (before) before.next = come;
      else {
        const behind = all.get(named(rightOrigin));
        if (behind && runs.includes(behind)) come.next = behind;
        runs = [...runs.filter((run) => run !== come.next), come];
      }
      before = come;
    }
  }
  return runs
    .map((run) => {
      let words = "";
      for (let at: Letter | null = run; at !== null; at = at.next) if (only(at.id)) words += at.letter;
      return words;
    })
    .filter((words) => words !== "")
    .join("\n");
}

/** Whether one place lies inside of another. */
export const holds = (outer: Place, inner: Place): boolean =>
  outer.section === inner.section &&
  outer.entry === undefined &&
  outer.path.length < inner.path.length &&
  outer.path.every((key, depth) => key === inner.path[depth]);

/** The place that a type has, or had before it was removed; null where that has no name. */
export function placeOf(type: Y.AbstractType<unknown>): Place | null {
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
