/** The server's own lines about what is given: when an entry came, and the hash of its words. */
import { createHash } from "node:crypto";
import type * as Y from "yjs";
import { type GivenLine, longestKey, readGivenLine, textOfGiven } from "../../lib/given.ts";
import { type Seat, seats } from "../../lib/seats.ts";
import { type SectionName, sectionNames, sections, writersOf } from "../../lib/sections.ts";
import { deletedIn, itemsIn } from "./brought.ts";
import type { Steps } from "./budget.ts";
import type { Follower } from "./follow.ts";
import { lookAt } from "./in-steps.ts";
import { removeLines } from "./lines.ts";
import type { WitnessParts } from "./witness.ts";

type Given = { section: string; seat: Seat; key: string; at: number };

// What one turn takes for a seat: new lines, characters of the entries that are hashed, and lines that go.
const mostLines = 50;
const mostCharacters = 40_000;
const mostGone = 30;
/** Of one seat; what it gives beyond that has the time of its own device. Five years of ten a day are 18,250. */
const mostOfASeat = 20_000;

const nameOf = ({ section, key }: { section: string; key: string }): string => `${section} ${key}`;

const givenSections = sectionNames.filter((name) => sections[name].shape === "given");

/**
 * Watches over what is given in a document. An entry has a line from when it comes until it is removed. What was given
 * before there were such lines has none: nobody knows when it came.
 */
export function* openGivenWitness({ doc, space, names, now }: WitnessParts): Steps<Follower> {
  const lines = doc.getArray<unknown>("server:witness");
  const maps = new Map<unknown, SectionName>(givenSections.map((name) => [doc.getMap(name), name]));
  /** The entries that have a line or will have one, by whose they are. */
  const seen: Record<Seat, Set<string>> = { client: new Set(), practitioner: new Set() };
  /** By seat, so that who gives much keeps nobody waiting but themselves. */
  const coming: Record<Seat, Given[]> = { client: [], practitioner: [] };
  const gone = new Map<string, { section: string; key: string }>();
  yield* lookAt(lines.toArray(), (value) => {
    const line = readGivenLine(value);
    if (!line) return;
    const name = nameOf({ section: line.section, key: line.given });
    seen[line.seat].add(name);
    // A process may have ended before the line of what was removed could go.
    if (!doc.getMap(line.section).has(line.given)) gone.set(name, { section: line.section, key: line.given });
  });

  /** The entry that an item is, where it is one and has or may have a line. */
  const givenBy = ({ parent, parentSub: key }: Y.Item): Omit<Given, "at"> | null => {
    const section = maps.get(parent);
    const [seat] = section ? writersOf(section) : [];
    return section && seat && key !== null && key.length <= longestKey ? { section, seat, key } : null;
  };

  const take = (given: Omit<Given, "at">): void => {
    const name = nameOf(given);
    const known = seen[given.seat];
    // Only lines that stand count: of what was removed nothing is left to count.
    if (known.has(name) || known.size >= mostOfASeat) return;
    known.add(name);
    coming[given.seat].push({ ...given, at: Math.round(now()) });
  };

  const nextLines = (of: Seat): GivenLine[] => {
    const added: GivenLine[] = [];
    let characters = 0;
    let taken = 0;
    for (const { section, seat, key, at } of coming[of]) {
      if (added.length === mostLines || characters > mostCharacters) break;
      taken += 1;
      const entries = doc.getMap(section);
      if (!entries.has(key)) continue;
      const text = textOfGiven(space, section, key, entries.get(key));
      const sha256 = createHash("sha256").update(text).digest("hex");
      characters += text.length;
      added.push({ given: key, section, seat, name: names()[seat] ?? "", at, sha256 });
    }
    coming[of] = coming[of].slice(taken);
    return added;
  };

  /** Takes the lines of removed entries away: the hash of a short sentence tells almost as much as the sentence. */
  const forget = (): void => {
    const going = [...gone].slice(0, mostGone);
    if (going.length === 0) return;
    // To put a name together for every line would take longer than all the rest.
    const keys = new Set(going.map(([, { key }]) => key));
    const names = new Set(going.map(([name]) => name));
    const isGoing = (value: unknown): boolean => {
      const line = readGivenLine(value);
      return line !== null && keys.has(line.given) && names.has(nameOf({ section: line.section, key: line.given }));
    };
    removeLines(lines, isGoing, mostGone + 1);
    for (const name of names) {
      gone.delete(name);
      for (const seat of seats) seen[seat].delete(name);
    }
  };

  return {
    see(update, changed) {
      if (!givenSections.some((name) => changed.includes(name))) return;
      for (const { item } of itemsIn(doc, update)) {
        const given = item.deleted ? null : givenBy(item);
        if (given) take(given);
      }
      for (const item of deletedIn(doc, update)) {
        const given = givenBy(item);
        if (given && seen[given.seat].has(nameOf(given))) gone.set(nameOf(given), given);
      }
    },
    waits: () => gone.size > 0 || seats.some((seat) => coming[seat].length > 0),
    write() {
      forget();
      lines.push(seats.flatMap(nextLines));
    },
  };
}
