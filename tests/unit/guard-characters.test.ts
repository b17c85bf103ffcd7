/** No update cuts a character in two: the copies that have to cut it would read other words than those that do not. */
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import {
  type Id,
  edited,
  forge,
  fromHex,
  gc,
  give,
  judgeIn,
  newDocument,
  stateOf,
  text,
} from "../support/guard-space.ts";

const sheet = "both:sheet";
const cut = { kind: "refused", reason: "malformed", why: "It would cut a character in two." };

/** The server's document after client 5 wrote "hi 😀" on the sheet: the character has the clocks 3 and 4. */
function greeted(): Y.Doc {
  const doc = newDocument("server");
  give(
    doc,
    edited(doc, 5, (copy) => copy.getText(sheet).insert(0, "hi 😀")),
    "client",
  );
  return doc;
}

const high: Id = [5, 3];
const low: Id = [5, 4];

/** By what an update of clientID 6 would cut the known character. Each has a sister that stands beside it. */
const cutting: [string, Uint8Array][] = [
  ["a right neighbour inside it and a collected left one", fromHex("010206000001c406000504017800")],
  ["a left neighbour inside it and a collected right one", forge6([gc(1), text("x", { left: high, right: [6, 0] })])],
  ["a left neighbour inside it", forge6([text("x", { left: high })])],
  ["a right neighbour inside it", forge6([text("x", { right: low })])],
  ["both neighbours inside it", forge6([text("x", { left: high, right: low })])],
  ["a delete of its first half", forge([], [[5, [[0, 4]]]])],
  ["a delete of its second half", forge([], [[5, [[4, 1]]]])],
];

function forge6(structs: Parameters<typeof forge>[0][number]["structs"]): Uint8Array {
  return forge([{ client: 6, structs }]);
}

describe("a known character is not cut", () => {
  test.each(cutting)("by %s", (_, update) => {
    const doc = greeted();
    const before = stateOf(doc);
    expect(judgeIn(doc, update, update.includes(6) ? "practitioner" : "client")).toMatchObject(cut);
    expect(stateOf(doc)).toEqual(before);
  });

  test("while words before and behind it, and its delete as a whole, are taken", () => {
    const doc = greeted();
    give(doc, forge6([text("a", { left: [5, 2], right: high }), text("b", { left: low })]), "practitioner");
    expect(doc.getText(sheet).toJSON()).toBe("hi a😀b");
    give(doc, forge([], [[5, [[3, 2]]]]), "practitioner");
    expect(doc.getText(sheet).toJSON()).toBe("hi ab");
  });

  test("and deletes of both halves, one by one, are its delete as a whole", () => {
    const doc = greeted();
    const halves = forge(
      [],
      [
        [
          5,
          [
            [3, 1],
            [4, 1],
          ],
        ],
      ],
    );
    give(doc, halves, "client");
    expect(doc.getText(sheet).toJSON()).toBe("hi ");
  });

  test("and where it was deleted, nothing is left to be cut", () => {
    const doc = greeted();
    give(doc, forge([], [[5, [[0, 5]]]]), "client");
    give(doc, forge6([text("x", { left: high, right: low })]), "practitioner");
    expect(doc.getText(sheet).toJSON()).toBe("x");
  });
});

describe("a new character is not cut", () => {
  const smile = text("a😀", { root: sheet });
  test.each<[string, Uint8Array]>([
    ["by a neighbour in the same run", forge6([smile, text("x", { left: [6, 1] })])],
    [
      "by a neighbour in another run, before it",
      forge([
        { client: 10, structs: [text("x", { right: [6, 2] })] },
        { client: 6, structs: [smile] },
      ]),
    ],
    [
      "by a neighbour in another run, behind it",
      forge([
        { client: 6, structs: [smile] },
        { client: 2, structs: [text("x", { left: [6, 1] })] },
      ]),
    ],
    ["by a delete of its first half", forge([{ client: 6, structs: [smile] }], [[6, [[0, 2]]]])],
    ["by a delete of its second half", forge([{ client: 6, structs: [smile] }], [[6, [[2, 1]]]])],
  ])("%s", (_, update) => {
    expect(judgeIn(newDocument("server"), update, "practitioner")).toMatchObject(cut);
  });

  test("by the end of what is known of it", () => {
    const doc = newDocument("server");
    give(doc, forge6([text("ab", { root: sheet })]), "practitioner");
    const verdict = judgeIn(doc, forge6([text("a😀", { root: sheet })]), "practitioner");
    // What is known counts for nothing. What is left of the character is one sign for all.
    if (verdict.kind !== "accepted" || !verdict.update) throw new Error("The rest should be taken.");
    const live = newDocument("client");
    Y.applyUpdate(live, Y.encodeStateAsUpdate(doc));
    Y.applyUpdate(live, verdict.update);
    Y.applyUpdate(doc, verdict.update);
    expect(live.getText(sheet).toJSON()).toBe("ab\ufffd");
    expect(doc.getText(sheet).toJSON()).toBe("ab\ufffd");
  });
});
