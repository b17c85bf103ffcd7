import { createRequire } from "node:module";
import { describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { newClientId } from "../../lib/seats.ts";
import { declareSections, sections } from "../../lib/sections.ts";
import { noSplits } from "../../server/live/guard/deletes.ts";
import {
  type Id,
  edited,
  forge,
  gc,
  give,
  judgeIn,
  newDocument,
  skip,
  stateOf,
  text,
  type,
  values,
} from "../support/guard-space.ts";
import { twoIds } from "../support/guard-history.ts";

const nothing = {
  kind: "accepted",
  update: null,
  sections: [],
  held: null,
  waiting: [],
  structs: 0,
  splits: noSplits,
  cards: new Map(),
  newClients: 0,
  values: 0,
  entries: 0,
};

/** The server's document after the client wrote `words` on the sheet under `id`. */
function sheet(words: string, id = newClientId("client")): Y.Doc {
  const doc = newDocument("server");
  give(
    doc,
    edited(doc, id, (copy) => copy.getText("both:sheet").insert(0, words)),
    "client",
  );
  return doc;
}

describe("what is known counts for nothing", () => {
  test("a document sent whole again by either seat brings nothing new", () => {
    const doc = sheet("some words");
    give(
      doc,
      edited(doc, "practitioner", (copy) => copy.getText("both:sheet").delete(2, 3)),
      "practitioner",
    );
    for (const seat of ["client", "practitioner"] as const) {
      expect(judgeIn(doc, Y.encodeStateAsUpdate(doc), seat)).toEqual(nothing);
    }
  });

  test("a delete set of twenty thousand ranges that is all known is ignored", () => {
    const doc = newDocument("server");
    doc.transact(() => {
      for (let i = 0; i < 40_000; i += 1) doc.getText("both:sheet").insert(0, "x");
    });
    doc.transact(() => {
      for (let i = 0; i < 20_000; i += 1) doc.getText("both:sheet").delete(i, 1);
    });
    const deletes = forge(
      [],
      [...Y.decodeUpdate(Y.encodeStateAsUpdate(doc)).ds.clients].map(([client, ranges]) => [
        client,
        ranges.map(({ clock, len }) => [clock, len]),
      ]),
    );
    expect(deletes.length).toBeGreaterThan(40_000);
    expect(judgeIn(doc, deletes, "client")).toEqual(nothing);
  });

  test("words sent twice, the second time with more behind them, bring only what is more", () => {
    const id = newClientId("client");
    const doc = sheet("some", id);
    const longer = edited(newDocument("server"), id, (copy) => copy.getText("both:sheet").insert(0, "some words 😀"));
    give(doc, longer, "client");
    expect(doc.getText("both:sheet").toJSON()).toBe("some words 😀");
  });

  test("a gap over what is known is no gap", () => {
    const id = newClientId("client");
    const doc = sheet("some words", id);
    expect(judgeIn(doc, forge([{ client: id, structs: [skip(4), gc(6)] }]), "client")).toEqual(nothing);
  });

  test("new words may be added though 6,000 known structs come with them", () => {
    const doc = newDocument("server");
    const copy = newDocument("client");
    for (let i = 0; i < 6_000; i += 1) copy.getText("both:sheet").insert(0, "x");
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(copy));
    copy.getText("both:sheet").insert(0, "new");
    expect(judgeIn(doc, Y.encodeStateAsUpdate(copy), "client")).toMatchObject({
      kind: "accepted",
      sections: ["both:sheet"],
    });
  });

  test("words of an earlier clientID of the same seat are accepted after a reload", () => {
    const doc = newDocument("server");
    const before = newDocument("client");
    before.getText("both:sheet").insert(0, "written offline");
    const after = newDocument("client");
    Y.applyUpdate(after, Y.encodeStateAsUpdate(before));
    after.getText("both:sheet").insert(0, "and after the reload ");
    give(doc, Y.encodeStateAsUpdate(after), "client");
    expect(doc.getText("both:sheet").toJSON()).toBe("and after the reload written offline");
  });
});

describe("the limits of one update", () => {
  const chain = (depth: number, client: number) =>
    Array.from({ length: depth }, (_, i) =>
      type("array", i === 0 ? { root: "both:options", key: "k" } : { parent: [client, i - 1] }),
    );

  test("types may be nested nine deep, with words in the last", () => {
    const client = newClientId("client");
    expect(judgeIn(newDocument("server"), forge([{ client, structs: chain(9, client) }]), "client").kind).toBe(
      "accepted",
    );
  });

  test("5,000 new structs and 500 new clientIDs are accepted", () => {
    const doc = newDocument("server");
    const client = newClientId("client");
    const many = Array.from({ length: 5_000 }, () => text("x", { root: "both:sheet" }));
    expect(judgeIn(doc, forge([{ client, structs: many }]), "client").kind).toBe("accepted");
    const ids = Array.from({ length: 500 }, () => newClientId("client")).sort((a, b) => b - a);
    const runs = ids.map((id) => ({ client: id, structs: [text("x", { root: "both:sheet" })] }));
    expect(judgeIn(doc, forge(runs), "client").kind).toBe("accepted");
  });

  test.each([
    ["a text", "both:sheet", undefined, 9],
    ["a key", "both:options", "k", 8],
  ])("structs that would make Yjs search %s again and again are refused", (_, root, key, most) => {
    const doc = newDocument("server");
    const old = newClientId("client");
    // Alternating clientIDs keep Yjs from merging them.
    const pens = twoIds("client");
    const word = (place: { left: Id } | { root: string; key: string | undefined }) =>
      key === undefined ? text("x", place) : values([1], place);
    for (let i = 0; i < 2_000; i += 1) {
      const pen = pens[i % 2] ?? old;
      Y.applyUpdate(
        doc,
        forge([{ client: pen, clock: i >> 1, structs: [word(i === 0 ? { root, key } : { left: previous(pens, i) })] }]),
      );
    }
    const search = (times: number) =>
      forge([{ client: old, structs: Array.from({ length: times }, () => word({ root, key })) }]);
    const before = stateOf(doc);
    expect(judgeIn(doc, search(most), "client")).toMatchObject({ kind: "refused", reason: "large" });
    expect(judgeIn(doc, search(Math.floor(0.9 * most)), "client").kind).toBe("accepted");
    expect(stateOf(doc)).toEqual(before);
  });
  const previous = (pens: readonly number[], i: number): Id => [pens[(i - 1) % 2] ?? 0, (i - 1) >> 1];
});

test("a paragraph may be changed in a thousand places though four thousand others follow it", () => {
  const doc = newDocument("server");
  const id = newClientId("client");
  doc.transact(() => {
    for (let i = 0; i < 4_000; i += 1) doc.getText("both:sheet").insert(0, "x");
  });
  give(
    doc,
    edited(doc, id, (copy) => copy.getText("both:sheet").insert(0, "a long paragraph ".repeat(100))),
    "client",
  );
  const changes = edited(doc, "client", (copy) => {
    for (let at = 1_001; at > 0; at -= 1) copy.getText("both:sheet").insert(at, "!");
  });
  expect(judgeIn(doc, changes, "client").kind).toBe("accepted");
});

test("what is held or accepted lists its clientIDs in descending order, as Yjs' own merging needs it", () => {
  const doc = newDocument("server");
  const ids = Array.from({ length: 12 }, () => newClientId("client")).sort((a, b) => b - a);
  const update = forge(
    ids.map((client, i) => ({
      client,
      structs: [i % 2 ? text("x", { root: "both:sheet" }) : values([1], { root: "client:story", key: `k${i}` })],
    })),
  );
  const verdict = judgeIn(doc, update, "client", { noOutcome: false, floor: "practitioner" });
  if (verdict.kind !== "accepted" || !verdict.update || !verdict.held) throw new Error("One half should wait.");
  for (const [part, of] of [
    [verdict.update, 0],
    [verdict.held, 1],
  ] as const) {
    expect(Y.decodeUpdate(part).structs.map(({ id }) => id.client)).toEqual(ids.filter((_, i) => i % 2 === of));
  }
});

test("a document of another copy of Yjs is judged the same", () => {
  const warning = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const other = createRequire(import.meta.url)("yjs") as typeof Y;
  warning.mockRestore();
  expect(other.Doc).not.toBe(Y.Doc);
  const doc = new other.Doc();
  declareSections(doc, sections);
  doc.clientID = newClientId("client");
  const words = new other.Text("the client's words");
  doc.getMap("client:story").set("s", words);
  const item = words._item;
  if (item === null) throw new Error("It should stand in the story.");
  const forged = forge([
    { client: newClientId("practitioner"), structs: [text("x", { parent: [item.id.client, item.id.clock] })] },
  ]);
  expect(judgeIn(doc, forged, "practitioner")).toMatchObject({ kind: "refused", sections: ["client:story"] });
  const beside = forge([
    { client: newClientId("practitioner"), structs: [text("x", { left: [item.id.client, item.id.clock + 1] })] },
  ]);
  expect(judgeIn(doc, beside, "practitioner")).toMatchObject({ kind: "refused", sections: ["client:story"] });
});
