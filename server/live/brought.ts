/** What an update has brought into a document that has it already. */
import * as Y from "yjs";
import { metaOf } from "./guard/meta.ts";

/** An item, and how many of its values the document had before: Yjs joins new ones to an older neighbour. */
export type Brought = { item: Y.Item; before: number };

/** The items of an update. */
export function* itemsIn(doc: Y.Doc, update: Uint8Array): Generator<Brought> {
  for (const [client, clock] of metaOf(update).from) {
    const structs = doc.store.clients.get(client) ?? [];
    for (let at = Y.findIndexSS(structs, clock); at < structs.length; at += 1) {
      const item = structs[at];
      if (item instanceof Y.Item) yield { item, before: Math.max(0, clock - item.id.clock) };
    }
  }
}

/** The items that an update has deleted, as far as anything is known of them. */
export function* deletedIn(doc: Y.Doc, update: Uint8Array): Generator<Y.Item> {
  for (const [client, ranges] of Y.decodeUpdate(update).ds.clients) {
    const structs = doc.store.clients.get(client) ?? [];
    for (const { clock, len } of ranges) {
      if (clock >= Y.getState(doc.store, client)) continue;
      for (let at = Y.findIndexSS(structs, clock); at < structs.length; at += 1) {
        const item = structs[at];
        if (item === undefined || item.id.clock >= clock + len) break;
        if (item instanceof Y.Item && item.deleted) yield item;
      }
    }
  }
}
