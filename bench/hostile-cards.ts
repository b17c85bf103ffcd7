/** A card with a text of many pieces, as it comes and goes. */
import * as Y from "yjs";
import { newDocument } from "../tests/support/guard-space.ts";

let cardDoc: Y.Doc | null = null;

/** An empty card of the client's. */
export function* card(): Generator<Uint8Array> {
  const doc = newDocument("client");
  doc.getMap("both:expectations").set("card", new Y.Map([["text", new Y.Text()]]));
  cardDoc = doc;
  yield Y.encodeStateAsUpdate(doc);
}

/** Letters in that card that stand in nobody's row. */
export function* piecesInTheCard(count: number): Generator<Uint8Array> {
  const doc = newDocument("practitioner");
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(cardDoc ?? doc));
  cardDoc = doc;
  const words = doc.getMap<Y.Map<Y.Text>>("both:expectations").get("card")?.get("text");
  for (let at = 0; at < count; at += 1_000) {
    const before = Y.encodeStateVector(doc);
    doc.transact(() => {
      for (let i = 0; i < 1_000; i += 1) words?.insert(0, "x");
    });
    yield Y.encodeStateAsUpdate(doc, before);
  }
}

/** A card of the practitioner's with a text of so many letters, none in a row. */
export function* cardOfPieces(count: number): Generator<Uint8Array> {
  const doc = newDocument("practitioner");
  doc.getMap("both:expectations").set("card", new Y.Map([["text", new Y.Text()]]));
  cardDoc = doc;
  yield Y.encodeStateAsUpdate(doc);
  yield* piecesInTheCard(count);
}

/** Removes that card, as a page would. */
export function* cardRemoved(): Generator<Uint8Array> {
  if (!cardDoc) throw new Error("The card comes first.");
  const before = Y.encodeStateVector(cardDoc);
  cardDoc.getMap("both:expectations").delete("card");
  yield Y.encodeStateAsUpdate(cardDoc, before);
}
