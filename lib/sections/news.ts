/** What the other did in a change of a section of cards or entries. */
import * as Y from "yjs";
import { type Author, authorOf } from "../seats.ts";
import type { Change, News } from "./section.ts";

/**
 * Who wrote what a change has added, to be asked while it is being announced: of a map, under these keys. Nobody can tell
 * who took something away.
 */
export function writersIn(change: Change, keys: readonly string[]): Set<Author> {
  const writers = new Set<Author>();
  const look = (item: Y.Item): void => {
    const author = item.deleted || !change.adds(item) ? null : authorOf(item.id.client);
    if (author) writers.add(author);
  };
  for (const key of keys) {
    const item = change.target._map.get(key);
    if (item) look(item);
  }
  // The changes of a text do not name the items that were added to it.
  for (let item = change.target._start; item !== null; item = item.right) look(item);
  return writers;
}

/** The keys that the other has written in a change of a map, where `fits` says that of what was done with them. */
function keysWritten({ change, other }: News, fits: (action: string) => boolean): string[] {
  const { target, changes } = change;
  const isOthers = (key: string): boolean => {
    const item = target._map.get(key);
    return item !== undefined && authorOf(item.id.client) === other;
  };
  return [...changes.keys].filter(([key, { action }]) => fits(action) && isOthers(key)).map(([key]) => key);
}

/** The cards or entries that the other has added to the section itself. */
export const addedIn = (news: News): string[] =>
  news.change.target.parent === null ? keysWritten(news, (action) => action === "add") : [];

/**
 * The line for a card that the other has set aside or put back, removed for good or brought back; null where that is not
 * what was done. Who writes in it loses the field under their hands, and hears where their words are.
 */
export function asideLine(news: News, nameOf: (id: string) => string | null): string | null {
  const { target } = news.change;
  const id = target._item?.parentSub;
  if (!(target instanceof Y.Map) || !id) return null;
  const mark = keysWritten(news, () => true).at(-1);
  const name = nameOf(id);
  if (mark === "removed") return removedLine(news.otherName, name, target.get("removed") === true);
  if (mark !== "aside" || !name) return null;
  if (target.get("aside") !== true) return `${news.otherName} put “${name}” back.`;
  const aside = `${news.otherName} set “${name}” aside.`;
  return news.writesIn === id ? `${aside} Your words are with it, under “Set aside”.` : aside;
}

/** It is heard of without a name too: in half a minute nobody can bring it back any more. */
function removedLine(otherName: string, name: string | null, removed: boolean): string {
  const card = name ? `“${name}”` : "a card without a title";
  return removed
    ? `${otherName} removed ${card} for good. For half a minute you can bring it back, under “Set aside”.`
    : `${otherName} brought ${card} back. It is under “Set aside”.`;
}
