/** Words written here that are not kept yet, on something that is removed elsewhere meanwhile: they would go with it. */
import * as Y from "yjs";
import { type Place, type Words, wordsAt } from "./changed-words.ts";
import { copiesSection } from "./copies.ts";
import type { Outbox } from "./outbox.ts";

/** What lies under a key of a section, with the words of open changes in it. */
type Standing = Pick<Place, "section"> & { key: string; words: Words[] };

/**
 * Gives the words of changes in `outbox` each time that what they were written on is taken out of the document from
 * elsewhere, as they stood there.
 */
export function watchBuried(doc: Y.Doc, outbox: Outbox, buried: (words: Words[]) => void): void {
  let standing: Standing[] = [];
  doc.on("beforeTransaction", ({ local }: Y.Transaction) => {
    standing = local ? [] : standingOn(doc, outbox.places());
  });
  doc.on("afterTransaction", ({ local }: Y.Transaction) => {
    if (local) return;
    const gone = standing.filter(({ section, key }) => !isThere(doc, section, key));
    const words = [...gone.flatMap((thing) => thing.words), ...outbox.buried((place) => isBuried(doc, place))];
    standing = [];
    if (words.length > 0) buried(words);
  });
}

function standingOn(doc: Y.Doc, places: readonly Place[]): Standing[] {
  const things = new Map<string, Omit<Standing, "words"> & { within: Place[] }>();
  for (const place of places) {
    const [key] = place.path;
    if (key === undefined || place.section === copiesSection || !isThere(doc, place.section, key)) continue;
    const name = JSON.stringify([place.section, key]);
    const thing = things.get(name) ?? { section: place.section, key, within: [] };
    things.set(name, { ...thing, within: [...thing.within, place] });
  }
  return [...things.values()].map(({ within, ...thing }) => ({ ...thing, words: wordsAt(doc, within) }));
}

const isThere = (doc: Y.Doc, section: string, key: string): boolean => {
  const things = doc.share.get(section);
  return things instanceof Y.Map && things.has(key);
};

const isBuried = (doc: Y.Doc, { section, path: [key] }: Place): boolean =>
  key !== undefined && section !== copiesSection && !isThere(doc, section, key);
