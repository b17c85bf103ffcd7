/** Whether new structs fit into the types they would stand in. */
import { Unreadable } from "./cursor.ts";
import type { Home, Place } from "./home.ts";
import { type Shape, type Struct, type Update, kinds } from "./reader.ts";

/**
 * Checks that a map holds values under keys, a list values in a row, and a text characters, as Yjs' own classes write
 * them. Other content would be counted by some readers and shown by none: after a hidden value in a text, whoever
 * types into it would find their words in another place.
 * @throws {Unreadable}
 */
export function checkContent(places: readonly Place[], update: Update): void {
  for (const { struct, home } of places) {
    if (home === null) continue;
    const shape = shapeOf(home);
    const isTombstone = struct.kind === kinds.deleted;
    const fits = isTombstone || (struct.kind === kinds.string) === (shape === "text");
    if (shape === null || !fits || (home.key !== null) !== (shape === "map")) {
      throw new Unreadable("malformed", "A type holds what it cannot show.");
    }
    // Yjs sets a key behind its last value and before nothing. Before another, replicas would differ in what it holds.
    if (home.key !== null && struct.right !== null) {
      throw new Unreadable("malformed", "A key is set before one of its values.");
    }
    // With two values alive under one key, Yjs' own clean-up throws when they are deleted later.
    if (home.key !== null && struct.end - struct.clock > 1 && !isTombstone && !isDeleted(update, struct)) {
      throw new Unreadable("malformed", "A key has several values.");
    }
  }
}

// Told apart by what they can do, not by class: see `knownNeighbour`.
function shapeOf({ parent }: Home): Shape | null {
  if (typeof parent === "string") return null;
  if ("shape" in parent) return parent.shape;
  if ("toDelta" in parent) return "text";
  if ("push" in parent) return "list";
  return "set" in parent ? "map" : null;
}

/** Whether one range of the update's deletes covers the struct. */
function isDeleted(update: Update, { client, clock, end }: Struct): boolean {
  const ranges = update.deletes.get(client) ?? [];
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.end ?? Infinity) < end) low = middle + 1;
    else high = middle;
  }
  return (ranges[low]?.clock ?? Infinity) <= clock;
}
