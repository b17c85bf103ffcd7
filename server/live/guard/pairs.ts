/** Whether an update would cut a character in two. */
import * as Y from "yjs";
import { isInsidePair } from "../../../lib/pairs.ts";
import { Cursor, Unreadable } from "./cursor.ts";
import type { Deletion } from "./deletes.ts";
import { type Struct, type Update, kinds, structAt } from "./reader.ts";

/**
 * Checks that no neighbour and no end of a delete lies between the two halves of one character. Yjs puts two
 * replacement signs in the place of a character that it cuts, and does so only on those copies that have to cut it:
 * replicas would differ for good. Text fields never cut one. To be asked when all that is named is known or new.
 * @throws {Unreadable}
 */
export function checkPairs(doc: Y.Doc, update: Update, deletes: readonly Deletion[]): void {
  const read = new Map<Struct, string>();
  const newText = (struct: Struct): string => {
    let words = read.get(struct);
    if (words === undefined) read.set(struct, (words = textOf(update.bytes, struct)));
    return words;
  };
  /** Holds that what stands before `clock` and what stands at it are not halves of one character. */
  const cut = (client: number, clock: number): void => {
    if (clock === 0) return;
    const run = update.runs.get(client);
    const struct = run && clock > run.clock ? structAt(run.structs, clock - 1) : undefined;
    if (struct === undefined) return cutsKnown(doc, client, clock);
    if (struct.kind === kinds.string && clock < struct.end) check(newText(struct), clock - struct.clock);
  };
  for (const { structs } of update.runs.values()) {
    for (const { left, right } of structs) {
      if (left) cut(left.client, left.clock + 1);
      if (right) cut(right.client, right.clock);
    }
  }
  for (const { client, clock, end } of deletes) {
    cut(client, clock);
    cut(client, end);
  }
}

function cutsKnown(doc: Y.Doc, client: number, clock: number): void {
  if (clock >= Y.getState(doc.store, client)) return;
  const structs = doc.store.clients.get(client) ?? [];
  const item = structs[Y.findIndexSS(structs, clock)];
  if (item === undefined || item.id.clock === clock || !("content" in item) || !("str" in item.content)) return;
  check(item.content.str as string, clock - item.id.clock);
}

function check(words: string, at: number): void {
  if (isInsidePair(words, at)) throw new Unreadable("malformed", "It would cut a character in two.");
}

function textOf(bytes: Uint8Array, { at }: Struct): string {
  const cursor = new Cursor(bytes);
  cursor.at = at;
  return cursor.string();
}
