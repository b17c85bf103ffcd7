/** Applies what was judged, and looks whether Yjs did what the verdict said. */
import * as Y from "yjs";
import { type Author, authorOf } from "../../../lib/seats.ts";
import { encodeTransaction } from "./event.ts";
import { type SharedType, rootOf } from "./home.ts";
import { metaOf } from "./meta.ts";
import { touching } from "./touched.ts";

/**
 * Applies a verdict's `update`, which writes `sections` and nothing else, and gives what that changed: the document's
 * own encoding, in order. This is what is stored and relayed, never bytes that came off a wire. A listener for `update`
 * on `doc` would have Yjs encode the same again, at a higher price.
 * @throws if Yjs throws, or if what Yjs says it changed is more than the verdict allowed. `doc` must then be discarded:
 *   a transaction that throws is not rolled back.
 */
export function applyJudged(doc: Y.Doc, update: Uint8Array, author: Author, sections: readonly string[]): Uint8Array[] {
  if (doc.constructor !== Y.Doc) throw new Error("Two copies of Yjs are loaded.");
  const { to } = metaOf(update);
  const grown = [...to.keys()].filter((client) => Y.getState(doc.store, client) < (to.get(client) ?? 0));
  if (grown.some((client) => authorOf(client) !== author)) throw tripped("It brings words of another author.");

  const transaction = applyInOne(doc, update, grown, (changed) => {
    for (const type of changed) if (!sections.includes(rootOf(type).root)) throw tripped("It changed another section.");
  });
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) throw tripped("A part of it is pending.");
  const event = encodeTransaction(transaction, grown);
  return event === null ? [] : [event];
}

const tripped = (what: string): Error => new Error(`A judged update did not do what its verdict said. ${what}`);

/** Applies an update and gives its transaction, after `check` has seen the types it changed. */
function applyInOne(
  doc: Y.Doc,
  update: Uint8Array,
  grown: readonly number[],
  check: (changed: Iterable<SharedType>) => void,
) {
  const transactions: Y.Transaction[] = [];
  const onChange = (transaction: Y.Transaction) => {
    transactions.push(transaction);
    check(transaction.changed.keys());
  };
  doc.on("beforeObserverCalls", onChange);
  try {
    touching(doc, grown, () => Y.applyUpdate(doc, update));
  } finally {
    doc.off("beforeObserverCalls", onChange);
  }
  const [transaction, another] = transactions;
  if (transaction === undefined || another !== undefined) throw tripped("It was not applied in one transaction.");
  return transaction;
}
