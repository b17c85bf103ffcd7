/** The server's own lines in a shared document: when an agreement was given, by whom, and to which words. */
import type * as Y from "yjs";
import { canonicalText, hashOf, readEntry, readWitness, type Witness } from "../../lib/agreement.ts";
import { readExpectation } from "../../lib/cards.ts";
import { type Seat, seats } from "../../lib/seats.ts";
import type { SectionName } from "../../lib/sections.ts";

const witnessSection = "server:witness" satisfies SectionName;
const agreedSection = (seat: Seat) => `${seat}:agreed` as const satisfies SectionName;

/** Whether an update that wrote these sections can hold a new agreement entry. */
export const mayNeedWitness = (sections: readonly string[]): boolean =>
  seats.some((seat) => sections.includes(agreedSection(seat)));

/**
 * Witnesses every agreement entry that has no line yet: the server's time, the name on the seat, and whether the words
 * of the card in this document are the entry's. The first line for an entry is the one that counts.
 */
export function witnessNew(doc: Y.Doc, space: string, names: Record<Seat, string | null>, now: number): void {
  const lines = doc.getArray(witnessSection);
  const seen = new Set(lines.toArray().map((line) => readWitness(line)?.entry));
  const cards = doc.getMap<unknown>("both:expectations");
  for (const seat of seats) {
    for (const value of doc.getArray(agreedSection(seat)).toArray()) {
      const entry = readEntry(value);
      if (!entry || seen.has(entry.id)) continue;
      seen.add(entry.id);
      const words = readExpectation(cards, entry.card);
      const same = words !== null && hashOf(canonicalText(space, entry.card, words)) === entry.sha256;
      lines.push([{ entry: entry.id, seat, name: names[seat] ?? "", at: Math.round(now), same } satisfies Witness]);
    }
  }
}
