/** What is known of the struct that a run begins with is cut off as Yjs would cut it, and no more is made of the rest. */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { readUpdate } from "../../server/live/guard/reader.ts";
import { withoutOverlaps } from "../../server/live/guard/overlaps.ts";
import { forge, gc, hex, newDocument, skip, text, tombstone, type, values } from "../support/guard-space.ts";

const root = "both:sheet";
const [one, other] = [4 * 2_000 + 2, 4 * 1_000 + 2];

test.for([
  ["words", [text("hello world", { root }), text("!", { left: [one, 10] })]],
  ["words alone", [text("hello world", { root })]],
  ["values", [values([1, 2, 3, 4], { root: "both:list" }), values([5], { left: [one, 3] })]],
  ["what is gone", [tombstone(7, { root }), text("new", { left: [one, 6] })]],
  ["what nothing is left of", [gc(9), text("new", { root })]],
  ["a gap", [skip(9), text("new", { root })]],
] as const)("%s", ([, structs]) => {
  const known = 3;
  const update = forge(
    [
      { client: one, structs: [...structs] },
      { client: other, structs: [type("map", { root: "both:expectations", key: "card" })] },
    ],
    [[one, [[0, 1]]]],
  );
  const clocks = new Map([[one, known]]);
  const knownClock = (client: number): number => clocks.get(client) ?? 0;
  const cut = withoutOverlaps(readUpdate(update, knownClock), knownClock);
  expect(hex(cut)).toBe(hex(Y.diffUpdate(update, Y.encodeStateVector(clocks))));
});

test("a document takes what is left where the words that it has end", () => {
  const doc = newDocument("server");
  Y.applyUpdate(doc, forge([{ client: one, structs: [text("hello", { root })] }]));
  const knownClock = (client: number): number => Y.getState(doc.store, client);
  const update = forge([{ client: one, structs: [text("hello world", { root }), text("!", { left: [one, 10] })] }]);
  const read = readUpdate(update, knownClock);
  expect(read.overlaps).toBe(true);
  Y.applyUpdate(doc, withoutOverlaps(read, knownClock));
  expect(doc.getText(root).toJSON()).toBe("hello world!");
});
