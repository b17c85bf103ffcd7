/** Honest words whose place is gone: made, written on and removed before any of it was sent. */
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { openEditor } from "../../app/live/editor.ts";
import { fieldOf } from "../../lib/cards.ts";
import { newExpectation } from "../../lib/expectations.ts";
import { type SectionName, declareSections, sections } from "../../lib/sections.ts";
import {
  type Piece,
  edited,
  forge,
  fromHex,
  gc,
  give,
  judgeIn,
  newDocument,
  stateOf,
  text,
  tombstone,
  type,
  values,
} from "../support/guard-space.ts";

const cards: SectionName = "both:expectations";
const sheet: SectionName = "both:sheet";

/** The server's document after the other wrote on the sheet and on a card, under clientID `id`. */
function begun(id: number): Y.Doc {
  const doc = newDocument("server");
  const begin = edited(doc, id, (copy) => {
    copy.getText(sheet).insert(0, "Hello");
    copy.getMap(cards).set("old", newExpectation("work", 1));
  });
  give(doc, begin, "practitioner");
  return doc;
}

/** A tab that writes while its line is down, is loaded anew, and connects. Gives what it then answers the server. */
function offline(server: Y.Doc, write: (tab: Tab) => void): Uint8Array {
  const doc = newTab();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(server));
  const editor = handsOf(doc);
  const unsent: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => unsent.push(update));
  write({ cards: doc.getMap(cards), sheet: doc.getText(sheet), edit: editor.edit });
  const again = newTab();
  handsOf(again);
  if (unsent.length > 0) Y.applyUpdate(again, Y.mergeUpdates(unsent));
  return Y.encodeStateAsUpdate(again, Y.encodeStateVector(server));
}

type Tab = { cards: Y.Map<unknown>; sheet: Y.Text; edit: (section: string, change: () => void) => void };

function newTab(): Y.Doc {
  const doc = new Y.Doc();
  declareSections(doc, sections);
  return doc;
}

const handsOf = (doc: Y.Doc) =>
  openEditor(doc, { seat: "client", closable: (name) => name.startsWith("both:"), open: () => true });

const cardIn = (map: Y.Map<unknown>, id: string): Y.Map<unknown> => map.get(id) as Y.Map<unknown>;
const make = ({ cards: map, edit }: Tab, id: string): void =>
  edit(cards, () => void map.set(id, newExpectation("trial", 2)));
const set = ({ cards: map, edit }: Tab, id: string, field: string, value: unknown): void =>
  edit(cards, () => void cardIn(map, id).set(field, value));
const remove = ({ cards: map, edit }: Tab, id: string): void => edit(cards, () => map.delete(id));
const write = ({ cards: map, edit }: Tab, id: string, words: string): void => {
  const field = fieldOf(map, id, "text");
  edit(cards, () => field?.insert(field.length, words));
};
const say = ({ sheet: page, edit }: Tab, words: string): void => edit(sheet, () => page.insert(page.length, words));

/** What somebody does offline, and what of it is to be read in the end. */
const stories: [string, (tab: Tab) => void, string][] = [
  [
    "a card made, words written elsewhere, the card set aside and removed",
    (tab) => {
      make(tab, "c1");
      say(tab, " and welcome");
      set(tab, "c1", "aside", true);
      remove(tab, "c1");
    },
    "Hello and welcome",
  ],
  [
    "a card set aside, put back, set aside again and removed",
    (tab) => {
      make(tab, "c1");
      say(tab, "!");
      for (const aside of [true, false, true]) set(tab, "c1", "aside", aside);
      remove(tab, "c1");
      say(tab, "!");
    },
    "Hello!!",
  ],
  [
    "words on a new card, which is then removed",
    (tab) => {
      say(tab, "!");
      make(tab, "c1");
      write(tab, "c1", "Six weeks 😀");
      say(tab, "!");
      write(tab, "c1", " or eight");
      remove(tab, "c1");
    },
    "Hello!!",
  ],
  [
    "an old card written on, set aside and removed",
    (tab) => {
      write(tab, "old", "Slowly");
      set(tab, "old", "aside", true);
      make(tab, "c1");
      say(tab, "!");
      set(tab, "c1", "order", 0.5);
      remove(tab, "old");
      remove(tab, "c1");
    },
    "Hello!",
  ],
  [
    "cards made in the place of removed ones",
    (tab) => {
      for (let times = 0; times < 3; times += 1) {
        make(tab, "c1");
        write(tab, "c1", "x");
        say(tab, "!");
        set(tab, "c1", "aside", true);
        remove(tab, "c1");
      }
    },
    "Hello!!!",
  ],
];

describe("what was made and removed offline is taken after a reload, with all that was written beside it", () => {
  test.each(stories)("%s", (_, story, words) => {
    const server = begun(8472945368242378);
    const update = offline(server, story);
    give(server, update, "client");
    expect(server.getText(sheet).toJSON()).toBe(words);
    expect(judgeIn(server, update, "client")).toMatchObject({ kind: "accepted", update: null, held: null });
    const newcomer = newDocument("client");
    Y.applyUpdate(newcomer, Y.encodeStateAsUpdate(server));
    expect(newcomer.toJSON()).toEqual(server.toJSON());
  });

  test("as it came from a browser", () => {
    const server = begun(8472945368242378);
    const update = fromHex(
      "010485a8ecb194ddc30300210111626f74683a6578706563746174696f6e7302633101000484cab1809795c3860f04152120546865736520776f726473206d61747465722e280085a8ecb194ddc3030005617369646501780185a8ecb194ddc3030200051a01",
    );
    give(server, update, "client");
    expect(server.getText(sheet).toJSON()).toBe("Hello! These words matter.");
  });
});

describe("what stands in something that is no type shows nowhere, and nothing else is let through with it", () => {
  const inside: [string, Piece][] = [
    ["a value", values([true], { parent: [9, 0], key: "aside" })],
    ["a value that claims two", values([1, 2], { parent: [9, 0], key: "aside" })],
    ["words", text("x", { parent: [9, 0] })],
    ["a type", type("map", { parent: [9, 0], key: "k" })],
  ];
  const above: [string, Piece][] = [
    ["a removed card", tombstone(1, { root: cards, key: "c1" })],
    ["a value", values([1], { root: cards, key: "c1" })],
    ["a word", text("x", { root: sheet })],
    ["something collected", gc(1)],
  ];
  const pairs = above.flatMap(([where, first]) =>
    inside.map(([what, second]) => [what, where, first, second] as const),
  );

  test.each(pairs)("%s in %s", (_what, _where, first, second) => {
    const update = forge([{ client: 9, structs: [first, second] }]);
    const [server, reader] = [newDocument("server"), newDocument("client")];
    give(server, update, "client");
    Y.applyUpdate(reader, Y.encodeStateAsUpdate(server));
    expect(reader.toJSON()).toEqual(server.toJSON());
    expect(server.store.clients.get(9)?.at(-1)?.constructor).toBe(Y.GC);
  });

  test("in a section of the other's it is still the other's section", () => {
    const server = newDocument("server");
    const structs = [tombstone(1, { root: "practitioner:reflections", key: "c1" }), inside[0]?.[1] ?? gc(1)];
    const before = stateOf(server);
    expect(judgeIn(server, forge([{ client: 9, structs }]), "client")).toMatchObject({
      kind: "refused",
      sections: ["practitioner:reflections"],
    });
    expect(stateOf(server)).toEqual(before);
  });
});
