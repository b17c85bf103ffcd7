/** The server's own lines about agreement: when it was given, by whom, and to which words. */
import { createHash } from "node:crypto";
import * as Y from "yjs";
import {
  type Completion,
  type Entry,
  type Said,
  type Witness,
  canonicalText,
  idOf,
  readCompletion,
  readEntry,
  readWitness,
} from "../../lib/agreement.ts";
import { readExpectation } from "../../lib/expectations.ts";
import { type Seat, seats } from "../../lib/seats.ts";
import type { SectionName } from "../../lib/sections.ts";
import { itemsIn } from "./brought.ts";
import type { Steps } from "./budget.ts";
import type { Follower } from "./follow.ts";
import { lookAt } from "./in-steps.ts";

export type WitnessParts = {
  doc: Y.Doc;
  space: string;
  names: () => Record<Seat, string | null>;
  now: () => number;
};

type Line = Omit<Witness, "said"> & Said;
type Seen = { entry: Entry; lineIsThere: boolean };

const agreedSection = (seat: Seat) => `${seat}:agreed` as const satisfies SectionName;

// What one seat's entries may take of one turn: lines, and characters of entries and cards that are compared.
const mostLines = 50;
const mostCharacters = 40_000;

/**
 * Watches over the agreement entries of a document. Each is looked at once, when it comes, and never again: what its
 * line says can be changed by nothing that comes later.
 */
export function* openWitness({ doc, space, names, now }: WitnessParts): Steps<Follower> {
  const lines = doc.getArray<unknown>("server:witness");
  const cards = doc.getMap<unknown>("both:expectations");
  const lists: Record<Seat, Y.Array<unknown>> = {
    client: doc.getArray(agreedSection("client")),
    practitioner: doc.getArray(agreedSection("practitioner")),
  };
  const { seen, bare } = yield* linesIn(lines);
  /** By seat, so that who writes much keeps nobody waiting but themselves. */
  const waiting: Record<Seat, Seen[]> = { client: [], practitioner: [] };

  const take = (seat: Seat, value: unknown): void => {
    const entry = readEntry(value);
    if (!entry) return;
    const id = idOf(seat, entry.id);
    const lineIsThere = seen.has(id);
    // Only the first entry for a line of earlier years is its own. Whoever repeats its id later has come too late.
    if (lineIsThere && !bare.has(id)) return;
    bare.delete(id);
    seen.add(id);
    waiting[seat].push({ entry, lineIsThere });
  };

  /** The lines for what waits longest from a seat, as many as one turn takes. */
  const nextLines = (seat: Seat): (Line | Completion)[] => {
    const canonicals = new Map<string, string | null>();
    const written: (Line | Completion)[] = [];
    let characters = 0;
    // A person who was taken out of the space has taken their entries along.
    if (lists[seat].length === 0) waiting[seat] = [];
    for (const { entry, lineIsThere } of waiting[seat]) {
      if (written.length === mostLines || characters > mostCharacters) break;
      const { id, card, says, text } = entry;
      const said: Said = { card, says, sha256: createHash("sha256").update(text).digest("hex") };
      characters += text.length;
      if (lineIsThere) {
        written.push({ completes: id, seat, ...said });
        continue;
      }
      if (!canonicals.has(card)) {
        const words = readExpectation(cards, card);
        canonicals.set(card, words && canonicalText(space, card, words));
        characters += words?.text.length ?? 0;
      }
      const same = canonicals.get(card) === text && said.sha256 === entry.sha256;
      written.push({ entry: id, seat, name: names()[seat] ?? "", at: Math.round(now()), same, ...said });
    }
    waiting[seat] = waiting[seat].slice(written.length);
    return written;
  };

  for (const seat of seats) yield* lookAt(lists[seat].toArray(), (value) => take(seat, value));
  return {
    see(update, sections) {
      if (!seats.some((seat) => sections.includes(agreedSection(seat)))) return;
      for (const { item, before } of itemsIn(doc, update)) {
        const seat = seats.find((one) => lists[one] === item.parent);
        if (seat && item.content instanceof Y.ContentAny)
          for (const value of item.content.arr.slice(before)) take(seat, value);
      }
    },
    waits: () => seats.some((seat) => waiting[seat].length > 0),
    write: () => lines.push(seats.flatMap(nextLines)),
  };
}

/** The ids that have a line, and those of them whose line does not hold what was said. */
function* linesIn(lines: Y.Array<unknown>): Steps<{ seen: Set<string>; bare: Set<string> }> {
  const seen = new Set<string>();
  const bare = new Set<string>();
  yield* lookAt(lines.toArray(), (value) => {
    const line = readWitness(value);
    const id = line && idOf(line.seat, line.entry);
    if (id !== null && !seen.has(id)) {
      seen.add(id);
      if (line?.said === null) bare.add(id);
    }
    const completion = line ? null : readCompletion(value);
    if (completion) bare.delete(idOf(completion.seat, completion.completes));
  });
  return { seen, bare };
}
