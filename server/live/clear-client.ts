/** Takes a client who was the wrong person out of a shared document, so that nothing of theirs is taken for the next one's. */
import * as Y from "yjs";
import { readCompletion, readWitness } from "../../lib/agreement.ts";
import { authorOf } from "../../lib/seats.ts";

const isClients = (item: Y.Item | null): boolean => item !== null && authorOf(item.id.client) === "client";

/** Removes the client's sections, their cards and letters in the shared ones, and the server's lines about them. */
export function clearClient(doc: Y.Doc): void {
  for (const [name, root] of doc.share) {
    if (root instanceof Y.Text) clearText(root);
    else if (root instanceof Y.Map) clearCards(root as Y.Map<unknown>, name.startsWith("client:"));
    else if (root instanceof Y.Array && name.startsWith("client:")) root.delete(0, root.length);
  }
  const lines = doc.getArray("server:witness");
  const about = lines.toArray().map((line) => (readWitness(line) ?? readCompletion(line))?.seat);
  for (let at = about.length - 1; at >= 0; at -= 1) if (about[at] === "client") lines.delete(at, 1);
}

function clearCards(cards: Y.Map<unknown>, all: boolean): void {
  for (const [id, card] of cards.entries()) {
    if (all || (card instanceof Y.AbstractType && isClients(card._item))) cards.delete(id);
    else if (card instanceof Y.Map) for (const field of card.values()) if (field instanceof Y.Text) clearText(field);
  }
}

/** Removes the runs of a text that the client wrote. */
function clearText(text: Y.Text): void {
  let at = 0;
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    if (isClients(item)) text.delete(at, item.length);
    else at += item.length;
  }
}
