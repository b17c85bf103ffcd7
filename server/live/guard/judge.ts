/** Decides over every update before it is applied, stored or relayed: may its author write all that it touches, now? */
import * as Y from "yjs";
import { type Author, authorOf } from "../../../lib/seats.ts";
import type { Rules } from "../../../lib/sections.ts";
import { checkContent } from "./content.ts";
import { type Reason, Unreadable } from "./cursor.ts";
import { type Deletion, type Splits, effectiveDeletes, splitsBy } from "./deletes.ts";
import { type Bound, countEffort, stepsForAValue, stored } from "./effort.ts";
import { strayEntries, withdrawnEntries } from "./ends.ts";
import { type Ids, rewrittenEntries } from "./given.ts";
import { type Home, type Place, type SharedType, findPlaces } from "./home.ts";
import { integrationOrder } from "./order.ts";
import { withoutOverlaps } from "./overlaps.ts";
import { checkPairs } from "./pairs.ts";
import { type Id, type Struct, type Update, kinds, readUpdate } from "./reader.ts";
import { writeUpdate } from "./writer.ts";

export type Refusal = {
  kind: "refused";
  /** `large`: it brings more than is taken at once. It can be cut into pieces that are judged one after the other. */
  reason: Reason | "author" | "section";
  /** The sections the author may not write, where that is the reason. They are the sender's own words: do not log them. */
  sections: string[];
  /** A plain sentence for the developer, never with content. */
  why: string;
};

export type Accepted = {
  kind: "accepted";
  /** What may be applied now, and the sections it writes. Null if there is nothing new in it. */
  update: Uint8Array | null;
  sections: string[];
  /** What waits until a section opens again, and all sections it writes; to be judged again then. */
  held: Uint8Array | null;
  waiting: string[];
  /** What it adds to the document: new structs, and known items that are cut in two by what it deletes. */
  structs: number;
  splits: Splits;
  /** Under how many clientIDs it writes that the document does not know. */
  newClients: number;
  /** What it adds to cards that the document has: new structs, and items that are cut in two by what it deletes. */
  cards: ReadonlyMap<SharedType, number>;
  /** How many values it holds, one in another too, and how many of them are entries of a list. */
  values: number;
  entries: number;
};

/** What of an accepted update waits, with its sections; null where nothing does. */
export const heldIn = ({ held, waiting }: Accepted): { bytes: Uint8Array; sections: readonly string[] } | null =>
  held && { bytes: held, sections: waiting };

export type Verdict =
  | Accepted
  /** Something it builds on is missing. It is dropped, and the sender asked for a sync step 2. */
  | { kind: "incomplete" }
  | Refusal;

/**
 * Judges an update (Yjs V1) that `author` sent for `doc`. Synchronous, and never changes `doc`; a verdict holds only
 * until `doc` changes. An accepted update carries exactly what was checked, so nothing but that may be applied.
 * Bytes never make it throw.
 * @param earlier structs that may write over what is given: see decision 013
 */
export function judge(
  doc: Y.Doc,
  bytes: Uint8Array,
  author: Author,
  rules: Rules,
  most: Bound = stored,
  earlier: Ids = new Map(),
): Verdict {
  const knownClock = (client: number) => Y.getState(doc.store, client);
  try {
    const effort = countEffort(most.steps);
    const update = readNew(bytes, knownClock, most.structs);
    effort(update.values * stepsForAValue);
    const order = integrationOrder(update, knownClock);
    const deletes = effectiveDeletes(doc, update, effort);
    if (order === null || deletes === null) return { kind: "incomplete" };
    if ([...update.runs.keys()].some((client) => authorOf(client) !== author)) {
      return refused("author", "It brings new words under a clientID of another author.");
    }
    const places = findPlaces(doc, update, order, effort);
    const { written, changed } = sectionsOf(places, deletes);
    const rights = new Map(written.map((section) => [section, rules.right(author, section)]));
    const stray = strayEntries(update, places, rules.shape, effort);
    const withdrawn = withdrawnEntries(update, places, deletes, rules.shape);
    const rewritten = rewrittenEntries(places, rules.shape, earlier);
    const forbidden = written.filter((section) => {
      const breaksList =
        stray.has(section) || withdrawn.has(section) || (changed.has(section) && rules.shape(section) === "grows");
      return breaksList || rewritten.has(section) || rights.get(section) === "no";
    });
    if (forbidden.length > 0) return refused("section", "It writes a section its author may not write.", forbidden);
    checkContent(places, update);
    checkPairs(doc, update, deletes);
    return divide(update, places, deletes, (section) => rights.get(section) === "closed");
  } catch (fault) {
    if (fault instanceof Unreadable) return refused(fault.reason, fault.message);
    throw fault;
  }
}

const refused = (reason: Refusal["reason"], why: string, sections: string[] = []): Refusal => ({
  kind: "refused",
  reason,
  sections,
  why,
});

/** Reads an update and cuts off what is known, so that it counts for nothing, whatever it says this time. */
export function readNew(bytes: Uint8Array, knownClock: (client: number) => number, most?: number): Update {
  const update = readUpdate(bytes, knownClock, most);
  return update.overlaps ? readUpdate(withoutOverlaps(update, knownClock), knownClock, most) : update;
}

/** The sections that are written, and those of them in which more is done than to add plain values. */
function sectionsOf(places: readonly Place[], deletes: readonly Deletion[]) {
  const written = new Set<string>();
  const changed = new Set<string>();
  for (const { struct, home } of places) {
    if (home === null) continue;
    written.add(home.root);
    // What stands inside a type can be changed later.
    if (struct.kind === kinds.type) changed.add(home.root);
  }
  for (const { section } of deletes) {
    if (section === null) continue;
    written.add(section);
    changed.add(section);
  }
  return { written: [...written], changed };
}

const isEntries = ({ kind }: Struct, home: Home | null): boolean =>
  kind === kinds.any && home !== null && home.key === null;

/** Divides what may be written into what may be written now and what waits for a closed section. */
function divide(
  update: Update,
  places: readonly Place[],
  deletes: readonly Deletion[],
  isClosed: (section: string) => boolean,
): Verdict {
  const waits = waitingClients(update, places, isClosed);
  const deleteWaits = ({ client, section }: Deletion) => (section === null ? waits.has(client) : isClosed(section));
  const part = (waiting: boolean) => {
    const runs = [...update.runs.values()].filter((run) => waits.has(run.client) === waiting);
    const deleted = deletes.filter((deletion) => deleteWaits(deletion) === waiting);
    const written = new Set<string>();
    for (const { struct, home } of places) if (home && waits.has(struct.client) === waiting) written.add(home.root);
    for (const { section } of deleted) if (section !== null) written.add(section);
    return { bytes: writeUpdate(update.bytes, runs, deleted), sections: [...written] };
  };
  const now = part(false);
  const later = part(true);
  return {
    kind: "accepted",
    update: now.bytes,
    sections: now.sections,
    held: later.bytes,
    waiting: later.sections,
    structs: places.length,
    splits: splitsBy(deletes),
    cards: addedToCards(places, deletes),
    newClients: [...update.runs.values()].filter(({ clock }) => clock === 0).length,
    values: update.values,
    entries: places.reduce(
      (sum, { struct, home }) => sum + (isEntries(struct, home) ? struct.end - struct.clock : 0),
      0,
    ),
  };
}

function addedToCards(places: readonly Place[], deletes: readonly Deletion[]): Map<SharedType, number> {
  const cards = new Map<SharedType, number>();
  const add = (card: SharedType | null | undefined, items: number): void => {
    if (card && items > 0) cards.set(card, (cards.get(card) ?? 0) + items);
  };
  for (const { home } of places) add(home?.card, 1);
  for (const { card, splits } of deletes) add(card, splits);
  return cards;
}

/** The clientIDs that write a closed section, and those whose new words refer to new words of one that waits. */
function waitingClients(update: Update, places: readonly Place[], isClosed: (section: string) => boolean): Set<number> {
  const waits = new Set<number>();
  for (const { struct, home } of places) if (home && isClosed(home.root)) waits.add(struct.client);
  if (waits.size === 0) return waits;
  const buildOn = new Map<number, Set<number>>();
  const note = (id: Id | string | null, client: number): void => {
    if (id === null || typeof id === "string" || id.client === client) return;
    if (id.clock < (update.runs.get(id.client)?.clock ?? Infinity)) return;
    const others = buildOn.get(id.client) ?? new Set();
    buildOn.set(id.client, others.add(client));
  };
  for (const { struct } of places) for (const id of [struct.left, struct.right, struct.parent]) note(id, struct.client);
  // A set goes on to what is added to it meanwhile.
  for (const client of waits) for (const other of buildOn.get(client) ?? []) waits.add(other);
  return waits;
}
