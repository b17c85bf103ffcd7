/** What the delete set of an update would really delete. */
import * as Y from "yjs";
import { type Author, authorOf } from "../../../lib/seats.ts";
import { Unreadable } from "./cursor.ts";
import { type Effort, splitting } from "./effort.ts";
import { type SharedType, rootOf } from "./home.ts";
import type { Range, Update } from "./reader.ts";

/**
 * A stretch of one clientID that is still alive. Known ones name their section; new ones (null) go with their run.
 * `splits` counts the items that would be cut in two, of a `card` where they stand in one. One that holds others stands
 * alone.
 */
export type Deletion = Range & {
  client: number;
  section: string | null;
  card: SharedType | null;
  items: number;
  splits: number;
  holdsOthers: boolean;
};

/** How many items would be cut in two, by who wrote them. */
export type Splits = Record<Author, number>;
export const noSplits: Splits = { server: 0, client: 0, practitioner: 0 };

/** Counts the items that deletions cut in two. */
export function splitsBy(deletions: readonly Deletion[]): Splits {
  const total = { ...noSplits };
  for (const { client, splits } of deletions) {
    const author = authorOf(client);
    if (author) total[author] += splits;
  }
  return total;
}

/** How many stretches one update may take out. Those that are gone already do not count. */
export const mostDeletions = 20_000;
// A longer one is given as several, so that what deletes much can be cut into pieces.
const mostItems = 250;
const itemsAStep = 5_000;
// To take an item out, to collect it, and to look whether its neighbours can be joined.
const stepsForAnItem = 3;

/**
 * Gives what is deleted and was not yet. Every sync step 2 names all deletes of the document; those have no effect.
 * Null if something is named that neither the document nor the update holds: Yjs would keep it and delete the other's
 * next words the moment they arrive.
 * @throws {Unreadable} where it is too much
 */
export function effectiveDeletes(doc: Y.Doc, update: Update, effort: Effort): Deletion[] | null {
  const steps = effectiveDeletesInSteps(doc, update, effort);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

/** The same, step by step. What is deleted meanwhile may be in it or not. */
export function* effectiveDeletesInSteps(
  doc: Y.Doc,
  update: Update,
  effort: Effort,
): Generator<void, Deletion[] | null, undefined> {
  const live: Live = { doc, deletions: [], counted: new Set(), effort, left: itemsAStep };
  for (const [client, ranges] of update.deletes) {
    const known = Y.getState(doc.store, client);
    const end = update.runs.get(client)?.end ?? known;
    for (const range of ranges) {
      if (range.end > end) return null;
      const knownEnd = Math.min(range.end, known);
      for (let clock = range.clock; clock < knownEnd;) {
        clock = addLive(live, client, { clock, end: knownEnd });
        if (live.left > 0) continue;
        live.left = itemsAStep;
        yield;
      }
      if (range.end <= known) continue;
      const clock = Math.max(range.clock, known);
      add(live.deletions, { ...anew, client, clock, end: range.end });
    }
  }
  return live.deletions;
}

/** A stretch of new structs that are deleted again. */
const anew = { section: null, card: null, items: 1, splits: 0, holdsOthers: false };

/** What is gathered, and how many items are still looked at in this step. */
type Live = { doc: Y.Doc; deletions: Deletion[]; counted: Set<SharedType>; effort: Effort; left: number };

/** Adds what lives of a stretch, as far as this step goes, and gives where it ended. */
function addLive(live: Live, client: number, { clock, end }: Range): number {
  const { doc, deletions, counted, effort } = live;
  const structs = doc.store.clients.get(client) ?? [];
  let index = Y.findIndexSS(structs, clock);
  let item = structs[index];
  for (; item !== undefined && item.id.clock < end && live.left > 0; item = structs[(index += 1)]) {
    live.left -= 1;
    if (item.deleted || !("content" in item)) continue;
    const { root: section, card } = rootOf(item.parent as SharedType);
    const itemEnd = item.id.clock + item.length;
    const from = Math.max(clock, item.id.clock);
    const to = Math.min(end, itemEnd);
    const splits = Number(from > item.id.clock) + Number(to < itemEnd);
    effort(stepsForAnItem + (1 + splits) * splitting(doc, client));
    const holdsOthers = "type" in item.content;
    if ("type" in item.content) countInside(doc, item.content.type as SharedType, effort, counted);
    add(
      deletions,
      { client, clock: from, end: to, section, card, items: 1, splits, holdsOthers },
      from > item.id.clock,
    );
  }
  return Math.min(end, item?.id.clock ?? end);
}

/** All that goes when a type goes, once: one id stands for everything that was ever in it. */
function countInside(doc: Y.Doc, type: SharedType, effort: Effort, counted: Set<SharedType>): void {
  if (counted.has(type)) return;
  counted.add(type);
  const count = (item: Y.Item): void => {
    effort(item.deleted ? 1 : stepsForAnItem + splitting(doc, item.id.client));
    if ("type" in item.content) countInside(doc, item.content.type as SharedType, effort, counted);
  };
  for (let item = type._start; item !== null; item = item.right) count(item);
  for (const last of type._map.values())
    for (let item: Y.Item | null = last; item !== null; item = item.left) count(item);
}

/** Adds a stretch to those before it. Where one ends within an item in which the `next` begins, nothing is cut in two. */
function add(deletions: Deletion[], next: Deletion, isWithin = false): void {
  const last = deletions.at(-1);
  const joins =
    last &&
    last.client === next.client &&
    last.section === next.section &&
    last.card === next.card &&
    last.end === next.clock;
  if (joins && last.items < mostItems && !last.holdsOthers && !next.holdsOthers) {
    last.end = next.end;
    last.items += 1;
    last.splits += next.splits - (isWithin ? 2 : 0);
  } else if (deletions.push(next) > mostDeletions)
    throw new Unreadable("deletes", "This is too much to delete in one piece.");
}
