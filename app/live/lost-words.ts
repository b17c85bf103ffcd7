/** Words that a server which was set back has lost and that have found no place there again, as copies. */
import * as Y from "yjs";
import { hashOf } from "../../lib/agreement.ts";
import { type Seat, authorOf, isSeat } from "../../lib/seats.ts";
import type { Copy } from "./copies.ts";
import { splitText } from "./split-text.ts";
import { type Place, holds, placeOfItem, wordsAt } from "./changed-words.ts";

/**
 * Copies of the places in `old` that hold these items: each once, as a whole, as it stood there. A copy of the same
 * words has the same id in every tab, so that several of them make one.
 */
export function copiesOfLost(old: Y.Doc, fresh: Y.Doc, items: readonly Y.Item[]): Copy[] {
  const found = new Map<string, { place: Place; lostBy: Set<Seat> }>();
  for (const item of items) {
    const place = placeOfItem(item);
    const author = authorOf(item.id.client);
    if (place === null || !isSeat(author)) continue;
    const key = JSON.stringify(place);
    const known = found.get(key) ?? { place, lostBy: new Set<Seat>() };
    known.lostBy.add(author);
    found.set(key, known);
  }
  const all = [...found.values()];
  return all.flatMap(({ place, lostBy }) => {
    if (all.some((other) => holds(other.place, place))) return [];
    const within = all.filter((other) => holds(place, other.place));
    for (const inner of within) for (const seat of inner.lostBy) lostBy.add(seat);
    const [lost] = wordsAt(old, [place]);
    const [now] = place.entry === undefined ? wordsAt(fresh, [place]) : [];
    return lost && lost.words !== now?.words ? copiesAt(place, lost.words, [...lostBy].sort()) : [];
  });
}

const copiesAt = ({ section, path }: Place, words: string, lostBy: Seat[]): Copy[] =>
  splitText(words).map((piece, part) => ({
    id: hashOf(JSON.stringify([section, path, part, words])).slice(0, 32),
    section,
    words: piece,
    at: Date.now() + part,
    lostBy,
  }));
