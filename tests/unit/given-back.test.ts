/** What a refusal gives back: the words of a person, and no marks of ours. */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { type Place, placesOf, wordsAt } from "../../app/live/changed-words.ts";
import { newExpectation } from "../../lib/expectations.ts";
import { newOption } from "../../lib/sections/options.ts";
import { declareSections, sectionNames, sections } from "../../lib/sections.ts";

const agreement = { id: "entry", card: "card", says: "agree", sha256: "a".repeat(64), text: "canonical", at: 1 };

/** What is given back of a change, made after `before`. */
function givenBack(change: (doc: Y.Doc) => void, before: (doc: Y.Doc) => void = () => {}) {
  const doc = new Y.Doc();
  declareSections(doc, sections);
  before(doc);
  const places: Place[] = [];
  doc.on("afterTransaction", (transaction) => void places.push(...placesOf(transaction)));
  doc.transact(() => change(doc));
  return wordsAt(doc, places);
}

const money = (doc: Y.Doc): Y.Map<unknown> =>
  doc.getMap<Y.Map<unknown>>("both:expectations").set("card", newExpectation("money", 1));

test("an expectation comes back with its words and its day, without what it is about", () => {
  const back = givenBack((doc) => {
    const card = money(doc);
    card.set("text", new Y.Text("55 a session"));
    card.set("lookAgain", "2027-01-10");
  });
  expect(back).toEqual([{ section: "both:expectations", words: "55 a session\n2027-01-10" }]);
});

test("of a card that was only marked otherwise nothing comes back", () => {
  const mark = (doc: Y.Doc): void => {
    const card = doc.getMap<Y.Map<unknown>>("both:expectations").get("card");
    card?.set("kind", "trial");
    card?.set("order", 7);
    card?.set("aside", true);
  };
  expect(givenBack(mark, money)).toEqual([]);
});

test("an option comes back with all that was written on it", () => {
  const option = { title: "Rest", text: "A week", gives: "calm", asks: "money", earns: "12" };
  const back = givenBack((doc) => void doc.getMap("both:options").set("x", newOption(option, 1)));
  expect(back).toEqual([{ section: "both:options", words: "Rest\nA week\ncalm\nmoney\n12" }]);
});

test("a decision comes back in words, and how one stands from now on does not", () => {
  const section = "client:decisions";
  const decision = { text: "Two evenings", stands: "now", from: { id: "x", title: "Rest" }, at: 5 };
  expect(givenBack((doc) => void doc.getMap(section).set("d", decision))).toEqual([
    { section, words: "Two evenings\nRest" },
  ]);
  const restood = { follows: "d", stands: "gone", at: 6 };
  expect(givenBack((doc) => void doc.getMap(section).set("e", restood))).toEqual([]);
});

test("the words of an agreement stand on their card, and do not come back beside it", () => {
  expect(givenBack((doc) => doc.getArray("client:agreed").push([agreement]))).toEqual([]);
});

test.each(sectionNames.filter((name) => sections[name].shown?.at !== "within"))(
  "words in %s are given back, whatever it will hold one day",
  (name) => {
    const back = givenBack((doc) => {
      const { shape } = sections[name];
      if (shape === "text") doc.getText(name).insert(0, "Some words");
      else if (shape === "grows") doc.getArray(name).push([{ text: "Some words" }]);
      else if (shape === "given") doc.getMap(name).set("id", { text: "Some words" });
      else doc.getMap(name).set("id", new Y.Map([["text", new Y.Text("Some words")]]));
    });
    expect(back).toEqual([{ section: name, words: "Some words" }]);
  },
);
