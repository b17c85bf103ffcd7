/** Applies what was judged, and looks afterwards whether Yjs did what the verdict said. */
import * as Y from "yjs";
import { type Author, authorOf } from "../../../lib/seats.ts";
import { rootOf } from "./home.ts";

/**
 * Applies a verdict's `update`, which writes `sections` and nothing else, and gives the update events it caused: the
 * document's own encodings, in order. These are what is stored and relayed, never bytes that came off a wire.
 * @throws if Yjs throws, or if what Yjs says it changed is more than the verdict allowed. `doc` must then be discarded:
 *   a transaction that throws is not rolled back.
 */
export function applyJudged(doc: Y.Doc, update: Uint8Array, author: Author, sections: readonly string[]): Uint8Array[] {
  if (doc.constructor !== Y.Doc) throw new Error("Two copies of Yjs are loaded.");
  const events: Uint8Array[] = [];
  const faults: string[] = [];
  const origin = {};
  const onChange = (transaction: Y.Transaction) => {
    if (transaction.origin === origin) faults.push(...foreignSections(transaction, sections));
  };
  const onUpdate = (event: Uint8Array, from: unknown) => {
    events.push(event);
    if (from === origin) faults.push(...foreignAuthors(event, author));
  };
  doc.on("beforeObserverCalls", onChange);
  doc.on("update", onUpdate);
  try {
    Y.applyUpdate(doc, update, origin);
  } finally {
    doc.off("beforeObserverCalls", onChange);
    doc.off("update", onUpdate);
  }
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null)
    faults.push("A part of the update is pending.");
  if (faults.length > 0) throw new Error(`A judged update did more than its verdict said. ${faults.join(" ")}`);
  return events;
}

function foreignSections({ changed }: Y.Transaction, sections: readonly string[]): string[] {
  const foreign = [...changed.keys()].some((type) => !sections.includes(rootOf(type).root));
  return foreign ? ["It changed another section."] : [];
}

function foreignAuthors(event: Uint8Array, author: Author): string[] {
  const foreign = [...Y.parseUpdateMeta(event).to.keys()].some((client) => authorOf(client) !== author);
  return foreign ? ["It brought words of another author."] : [];
}
