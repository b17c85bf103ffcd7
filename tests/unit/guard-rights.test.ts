import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { type Seat, newClientId, otherSeat, seats } from "../../lib/seats.ts";
import { type Mode, type SectionName, rightTo, sectionNames, sections } from "../../lib/sections.ts";
import { type Id, edited, forge, judgeIn, newDocument, stateOf, text, values } from "../support/guard-space.ts";

const modes: [string, (seat: Seat) => Mode][] = [
  ["the space is open", () => ({ noOutcome: false, floor: null })],
  ["no-outcome mode is on", () => ({ noOutcome: true, floor: null })],
  ["the other holds the floor", (seat) => ({ noOutcome: false, floor: otherSeat(seat) })],
  ["they hold the floor in no-outcome mode", (seat) => ({ noOutcome: true, floor: seat })],
];

/** A document in which every section holds something, nested where the section can nest. */
function filled(): Y.Doc {
  const doc = newDocument("server");
  doc.transact(() => {
    for (const name of sectionNames) {
      const { shape } = sections[name];
      if (shape === "given") doc.getMap(name).set("entry", { text: "words" });
      else if (shape === "cards") doc.getMap(name).set("entry", new Y.Text("words"));
      else if (shape === "grows") doc.getArray(name).push(["first", "last"]);
      else doc.getText(name).insert(0, "words");
    }
  });
  return doc;
}

const isMap = (name: SectionName) => sections[name].shape === "cards" || sections[name].shape === "given";
const insert = (name: SectionName) => (doc: Y.Doc) => {
  const { shape } = sections[name];
  if (isMap(name)) doc.getMap(name).set("new", "value");
  else if (shape === "grows") doc.getArray(name).push(["next"]);
  else doc.getText(name).insert(doc.getText(name).length, "more");
};
const remove = (name: SectionName) => (doc: Y.Doc) => {
  const { shape } = sections[name];
  if (isMap(name)) doc.getMap(name).delete("entry");
  else if (shape === "grows") doc.getArray(name).delete(0);
  else doc.getText(name).delete(0, 2);
};
const writeInside = (name: SectionName) => (doc: Y.Doc) => (doc.getMap(name).get("entry") as Y.Text).insert(2, "more");
const nestNew = (name: SectionName) => (doc: Y.Doc) => {
  const card = new Y.Map<unknown>([["text", new Y.Text("words")]]);
  if (isMap(name)) doc.getMap(name).set("card", card);
  else doc.getArray(name).push([card]);
};
/** Words that name no parent, only the struct they stand behind. */
function besideOnly(doc: Y.Doc, seat: Seat, name: SectionName): Uint8Array {
  const type = doc.get(name) as Y.AbstractType<unknown>;
  const first = type._start ?? type._map.get("entry");
  if (!first) throw new Error("Nothing is there to stand behind.");
  const place: { left: Id } = { left: [first.id.client, first.id.clock] };
  const struct = sections[name].shape === "text" ? text("x", place) : values(["x"], place);
  return forge([{ client: newClientId(seat), structs: [struct] }]);
}

const grows = (name: SectionName) => sections[name].shape === "grows";
const isGiven = (name: SectionName) => sections[name].shape === "given";
type Write = {
  what: string;
  bytes: (doc: Y.Doc, seat: Seat, name: SectionName) => Uint8Array;
  where?: (name: SectionName) => boolean;
  forbidden?: (name: SectionName) => boolean;
};
const writes: Write[] = [
  { what: "adds", bytes: (doc, seat, name) => edited(doc, seat, insert(name)) },
  { what: "deletes", bytes: (doc, seat, name) => edited(doc, seat, remove(name)), forbidden: grows },
  {
    what: "writes inside what is there",
    bytes: (doc, seat, name) => edited(doc, seat, writeInside(name)),
    where: (name) => sections[name].shape === "cards",
  },
  {
    what: "adds types within types",
    bytes: (doc, seat, name) => edited(doc, seat, nestNew(name)),
    where: (name) => sections[name].shape !== "text",
    forbidden: (name) => grows(name) || isGiven(name),
  },
  {
    what: "adds something and takes it away",
    bytes: (_doc, seat, name) => {
      const client = newClientId(seat);
      return forge([{ client, structs: [values(["no", "yes"], { root: name })] }], [[client, [[1, 1]]]]);
    },
    where: grows,
    forbidden: grows,
  },
  { what: "stands behind what is there", bytes: besideOnly, forbidden: isGiven },
  {
    what: "writes over what was given",
    bytes: (doc, seat, name) => edited(doc, seat, (copy) => copy.getMap(name).set("entry", { text: "others" })),
    where: isGiven,
    forbidden: isGiven,
  },
];

for (const { what, bytes, where = () => true, forbidden = () => false } of writes) {
  describe(`an update that ${what}`, () => {
    const cases = sectionNames
      .filter(where)
      .flatMap((name) =>
        seats.flatMap((seat) => modes.map(([when, mode]) => ({ name, seat, when, mode: mode(seat) }))),
      );
    test.each(cases)("in $name by the $seat while $when", ({ name, seat, mode }) => {
      const doc = filled();
      const update = bytes(doc, seat, name);
      const before = stateOf(doc);

      const verdict = judgeIn(doc, update, seat, mode);

      const right = forbidden(name) ? "no" : rightTo(seat, name, mode);
      if (right === "no") expect(verdict).toMatchObject({ kind: "refused", reason: "section", sections: [name] });
      else if (right === "closed") expect(verdict).toMatchObject({ kind: "accepted", update: null, waiting: [name] });
      else expect(verdict).toMatchObject({ kind: "accepted", held: null, sections: [name] });
      expect(stateOf(doc)).toEqual(before);
    });
  });
}

test("what waited is accepted when the mode is over, and then it is all there", () => {
  const doc = filled();
  const rest: Mode = { noOutcome: true, floor: null };
  const update = edited(doc, "client", (copy) => copy.getMap("client:decisions").set("new", "I rest"));
  const first = judgeIn(doc, update, "client", rest);
  if (first.kind !== "accepted" || first.held === null) throw new Error("It should wait.");

  const second = judgeIn(doc, first.held, "client");

  if (second.kind !== "accepted" || second.update === null) throw new Error("It should be accepted now.");
  expect(second.held).toBeNull();
  Y.applyUpdate(doc, second.update);
  expect(doc.getMap("client:decisions").get("new")).toBe("I rest");
});

test("a section that the document does not declare takes nothing, and judging does not declare it", () => {
  const doc = new Y.Doc();
  for (const edit of [insert("client:story"), insert("client:letters"), insert("both:sheet")]) {
    expect(judgeIn(doc, edited(doc, "client", edit), "client")).toMatchObject({ kind: "refused", reason: "malformed" });
  }
  expect([...doc.share.keys()]).toEqual([]);
});
