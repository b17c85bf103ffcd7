/** How Yjs joins what lies side by side in a document of the server's. */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { sortMerges } from "../../lib/merges.ts";
import { newClientId } from "../../lib/seats.ts";
import { touchOnlySome, touching } from "../../server/live/guard/touched.ts";
import { newRandom, settings } from "../support/guard-random.ts";

type Card = Y.Map<Y.Text>;

/** A document of the server's that is shown what is written in another one. */
function follow(pen: Y.Doc): Y.Doc {
  const doc = new Y.Doc();
  touchOnlySome(doc);
  pen.on("update", (update: Uint8Array) =>
    touching(doc, [...Y.parseUpdateMeta(update).to.keys()], () => Y.applyUpdate(doc, update)),
  );
  return doc;
}

const addCard = (pen: Y.Doc, key: string): Y.Text => {
  const words = new Y.Text();
  pen.getMap("both:expectations").set(key, new Y.Map([["text", words]]));
  return words;
};

test("a card that was written backwards goes without each of its letters being moved", () => {
  const pen = new Y.Doc();
  const doc = follow(pen);
  const words = addCard(pen, "card");
  for (let i = 0; i < 2_000; i += 1) words.insert(0, "x");
  words.delete(0, 2_000);
  const structs = doc.store.clients.get(pen.clientID) ?? [];
  expect(structs.length).toBeGreaterThan(2_000);
  let moves = 0;
  structs.splice = (...how: [number, number]) => {
    moves += 1;
    return Array.prototype.splice.apply(structs, how);
  };
  pen.getMap("both:expectations").delete("card");
  expect(structs.length).toBeLessThan(5);
  expect(moves).toBeLessThan(5);
});

test.for(["the server", "a page"])(
  "what would move a very long row again and again when it is joined stays apart on %s, and says the same",
  (where) => {
    const pen = new Y.Doc();
    const doc = where === "the server" ? follow(pen) : new Y.Doc();
    if (where === "a page") {
      doc.on("afterTransaction", sortMerges);
      pen.on("update", (update: Uint8Array) => Y.applyUpdate(doc, update));
    }
    const [one, two] = [addCard(pen, "one"), addCard(pen, "two")];
    const sheet = pen.getText("both:sheet");
    // In turn, so that nothing of one card lies beside another piece of it; then very much behind them.
    for (let i = 0; i < 3_000; i += 1) for (const words of [one, two, sheet]) words.insert(0, "x");
    for (let i = 0; i < 40_000; i += 1) sheet.insert(0, "y");
    for (const words of [one, two]) words.delete(0, 3_000);
    pen.getMap("both:expectations").delete("one");
    const structs = doc.store.clients.get(pen.clientID) ?? [];
    let moves = 0;
    structs.splice = (...how: [number, number]) => {
      moves += 1;
      return Array.prototype.splice.apply(structs, how);
    };
    pen.getMap("both:expectations").delete("two");
    expect(moves * structs.length).toBeLessThan(5_000_000);
    const reopened = new Y.Doc();
    Y.applyUpdate(reopened, Y.encodeStateAsUpdate(doc));
    for (const each of [doc, reopened]) {
      expect(each.getMap("both:expectations").size).toBe(0);
      expect(each.getText("both:sheet").toJSON()).toBe(sheet.toJSON());
    }
  },
);

const { seed, count } = settings("JOINED_DOCUMENTS", 20);

test(`what is joined is the same in every order (SEED=${seed}, JOINED_DOCUMENTS=${count})`, () => {
  for (let at = 0; at < count; at += 1) {
    const random = newRandom(seed + at);
    const pen = new Y.Doc();
    const doc = follow(pen);
    const plain = new Y.Doc();
    pen.on("update", (update: Uint8Array) => Y.applyUpdate(plain, update));
    const cards = pen.getMap<Card>("both:expectations");
    for (let step = 0; step < 120; step += 1) {
      if (random.chance(0.2)) pen.clientID = newClientId("client");
      const key = `${random.below(3)}`;
      const words = cards.get(key)?.get("text");
      if (!words) addCard(pen, key);
      else if (random.chance(0.1)) cards.delete(key);
      else if (words.length > 3 && random.chance(0.3)) words.delete(random.below(words.length - 2), 2);
      else words.insert(random.below(words.length + 1), "abc");
    }
    for (const key of cards.keys()) cards.delete(key);
    const laidOut = (of: Y.Doc) =>
      [...of.store.clients].map(([client, structs]) => [client, structs.map(({ id, length }) => [id.clock, length])]);
    expect(laidOut(doc), `seed ${seed + at}`).toEqual(laidOut(plain));
  }
});
