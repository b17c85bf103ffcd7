/** What would take long for the guard or for Yjs counts for as much, wherever the way is gone. */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { newClientId } from "../../lib/seats.ts";
import { Cursor, Unreadable } from "../../server/live/guard/cursor.ts";
import { readStruct } from "../../server/live/guard/reader.ts";
import { type Id, forge, judgeIn, newDocument, text, tombstone, type, values } from "../support/guard-space.ts";

const list = "practitioner:received";
const pen = (): number => newClientId("practitioner");

test("entries that go behind the first of many, each of which would be looked for to the end, are too much at once", () => {
  const doc = newDocument("server");
  const heads = Array.from({ length: 200 }, pen).sort((one, other) => other - one);
  for (const client of heads) Y.applyUpdate(doc, forge([{ client, structs: [values([1], { root: list })] }]));
  const [high, low] = [pen(), pen()].sort((one, other) => other - one) as [number, number];
  const at = Array.from({ length: 1_000 }, (_, i) => i);
  const last: Id = [heads[0] as number, 0];
  Y.applyUpdate(
    doc,
    forge([
      { client: high, structs: at.map((i) => values([i], { left: i === 0 ? last : [low, i - 1] })) },
      { client: low, structs: at.map((i) => values([i], { left: [high, i] })) },
    ]),
  );
  const behind = (some: readonly number[]): Uint8Array =>
    forge([{ client: pen(), structs: some.map((head) => values([0], { left: [head, 0] })) }]);
  const inOrder = heads.toSorted((one, other) => one - other);
  expect(judgeIn(doc, behind(inOrder), "practitioner")).toMatchObject({ kind: "refused", reason: "large" });
  expect(judgeIn(doc, behind(inOrder.slice(0, 2)), "practitioner")).toMatchObject({ kind: "accepted" });
});

test("what is gone already when it comes is no entry of a list in which nothing is ever taken out", () => {
  const doc = newDocument("server");
  const gone = forge([{ client: pen(), structs: [tombstone(1, { root: list })] }]);
  expect(judgeIn(doc, gone, "practitioner")).toMatchObject({ kind: "refused", reason: "section", sections: [list] });
  const entry = forge([{ client: pen(), structs: [values([1], { root: list })] }]);
  expect(judgeIn(doc, entry, "practitioner")).toMatchObject({ kind: "accepted" });
});

/** A card of letters that are all gone, in one row with very many others of the same clientID. */
function cardOfGoneLetters(letters: number, others: number): { doc: Y.Doc; card: Id } {
  const doc = newDocument("server");
  const [maker, client] = [pen(), pen()];
  const root = "both:expectations";
  const made = [type("map", { root, key: "card" }), type("text", { parent: [maker, 0], key: "text" })];
  Y.applyUpdate(doc, forge([{ client: maker, structs: made }]));
  const structs = Array.from({ length: letters + others }, (_, i) => {
    if (i === 0) return text("x", { parent: [maker, 1] });
    return i === letters ? text("x", { root: "both:sheet" }) : text("x", { right: [client, i - 1] });
  });
  Y.applyUpdate(doc, forge([{ client, structs }]));
  Y.applyUpdate(doc, forge([], [[client, [[0, letters]]]]));
  return { doc, card: [maker, 0] };
}

test("a card of letters that are gone can be removed, also where they lie in a very long row of others", () => {
  for (const others of [1_000, 40_000]) {
    const { doc, card } = cardOfGoneLetters(3_000, others);
    const [maker, clock] = card;
    const verdict = judgeIn(doc, forge([], [[maker, [[clock, 1]]]]), "practitioner");
    expect(verdict).toMatchObject({ kind: "accepted" });
  }
});

test("nobody writes between one letter and itself: copies would not agree on the order", () => {
  const doc = newDocument("server");
  const one = pen();
  Y.applyUpdate(doc, forge([{ client: one, structs: [text("ab", { root: "both:sheet" })] }]));
  const said = (place: Parameters<typeof text>[1]) =>
    judgeIn(doc, forge([{ client: pen(), structs: [text("x", place)] }]), "practitioner");
  expect(said({ left: [one, 0], right: [one, 0] })).toMatchObject({ kind: "refused", reason: "malformed" });
  expect(said({ left: [one, 0], right: [one, 1] })).toMatchObject({ kind: "accepted" });
});

test("of a struct that holds too many values no more is read than it takes to say so", () => {
  const object = Object.fromEntries(Array.from({ length: 50 }, (_, key) => [String(key), null]));
  const bytes = forge([
    {
      client: pen(),
      structs: [
        values(
          Array.from({ length: 2_000 }, () => object),
          { root: list },
        ),
      ],
    },
  ]);
  const cursor = new Cursor(bytes);
  const client = [cursor.uint(), cursor.uint(), cursor.uint(), cursor.uint()][2] ?? 0;
  expect(() => readStruct(cursor, client, 0, 5_000)).toThrow(Unreadable);
  expect(cursor.at).toBeLessThan(bytes.length / 10);
});
