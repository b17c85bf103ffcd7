/** What the delete set of an update would really delete. */
import * as Y from "yjs";
import { type SharedType, rootOf } from "./home.ts";
import type { Range, Update } from "./reader.ts";

/** A stretch of one clientID that is still alive. Known ones name their section; new ones (null) go with their run. */
export type Deletion = Range & { client: number; section: string | null };

/**
 * Gives what is deleted and was not yet. Every sync step 2 names all deletes of the document; those have no effect.
 * Null if something is named that neither the document nor the update holds: Yjs would keep it and delete the other's
 * next words the moment they arrive.
 */
export function effectiveDeletes(doc: Y.Doc, update: Update): Deletion[] | null {
  const deletions: Deletion[] = [];
  for (const [client, ranges] of update.deletes) {
    const known = Y.getState(doc.store, client);
    const end = update.runs.get(client)?.end ?? known;
    for (const range of ranges) {
      if (range.end > end) return null;
      if (range.clock < known) addLive(deletions, doc, client, { clock: range.clock, end: Math.min(range.end, known) });
      if (range.end > known)
        add(deletions, { client, clock: Math.max(range.clock, known), end: range.end, section: null });
    }
  }
  return deletions;
}

function addLive(deletions: Deletion[], doc: Y.Doc, client: number, { clock, end }: Range): void {
  const structs = doc.store.clients.get(client) ?? [];
  let index = Y.findIndexSS(structs, clock);
  for (let item = structs[index]; item !== undefined && item.id.clock < end; item = structs[(index += 1)]) {
    if (item.deleted || !("content" in item)) continue;
    const section = rootOf(item.parent as SharedType).root;
    const from = Math.max(clock, item.id.clock);
    add(deletions, { client, clock: from, end: Math.min(end, item.id.clock + item.length), section });
  }
}

function add(deletions: Deletion[], next: Deletion): void {
  const last = deletions.at(-1);
  if (last && last.client === next.client && last.section === next.section && last.end === next.clock)
    last.end = next.end;
  else deletions.push(next);
}
