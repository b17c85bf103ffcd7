import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { type Seat, newClientId } from "../../lib/seats.ts";
import type { Steps } from "../../server/live/budget.ts";
import { noSplits } from "../../server/live/guard/deletes.ts";
import { counted, openQuota } from "../../server/live/quota.ts";
import { noRoom } from "../../server/live/refused.ts";
import type { Taken } from "../../server/live/taken.ts";
import { encode } from "../../server/live/encode.ts";
import { applyStored } from "../../server/live/in-steps.ts";
import { edited, forge, gc, judgeIn, newDocument, text, tombstone, values } from "../support/guard-space.ts";

function whole<T>(steps: Steps<T>): T {
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

/** Why the server would not take it for its size, or null. */
function refusal(doc: Y.Doc, update: Uint8Array, seat: Seat): string | null {
  const verdict = judgeIn(doc, update, seat);
  if (verdict.kind !== "accepted" || !verdict.update) throw new Error(`not accepted: ${JSON.stringify(verdict)}`);
  return whole(openQuota(doc)).refuses(seat, { ...verdict, update: verdict.update });
}

const writeWord = (doc: Y.Doc, seat: Seat): Uint8Array =>
  edited(doc, seat, (copy) => copy.getText("both:sheet").insert(0, "a word"));

const manyIds = (count: number, seat: Seat): number[] =>
  Array.from({ length: count }, () => newClientId(seat)).sort((one, other) => other - one);

test("a space of five years, ten sessions a day with two pens each, takes words from both", () => {
  const doc = newDocument("server");
  for (const seat of ["client", "practitioner"] as const) {
    const story = seat === "client" ? "client:story" : "practitioner:statement";
    const sessions = manyIds(36_000, seat).map((client, i) => ({
      client,
      structs: [values([{ text: "What I wrote on this day, in some words." }], { root: story, key: `${seat} ${i}` })],
    }));
    Y.applyUpdate(doc, forge(sessions));
    expect(refusal(doc, writeWord(doc, seat), seat)).toBeNull();
  }
  expect(doc.store.clients.size).toBe(72_000);
}, 60_000);

test("a seat that has written under too many clientIDs is told so, the other writes on, and both delete", () => {
  const doc = newDocument("server");
  const pens = manyIds(40_000, "practitioner");
  Y.applyUpdate(doc, forge(pens.map((client) => ({ client, structs: [gc(1)] }))));
  Y.applyUpdate(doc, forge([{ client: newClientId("client"), structs: [text("words", { root: "both:sheet" })] }]));
  expect(refusal(doc, writeWord(doc, "practitioner"), "practitioner")).toBe("many-pages");
  expect(refusal(doc, writeWord(doc, "client"), "client")).toBeNull();
  const deleted = edited(doc, "practitioner", (copy) => copy.getText("both:sheet").delete(1, 2));
  expect(refusal(doc, deleted, "practitioner")).toBeNull();
}, 60_000);

test("what another has cut into pieces does not count against who wrote it, and it can still be deleted", () => {
  const doc = newDocument("server");
  const words = newClientId("client");
  // As it stands after every other letter of one text was deleted.
  const behind = (clock: number) => ({ left: [words, clock - 1] as [number, number] });
  const letters = Array.from({ length: 300_500 }, (_, i) =>
    i % 2 ? text("x", behind(i + 3)) : tombstone(1, behind(i + 3)),
  );
  Y.applyUpdate(doc, forge([{ client: words, structs: [text("abc", { root: "both:sheet" }), ...letters] }]));
  const more = forge([
    { client: newClientId("client"), structs: [text("more", { left: [words, 2], right: [words, 3] })] },
  ]);
  expect(refusal(doc, more, "client")).toBeNull();
  expect(refusal(doc, forge([], [[words, [[1, 1]]]]), "practitioner")).toBe("many-pieces");
  expect(refusal(doc, forge([], [[words, [[0, 3]]]]), "practitioner")).toBeNull();
}, 60_000);

test("who cuts their own words into pieces keeps nobody else from writing and deleting, however long they have done both", () => {
  const doc = newDocument("server");
  const cut = newClientId("practitioner");
  const behind = (clock: number) => ({ left: [cut, clock - 1] as [number, number] });
  const letters = Array.from({ length: 200_000 }, (_, i) =>
    i % 2 ? text("x", behind(i + 3)) : tombstone(1, behind(i + 3)),
  );
  Y.applyUpdate(doc, forge([{ client: cut, structs: [text("abc", { root: "both:sheet" }), ...letters] }]));
  const years = newClientId("client");
  const pieces = Array.from({ length: 40_000 }, (_, i) =>
    text("y", i === 0 ? { root: "both:sheet" } : { left: [years, 0] }),
  );
  Y.applyUpdate(doc, forge([{ client: years, structs: pieces }]));
  const word = newClientId("client");
  Y.applyUpdate(doc, forge([{ client: word, structs: [text("a word", { root: "both:sheet" })] }]));
  expect(refusal(doc, writeWord(doc, "client"), "client")).toBeNull();
  for (const seat of ["client", "practitioner"] as const)
    expect(refusal(doc, forge([], [[word, [[2, 1]]]]), seat)).toBeNull();
  expect(refusal(doc, forge([], [[cut, [[1, 1]]]]), "practitioner")).toBe("many-pieces");
}, 60_000);

test("what was only guessed to be too much is counted before anybody is refused", () => {
  const doc = newDocument("server");
  const quota = whole(openQuota(doc));
  const growth = {
    update: writeWord(doc, "client"),
    structs: 200_000,
    splits: noSplits,
    cards: new Map(),
    newClients: 1,
    values: 0,
    entries: 0,
  };
  quota.add("client", growth);
  Y.applyUpdate(doc, growth.update);
  const one = { ...growth, structs: 1 };
  expect([quota.isGuess(), quota.refuses("client", one)]).toEqual([true, "many-pieces"]);
  whole(quota.recount());
  expect([quota.isGuess(), quota.refuses("client", one)]).toEqual([false, null]);
  expect(quota.refuses("client", growth)).toBe("many-pieces");
});

describe("while a count goes on, what is refused is still a guess", () => {
  /** A document that has been counted once, and was cut into pieces since. */
  function openChanged() {
    const doc = newDocument("server");
    const client = newClientId("client");
    const behind = (clock: number) => ({ left: [client, clock - 1] as [number, number] });
    const letters = Array.from({ length: 10_000 }, (_, i) =>
      i % 2 ? text("x", behind(i + 3)) : tombstone(1, behind(i + 3)),
    );
    const quota = whole(openQuota(doc));
    Y.applyUpdate(doc, forge([{ client, structs: [text("abc", { root: "both:sheet" }), ...letters] }]));
    return { doc, quota };
  }

  test("also after its line was closed and nobody goes on with it", () => {
    const { quota } = openChanged();
    const abandoned = quota.recount();
    expect(abandoned.next().done).toBe(false);
    expect(quota.isGuess()).toBe(true);
    whole(quota.recount());
    expect(quota.isGuess()).toBe(false);
  });

  test("also when something is written meanwhile, until all is counted from the beginning", () => {
    const { doc, quota } = openChanged();
    const steps = quota.recount();
    expect(steps.next().done).toBe(false);
    Y.applyUpdate(doc, writeWord(doc, "practitioner"));
    whole(steps);
    expect(quota.isGuess()).toBe(true);
    whole(quota.recount());
    expect(quota.isGuess()).toBe(false);
  });

  test("so that another who writes meanwhile is counted too, and not refused for what is not there", () => {
    const { doc, quota } = openChanged();
    const word = judgeIn(doc, writeWord(doc, "client"), "client");
    if (word.kind !== "accepted" || !word.update) throw new Error("not accepted");
    const { update } = word;
    // Far more than is there: the guess that all of it is full.
    quota.add("client", { ...word, update, structs: 150_000 });
    const taken: Taken = { kind: "taken", kept: Promise.resolve(true) };
    const attempt = (): Taken => {
      const why = quota.refuses("client", { ...word, update });
      return why ? { kind: quota.isGuess() ? "uncounted" : "refused", refused: noRoom(why) } : taken;
    };
    const first = counted(quota, attempt);
    expect(first.next().done).toBe(false);
    expect(whole(counted(quota, attempt))).toBe(taken);
    expect(whole(first)).toBe(taken);
  });
});

test("a document that is opened and written step by step is the same", () => {
  const doc = newDocument("server");
  for (let session = 0; session < 40; session += 1) {
    Y.applyUpdate(
      doc,
      edited(doc, session % 2 ? "client" : "practitioner", (copy) => {
        const sheet = copy.getText("both:sheet");
        for (let i = 0; i < 120; i += 1) sheet.insert((i * 7_919) % (sheet.length + 1), `${session} words ${i} `);
        for (let i = 0; i < 20; i += 1) sheet.delete((i * 104_729) % (sheet.length - 3), 3);
      }),
    );
  }
  const state = Y.encodeStateAsUpdate(doc);
  const opened = newDocument("server");
  whole(applyStored(opened, state, []));
  expect(opened.store.pendingStructs).toBeNull();
  expect(Y.encodeStateAsUpdate(opened)).toEqual(state);
  expect(whole(encode(opened, Uint8Array.of(0)))).toEqual(state);
  const copy = newDocument("server");
  Y.applyUpdate(copy, whole(encode(opened, Y.encodeStateVector(new Y.Doc()))));
  expect(copy.getText("both:sheet").toJSON()).toBe(doc.getText("both:sheet").toJSON());
});

test("a card takes no more pieces than can go in one turn, and the next one takes words", () => {
  const doc = newDocument("server");
  const by = (write: (copy: Y.Doc) => void): Uint8Array => edited(doc, "practitioner", write);
  const textOf = (copy: Y.Doc, key: string) => copy.getMap<Y.Map<Y.Text>>("both:options").get(key)?.get("text");
  const write = (key: string, letters: number) =>
    by((copy) => {
      for (let at = 0; at < letters; at += 1) textOf(copy, key)?.insert(0, "x");
    });
  for (const key of ["one", "two"])
    Y.applyUpdate(
      doc,
      by((copy) => copy.getMap("both:options").set(key, new Y.Map([["text", new Y.Text()]]))),
    );
  // Letters that are gone count: they go with the card.
  Y.applyUpdate(doc, write("one", 9_900));
  Y.applyUpdate(
    doc,
    by((copy) => textOf(copy, "one")?.delete(0, 5_000)),
  );
  expect(refusal(doc, write("one", 20), "practitioner")).toBeNull();
  expect(refusal(doc, write("one", 200), "practitioner")).toBe("card-pieces");
  expect(refusal(doc, write("one", 200), "practitioner")).toBe("card-pieces");
  expect(refusal(doc, write("two", 200), "practitioner")).toBeNull();
});
