/** Words that the server did not take, kept for who wrote them on their own page. */
import * as Y from "yjs";
import { hashOf } from "../../lib/agreement.ts";
import { splitText } from "./split-text.ts";
import { type Seat, isSeat } from "../../lib/seats.ts";
import type { Words } from "./changed-words.ts";

/**
 * `section` says where the words were meant to stand. `at` in ms since 1970, by this device's clock. `lostBy` is there
 * for words that stood there until the server was set back: whose they are. `letGo` is there for a moment in which it can
 * be brought back.
 */
export type Copy = { id: string; section: string; words: string; at: number; lostBy?: Seat[]; letGo?: boolean };

/** Where copies stand on a page of one's own. */
export const copiesSection = "own:copies";

/**
 * Copies of `words`, cut so that each can be kept in one change. Where they are told apart by their words alone, those that
 * several tabs make of the same words are one.
 */
export const copiesOf = (words: readonly Words[], apart: "each" | "by their words" = "each"): Copy[] =>
  words.flatMap((part) =>
    splitText(part.words).map((piece, at) => ({
      id: apart === "each" ? crypto.randomUUID() : hashOf(JSON.stringify([part.section, at, piece])).slice(0, 32),
      section: part.section,
      words: piece,
      at: Date.now(),
    })),
  );

/** A page's own way of making a change; gives false where it cannot be written. */
type Edit = (section: string, change: (doc: Y.Doc) => void) => boolean;

/**
 * Writes copies into a page of one's own, each in a change of its own.
 * @returns whether all of them are on that page now
 */
export const keepCopies = (edit: Edit, copies: readonly Copy[]): boolean =>
  copies.every(({ id, ...rest }) =>
    edit(copiesSection, (doc) => void doc.getMap<Omit<Copy, "id">>(copiesSection).set(id, rest)),
  );

/** Marks a copy as let go, or takes that back. Gives false where it cannot be written. */
export const letCopyGo = (edit: Edit, id: string, letGo: boolean): boolean =>
  edit(copiesSection, (doc) => {
    const copies = doc.getMap<Omit<Copy, "id">>(copiesSection);
    const stored = copies.get(id);
    if (stored) copies.set(id, { ...stored, letGo });
  });

/** Takes a copy off the page for good, if it is still let go. */
export const finishCopy = (edit: Edit, id: string): void =>
  void edit(copiesSection, (doc) => {
    if (readCopies(doc).some((copy) => copy.id === id && copy.letGo)) doc.getMap(copiesSection).delete(id);
  });

/** Takes copies off a page of one's own again. */
export const dropCopies = (edit: Edit, ids: readonly string[]): void => {
  if (ids.length === 0) return;
  edit(copiesSection, (doc) => {
    for (const id of ids) doc.getMap(copiesSection).delete(id);
  });
};

/** The copies on a page of one's own, oldest first. */
export function readCopies(doc: Y.Doc): Copy[] {
  const copies: Copy[] = [];
  for (const [id, value] of doc.getMap(copiesSection).entries()) {
    if (typeof value !== "object" || value === null) continue;
    const { section: meant, words, at, lostBy, letGo } = value as Record<string, unknown>;
    if (typeof meant !== "string" || typeof words !== "string" || typeof at !== "number") continue;
    const lost = Array.isArray(lostBy) ? { lostBy: lostBy.filter(isSeat) } : {};
    copies.push({ id, section: meant, words, at, ...lost, ...(letGo === true && { letGo }) });
  }
  return copies.sort((a, b) => a.at - b.at);
}
