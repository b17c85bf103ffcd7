/** Whether what is given is written once, and as a whole. */
import type { Shape } from "../../../lib/sections/section.ts";
import type { Place } from "./home.ts";
import { kinds } from "./reader.ts";

/**
 * Gives the sections of given entries in which a key is written that was written before, also where its entry has been
 * removed since, or in which something could be changed later: a type in the place of plain words, or words inside one.
 * So each key has one item for ever, and all copies of the document hold the same under it.
 */
export function rewrittenEntries(places: readonly Place[], shapeOf: (section: string) => Shape | null): Set<string> {
  const rewritten = new Set<string>();
  const written = new Set<string>();
  for (const { struct, home } of places) {
    if (home === null || shapeOf(home.root) !== "given") continue;
    const { root, parent, key, depth } = home;
    const entry = `${root} ${key}`;
    const isKnown = key !== null && typeof parent !== "string" && "_map" in parent && parent._map.has(key);
    const isWhole = depth === 0 && key !== null && struct.kind !== kinds.type && struct.end - struct.clock === 1;
    if (isKnown || !isWhole || written.has(entry)) rewritten.add(root);
    written.add(entry);
  }
  return rewritten;
}
