/** Whether what is given is written once, and as a whole. */
import type { Shape } from "../../../lib/sections/section.ts";
import type { Place } from "./home.ts";
import { kinds } from "./reader.ts";

/** Ids of structs: of each clientID those below a clock. */
export type Ids = ReadonlyMap<number, number>;

/**
 * Gives the sections of given entries in which a key is written that was written before, also where its entry has been
 * removed since, or in which something could be changed later: a type in the place of plain words, or words inside one.
 * So each key has one item for ever, and all copies of the document hold the same under it.
 * @param earlier what was called kept when that was not so
 */
export function rewrittenEntries(
  places: readonly Place[],
  shapeOf: (section: string) => Shape | null,
  earlier: Ids,
): Set<string> {
  const rewritten = new Set<string>();
  const written = new Set<string>();
  for (const { struct, home } of places) {
    if (home === null || shapeOf(home.root) !== "given") continue;
    if (struct.end <= (earlier.get(struct.client) ?? 0)) continue;
    const { root, parent, key, depth } = home;
    const entry = `${root} ${key}`;
    const isKnown = key !== null && typeof parent !== "string" && "_map" in parent && parent._map.has(key);
    const isWhole = depth === 0 && key !== null && struct.kind !== kinds.type && struct.end - struct.clock === 1;
    if (isKnown || !isWhole || written.has(entry)) rewritten.add(root);
    written.add(entry);
  }
  return rewritten;
}
