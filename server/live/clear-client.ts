/** Takes a client who was the wrong person out of a shared document, so that nothing of theirs is taken for the next one's. */
import * as Y from "yjs";
import { readCompletion, readWitness } from "../../lib/agreement.ts";
import { readGivenLine } from "../../lib/given.ts";
import { authorOf } from "../../lib/seats.ts";
import { removeLines } from "./lines.ts";

// How much is looked at, or taken out, in one part.
const structsAPart = 500;
const stretchesAPart = 30;

/**
 * Removes the client's sections, their cards and letters in the shared ones, and the server's lines about them: as changes
 * that are to be made one after the other, and others may write between them. Once more where one of them failed.
 */
export function* clearClient(doc: Y.Doc): Generator<() => void> {
  // A card goes in one piece with all that stands on it, so what the client wrote there goes before.
  yield* clearWords(
    doc,
    ({ parent }) => parent instanceof Y.Text || (parent instanceof Y.AbstractType && isClients(parent._item)),
  );
  yield* clearWords(doc, ({ parent }) => parent instanceof Y.AbstractType && parent._item === null);
  yield* clearLines(doc);
}

const isClients = (item: Y.Item | null): boolean => item !== null && authorOf(item.id.client) === "client";

/** Removes what the client wrote and `isToGo`. */
function* clearWords(doc: Y.Doc, isToGo: (item: Y.Item) => boolean): Generator<() => void> {
  const clients = [...doc.store.clients.keys()].filter((client) => authorOf(client) === "client");
  let index = 0;
  let clock = 0;
  const part = (): void =>
    doc.transact((transaction) => {
      for (let looked = 0; looked < structsAPart; looked += 1) {
        const client = clients[index];
        if (client === undefined) return;
        if (clock >= Y.getState(doc.store, client)) {
          index += 1;
          clock = 0;
          continue;
        }
        const structs = doc.store.clients.get(client) ?? [];
        const struct = structs[Y.findIndexSS(structs, clock)];
        if (struct === undefined) return;
        clock = struct.id.clock + struct.length;
        if (struct instanceof Y.Item && !struct.deleted && isToGo(struct)) struct.delete(transaction);
      }
    });
  while (index < clients.length) yield part;
}

function* clearLines(doc: Y.Doc): Generator<() => void> {
  const lines = doc.getArray("server:witness");
  const isAboutClient = (line: unknown): boolean =>
    (readWitness(line) ?? readCompletion(line) ?? readGivenLine(line))?.seat === "client";
  let more = true;
  while (more)
    yield () => {
      more = removeLines(lines, isAboutClient, stretchesAPart);
    };
}
