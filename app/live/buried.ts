/** Words written here that are not kept yet, in something that is removed elsewhere meanwhile: they would go with it. */
import * as Y from "yjs";
import { type Seat, authorOf } from "../../lib/seats.ts";
import { type Words, placeOf } from "./changed-words.ts";
import type { Outbox, Written } from "./outbox.ts";

/**
 * Gives what `seat` has written in a text each time that it is taken out of the document from elsewhere, together with
 * what it stood in, while some of that is not kept yet. What is taken out of a text that stays was read before.
 */
export function watchBuried(doc: Y.Doc, outbox: Outbox, seat: Seat, buried: (words: Words[]) => void): void {
  doc.on("afterTransaction", (transaction: Y.Transaction) => {
    if (transaction.local) return;
    const texts = textsBuried(transaction, outbox.written);
    const words = [...texts].map((text) => ({
      section: placeOf(text as Y.AbstractType<unknown>)?.section ?? "",
      words: lastWordsOf(text, seat, transaction),
    }));
    const all = [...words.filter((part) => part.words.trim() !== ""), ...outbox.buriedBefore()];
    if (all.length > 0) buried(all);
  });
}

/** The texts that went in this change with what they stood in, and had some of what was written in them. */
function textsBuried({ deleteSet, doc }: Y.Transaction, written: () => Written): Set<Y.Text> {
  const texts = new Set<Y.Text>();
  if (deleteSet.clients.size === 0) return texts;
  const { spans, isGone } = written();
  for (const { client, from, to } of spans)
    for (const { clock, len } of deleteSet.clients.get(client) ?? []) {
      const end = Math.min(clock + len, to);
      for (let at = Math.max(clock, from); at < end;) {
        const item: Y.GC | Y.Item = Y.getItem(doc.store, Y.createID(client, at));
        const parent = item instanceof Y.Item && !isGone(item.id) ? item.parent : null;
        if (parent instanceof Y.Text && parent._item?.deleted) texts.add(parent);
        at = item.id.clock + item.length;
      }
    }
  return texts;
}

/** What stood in a text by one seat, until this change. */
function lastWordsOf(text: Y.Text, seat: Seat, { deleteSet }: Y.Transaction): string {
  let words = "";
  for (let item = text._start; item !== null; item = item.right)
    if (item.content instanceof Y.ContentString && authorOf(item.id.client) === seat && Y.isDeleted(deleteSet, item.id))
      words += item.content.str;
  return words;
}
