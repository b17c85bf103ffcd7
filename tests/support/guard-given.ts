/** Writes over what was given, and other ways in which what is given could come to change. */
import { type Attack, type History, attack, idOf, mine, next, no, rangeOf, reflections } from "./guard-history.ts";
import { type Piece, forge, text, tombstone, type, values } from "./guard-space.ts";

/** An entry under a key that nobody has written yet. */
export const givenAnew = values([{ text: "I heard that it is late" }], { root: reflections, key: "new" });

export const givenEntries: Attack[] = [
  attack("an entry", (h) => mine(h, [givenAnew]), { accepted: [reflections] }),
  attack("an entry of one's own removed", (h) => forge([], [rangeOf(h.at("practitioner:statement", "s"))]), {
    accepted: ["practitioner:statement"],
  }),
  ...(
    [
      ["other words over an entry", () => [values(["x"], { root: reflections, key: "g" })]],
      ["other words behind an entry", (h) => [values(["x"], { left: idOf(h.at(reflections, "g")) })]],
      ["other words over one that was removed", () => [values(["x"], { root: reflections, key: "removed" })]],
      ["other words behind one that was removed", (h) => [values(["x"], { left: h.removedEntry })]],
      ["one key written twice", () => [givenAnew, givenAnew]],
      ["one key written again behind itself", (h) => [givenAnew, values(["x"], { left: next(h) })]],
      ["an entry that could be changed later", () => [type("map", { root: reflections, key: "new" })]],
      ["an entry that is words of many editor", () => [type("text", { root: reflections, key: "new" })]],
      ["words in a card of earlier years", (h) => [text("x", { left: idOf(h.at(reflections, "h", "text")) })]],
      ["a key in a card of earlier years", (h) => [values(["x"], { parent: idOf(h.at(reflections, "h")), key: "k" })]],
      ["an entry without a key", () => [values(["x"], { root: reflections })]],
      ["a key written, taken away and written", () => [tombstone(1, { root: reflections, key: "new" }), givenAnew]],
    ] satisfies [string, (history: History) => Piece[]][]
  ).map(([what, structs]) => attack(what, (h) => mine(h, structs(h)), no(reflections))),
];
