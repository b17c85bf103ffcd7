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
  const isCard = ({ parent }: Y.Item): boolean => parent instanceof Y.AbstractType && parent._item === null;
  const isOnCard = ({ parent }: Y.Item): boolean => parent instanceof Y.AbstractType && isClients(parent._item);
  // A card goes in one piece with all that stands on it, so what stands there goes before.
  yield* clearInside(doc, (item) => isCard(item) || isOnCard(item));
  yield* clearWords(doc, (item) => item.parent instanceof Y.Text || isOnCard(item));
  yield* clearWords(doc, isCard);
  yield* clearLines(doc);
}

const isClients = (item: Y.Item | null): boolean => item !== null && authorOf(item.id.client) === "client";

const clientsOf = (doc: Y.Doc): number[] =>
  [...doc.store.clients.keys()].filter((client) => authorOf(client) === "client");

/** Removes what the client wrote and `isToGo`. */
function* clearWords(doc: Y.Doc, isToGo: (item: Y.Item) => boolean): Generator<() => void> {
  const clients = clientsOf(doc);
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
        if (!(struct instanceof Y.Item) || struct.deleted || !isToGo(struct)) continue;
        struct.delete(transaction);
        // All that was ever in it goes with it.
        if (holdsOthers(struct)) return;
      }
    });
  while (index < clients.length) yield part;
}

/** Removes what anybody wrote in what the client made and `isToGo`. */
function* clearInside(doc: Y.Doc, isToGo: (item: Y.Item) => boolean): Generator<() => void> {
  for (const client of clientsOf(doc)) {
    const structs = doc.store.clients.get(client) ?? [];
    for (const item of structs.filter((struct): struct is Y.Item => holdsOthers(struct) && isToGo(struct))) {
      let more = true;
      const part = (): void =>
        doc.transact((transaction) => {
          const living: Y.Item[] = [];
          for (const one of inside(item)) if (living.push(one) === structsAPart) break;
          for (const one of living) one.delete(transaction);
          more = living.length === structsAPart;
        });
      while (more) yield part;
    }
  }
}

const holdsOthers = (struct: Y.Item | Y.GC): struct is Y.Item =>
  struct instanceof Y.Item && struct.content instanceof Y.ContentType;

/** What lives in an item and holds nothing itself, at any depth. */
function* inside({ content }: Y.Item): Generator<Y.Item> {
  if (!(content instanceof Y.ContentType)) return;
  const { _start: first, _map: keys } = content.type;
  for (const start of [first, ...keys.values()])
    for (let item = start; item !== null; item = item.right) {
      if (item.deleted) continue;
      if (item.content instanceof Y.ContentType) yield* inside(item);
      else yield item;
    }
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
