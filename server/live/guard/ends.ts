/** Whether what is added to a list that only grows comes at its end, and stays. */
import type * as Y from "yjs";
import type { Shape } from "../../../lib/sections/section.ts";
import type { Deletion } from "./deletes.ts";
import type { Home, Place } from "./home.ts";
import type { Effort } from "./effort.ts";
import { type Id, type Struct, type Update, kinds, structAt } from "./reader.ts";

/**
 * Gives the sections in which something is put elsewhere than at the end of the list as its writer knew it: before
 * something; or behind something although its clientID has already written something that stands further on. Two tabs
 * of a seat may both add behind the same entry: the order in which those come is the same on every copy. Of entries
 * with a right neighbour it would not be. Nothing is ever taken out of such a list, so that what is gone already when it
 * comes is no entry either.
 * @param effort counts each entry that has to be looked at
 * @throws {Unreadable} where those are too many
 */
export function strayEntries(
  update: Update,
  places: readonly Place[],
  shapeOf: (section: string) => Shape | null,
  effort: Effort,
): Set<string> {
  const stray = new Set<string>();
  const latest = new Map<string, Place>();
  const isNew = ({ client, clock }: Id): boolean => clock >= (update.runs.get(client)?.clock ?? Infinity);
  for (const place of places) {
    const { struct, home } = place;
    if (home === null || home.key !== null || shapeOf(home.root) !== "grows" || stray.has(home.root)) continue;
    const writer = `${struct.client} ${home.root}`;
    const before = latest.get(writer);
    latest.set(writer, place);
    const comesLast = before ? isBehind(place, before, isNew, effort) : isLast(place, home, isNew, effort);
    if (struct.right !== null || struct.kind === kinds.deleted || !comesLast) stray.add(home.root);
  }
  return stray;
}

/**
 * Gives the sections in which an entry of such a list is brought and taken away in one. It would be no entry any more once
 * it is written in fewer pieces, and so never come to its place where it waits.
 */
export function withdrawnEntries(
  update: Update,
  places: readonly Place[],
  deletes: readonly Deletion[],
  shapeOf: (section: string) => Shape | null,
): Set<string> {
  const withdrawn = new Set<string>();
  const entries = new Map<Struct, string>();
  for (const { struct, home } of places)
    if (home !== null && home.key === null && shapeOf(home.root) === "grows") entries.set(struct, home.root);
  if (entries.size === 0) return withdrawn;
  for (const { client, section, clock, end } of deletes) {
    if (section !== null) continue;
    const structs = update.runs.get(client)?.structs ?? [];
    for (let at = clock, struct = structAt(structs, at); struct && at < end; struct = structAt(structs, at)) {
      const root = entries.get(struct);
      if (root !== undefined) withdrawn.add(root);
      at = struct.end;
    }
  }
  return withdrawn;
}

/** Whether the first entry that a clientID adds in an update stands behind all that it has in the list already. */
function isLast({ struct, left }: Place, home: Home, isNew: (id: Id) => boolean, effort: Effort): boolean {
  const { client, left: id } = struct;
  // Another tab of the same seat added that in the same update: both waited together for a closed section.
  if (id && isNew(id)) return id.client !== client;
  if (id && left && id.client === client && id.clock < left.id.clock + left.length - 1) return false;
  for (let item = left ? left.right : firstOf(home); item !== null; item = item.right) {
    effort(1);
    if (item.id.client === client) return false;
  }
  return true;
}

/** Whether an entry stands behind the one that the same clientID has added just before. */
function isBehind({ struct, left }: Place, before: Place, isNew: (id: Id) => boolean, effort: Effort): boolean {
  const { client, left: id } = struct;
  if (id === null) return false;
  if (id.client === client) return id.clock === before.struct.end - 1;
  if (isNew(id) || before.left === null) return true;
  const { left: earlier } = before.struct;
  // Yjs may hold both neighbours in one item.
  if (left === before.left) return earlier === null || earlier.client !== id.client || earlier.clock < id.clock;
  for (let item = left?.right ?? null; item !== null; item = item.right) {
    effort(1);
    if (item === before.left) return false;
  }
  return true;
}

function firstOf({ parent }: Home): Y.Item | null {
  return typeof parent !== "string" && "_start" in parent ? parent._start : null;
}
