/** What a person hears of the other's changes, section by section. */
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { readSigned } from "../../lib/agreement.ts";
import { newExpectation } from "../../lib/expectations.ts";
import { type Author, type Seat, newClientId, otherSeat } from "../../lib/seats.ts";
import { writersOfSigned } from "../../lib/sections/expectations.ts";
import { newOption } from "../../lib/sections/options.ts";
import type { Section } from "../../lib/sections/section.ts";
import { type SectionName, declareSections, sectionNames, sections } from "../../lib/sections.ts";

/** Two who see the same document: what the one does is heard by the other. */
function pair(doing: Seat) {
  const [here, there] = [new Y.Doc(), new Y.Doc()];
  for (const doc of [here, there]) declareSections(doc, sections);
  here.clientID = newClientId(doing);
  here.on("update", (update: Uint8Array) => Y.applyUpdate(there, update));
  const told: string[] = [];
  const seat = otherSeat(doing);
  for (const name of sectionNames) {
    const section: Section = sections[name];
    there.share.get(name)?.observeDeep((changes) => {
      for (const change of changes) {
        const line = section.told?.({ change, doc: there, space, seat, other: doing, otherName: "Chris" });
        if (line) told.push(line);
      }
    });
  }
  return {
    doc: here,
    there,
    cards: (name: SectionName) => here.getMap<Y.Map<unknown>>(name),
    /** What was heard since this was last asked. */
    heard: () => told.splice(0),
  };
}

const space = "a-space";
const option = { title: "Rest", text: "", gives: "", asks: "", earns: "" };

describe("of what lies on the table", () => {
  test("a card that is added, set aside and put back is told by its name", () => {
    const { cards, heard } = pair("client");
    const options = cards("both:options");
    options.set("x", newOption(option, 1));
    expect(heard()).toEqual(["Chris put “Rest” on the table."]);
    options.get("x")?.set("aside", true);
    expect(heard()).toEqual(["Chris set “Rest” aside."]);
    options.get("x")?.set("aside", false);
    expect(heard()).toEqual(["Chris put “Rest” back."]);
    const expectations = cards("both:expectations");
    expectations.set("m", newExpectation("money", 1));
    expect(heard()).toEqual(["Chris added “Time and money” to what we expect."]);
    expectations.get("m")?.set("aside", true);
    expect(heard()).toEqual(["Chris set “Time and money” aside."]);
  });

  test("a card that is removed for good, and one that is brought back, is told with where it lies", () => {
    const { cards, heard } = pair("client");
    const expectations = cards("both:expectations");
    const options = cards("both:options");
    expectations.set("m", newExpectation("money", 1));
    options.set("x", newOption({ ...option, title: " " }, 1));
    for (const card of [expectations.get("m"), options.get("x")]) card?.set("aside", true);
    heard();
    expectations.get("m")?.set("removed", true);
    options.get("x")?.set("removed", true);
    expect(heard()).toEqual([
      "Chris removed “Time and money” for good. For half a minute you can bring it back, under “Set aside”.",
      "Chris removed a card without a title for good. For half a minute you can bring it back, under “Set aside”.",
    ]);
    expectations.get("m")?.set("removed", false);
    expect(heard()).toEqual(["Chris brought “Time and money” back. It is under “Set aside”."]);
    expectations.delete("m");
    expect(heard()).toEqual([]);
  });

  test("words that are typed, and a card that is moved, are not told", () => {
    const { cards, heard } = pair("practitioner");
    const card = cards("both:expectations").set("m", newExpectation("money", 1));
    heard();
    (card.get("text") as Y.Text).insert(0, "55 a session");
    card.set("order", 4);
    card.set("lookAgain", "2027-01-10");
    expect(heard()).toEqual([]);
  });

  test("what a person did themselves, on another device of theirs, is not told to them as the other's", () => {
    const { doc, cards, heard } = pair("client");
    doc.clientID = newClientId("practitioner");
    cards("both:options").set("x", newOption(option, 1));
    expect(heard()).toEqual([]);
  });
});

describe("who changed a card", () => {
  test.each(["client", "practitioner"] as const)("is read from what the %s wrote, typed or chosen", (seat) => {
    const { doc, there, cards } = pair(seat);
    const card = cards("both:expectations").set("m", newExpectation("money", 1));
    const by: Author[][] = [];
    there.getMap("both:expectations").observeDeep((changes) => {
      by.push(changes.flatMap((change) => [...(writersOfSigned(change, "m") ?? [])]));
    });
    const text = card.get("text") as Y.Text;
    text.insert(0, "55 a session");
    text.insert(2, "0");
    card.set("lookAgain", "2027-01-10");
    text.delete(0, 3);
    card.delete("lookAgain");
    expect(by).toEqual([[seat], [seat], [seat], [], []]);
    doc.clientID = newClientId(otherSeat(seat));
    text.insert(0, "60");
    expect(by.at(-1)).toEqual([otherSeat(seat)]);
  });

  test("only where it changes what is agreed to: one who moves it meanwhile, or sets it aside, is not named", () => {
    const { doc, there, cards } = pair("client");
    const card = cards("both:expectations").set("m", newExpectation("money", 1));
    const other = cards("both:expectations").set("n", newExpectation("trial", 2));
    (card.get("text") as Y.Text).insert(0, "55 a session");
    const by: (Author[] | null)[] = [];
    there.getMap("both:expectations").observeDeep((changes) => {
      for (const change of changes) by.push([...(writersOfSigned(change, "m") ?? ["nobody's"])] as Author[]);
    });
    doc.transact(() => {
      (card.get("text") as Y.Text).delete(0, 3);
      doc.clientID = newClientId("practitioner");
      card.set("order", 7);
    });
    expect(by.splice(0)).toEqual([["nobody's"], []]);
    card.set("aside", true);
    (other.get("text") as Y.Text).insert(0, "Six weeks.");
    expect(by.splice(0)).toEqual([["nobody's"], ["nobody's"]]);
  });
});

describe("of agreement", () => {
  const line = (says: string, sha256: string) => ({
    entry: `e-${says}`,
    seat: "client",
    name: "Chris",
    at: 1,
    same: true,
    card: "m",
    says,
    sha256,
  });
  const hashOf = (doc: Y.Doc): string =>
    readSigned(space, doc.getMap("both:expectations"), "m")?.signature?.sha256 ?? "";

  test("what was said is told once the server has witnessed it", () => {
    const { doc, cards, heard } = pair("client");
    cards("both:expectations").set("m", newExpectation("money", 1));
    heard();
    doc
      .getArray("client:agreed")
      .push([{ id: "e", card: "m", says: "agree", sha256: "a".repeat(64), text: "t", at: 1 }]);
    expect(heard()).toEqual([]);
    doc.getArray("server:witness").push([line("agree", hashOf(doc))]);
    expect(heard()).toEqual(["Chris agrees to “Time and money”."]);
    doc.getArray("server:witness").push([line("withdraw", hashOf(doc))]);
    expect(heard()).toEqual(["Chris withdraws their agreement to “Time and money”."]);
  });

  test("who agreed to words that are others by now is not said to agree", () => {
    const { doc, cards, heard } = pair("client");
    const card = cards("both:expectations").set("m", newExpectation("money", 1));
    const before = hashOf(doc);
    (card.get("text") as Y.Text).insert(0, "55 a session");
    heard();
    doc.getArray("server:witness").push([line("agree", before)]);
    expect(heard()).toEqual(["Chris agreed to earlier words of “Time and money”."]);
  });

  test("what one said oneself is not", () => {
    const { doc, cards, heard } = pair("practitioner");
    cards("both:expectations").set("m", newExpectation("money", 1));
    heard();
    doc.getArray("server:witness").push([line("agree", hashOf(doc))]);
    expect(heard()).toEqual([]);
  });
});

describe("of the client's decisions", () => {
  const decision = (stands: string) => ({ text: "Two evenings", stands, from: null, at: 1 });

  test("the practitioner hears that one is given, and how it stands afterwards, without its words", () => {
    const { doc, heard } = pair("client");
    const given = doc.getMap("client:decisions");
    given.set("d", decision("now"));
    given.set("e", { follows: "d", stands: "gone", at: 2 });
    given.set("f", { follows: "e", stands: "undecided", at: 3 });
    given.set("g", { follows: "f", stands: "now", at: 4 });
    expect(heard()).toEqual([
      "Chris has given a decision.",
      "Chris has let a decision go.",
      "Chris is not deciding yet.",
      "Chris holds to a decision again, for now.",
    ]);
  });

  test("of what comes as one, from a device that was without a line, the practitioner hears how it stands at last", () => {
    const { doc, heard } = pair("client");
    const given = doc.getMap("client:decisions");
    doc.transact(() => {
      given.set("d", decision("now"));
      given.set("e", { follows: "d", stands: "gone", at: 2 });
    });
    expect(heard()).toEqual(["Chris has given a decision and let it go."]);
    doc.transact(() => {
      given.set("x", { ...decision("now"), at: 2 });
      given.set("y", { ...decision("now"), at: 3 });
      given.set("z", { follows: "y", stands: "gone", at: 3 });
    });
    expect(heard()[0]).toMatch(/^Chris has given a decision\./);
    given.set("f", { ...decision("now"), at: 3 });
    heard();
    doc.transact(() => {
      given.set("g", { follows: "f", stands: "gone", at: 4 });
      given.set("h", { ...decision("now"), at: 4 });
    });
    expect(heard()).toEqual(["Chris has given a decision and let an earlier one go."]);
    doc.transact(() => {
      given.set("i", { follows: "h", stands: "undecided", at: 5 });
      given.set("j", { ...decision("now"), at: 6 });
    });
    expect(heard()).toEqual(["Chris has given a decision. Chris is not deciding yet."]);
  });

  test("the practitioner hears alike that it is open, whether it was given so or has come to stand so", () => {
    const { doc, heard } = pair("client");
    const given = doc.getMap("client:decisions");
    given.set("d", decision("undecided"));
    given.set("e", { ...decision("now"), at: 2 });
    given.set("f", { follows: "e", stands: "undecided", at: 3 });
    expect(heard()).toEqual([
      "Chris is not deciding yet.",
      "Chris has given a decision.",
      "Chris is not deciding yet.",
    ]);
    doc.transact(() => {
      given.set("g", { follows: "f", stands: "gone", at: 4 });
      given.set("h", { ...decision("undecided"), at: 4 });
    });
    expect(heard()).toEqual(["Chris is not deciding yet, and has let an earlier decision go."]);
    doc.transact(() => {
      given.set("i", { follows: "d", stands: "now", at: 5 });
      given.set("j", { ...decision("undecided"), at: 6 });
    });
    expect(heard()).toEqual(["Chris is not deciding yet. Chris holds to a decision again, for now."]);
  });

  test("the client does not hear of them", () => {
    const { doc, heard } = pair("practitioner");
    doc.getMap("client:decisions").set("d", decision("now"));
    expect(heard()).toEqual([]);
  });
});
