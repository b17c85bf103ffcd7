import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import {
  type Entry,
  canonicalText,
  hashOf,
  mostCharacters,
  readCanonical,
  readCompletion,
  readEntry,
  readSigned,
  readWitness,
  whyNotSignable,
  whyTooLong,
} from "../../lib/agreement.ts";
import { type Expectation, newExpectation } from "../../lib/expectations.ts";

const words = (text: string, more: Partial<Expectation> = {}): Expectation => ({
  kind: "money",
  text,
  lookAgain: "",
  ...more,
});
const canonical = (text: string, more?: Partial<Expectation>): string =>
  canonicalText("space", "card", words(text, more)) ?? expect.unreachable("it can be agreed to");

describe("the canonical text", () => {
  test("is the same for the same words typed on two keyboards", () => {
    expect(canonical("Café\r\nat six  \n\n")).toBe(canonical("Cafe\u0301\nat six"));
  });

  test("is without blanks at the ends of lines and empty lines around, and keeps all others", () => {
    expect(canonical("\n\n  a \t\n \n b\u00a0\n\n")).toBe(canonical("  a\n\n b\u00a0"));
    expect(canonical(" \n \t\n")).toBe(canonical(""));
  });

  test("keeps what is a different meaning apart", () => {
    expect(canonical("½ hour")).not.toBe(canonical("1⁄2 hour"));
    expect(canonical("60", { lookAgain: "2026-12-15" })).not.toBe(canonical("602026-12-15"));
    expect(canonical("a", { kind: "own" })).not.toBe(canonical("a"));
  });

  test("belongs to one card in one space", () => {
    expect(canonicalText("space", "other", words("a"))).not.toBe(canonical("a"));
    expect(canonicalText("other", "card", words("a"))).not.toBe(canonical("a"));
  });

  test("is hashed with SHA-256 over UTF-8", () => {
    // From the test vectors of FIPS 180-4.
    expect(hashOf("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });

  test("can be read again, and nothing else can", () => {
    expect(readCanonical(canonical("fifty-five"))).toEqual({
      card: "card",
      kind: "money",
      text: "fifty-five",
      lookAgain: "",
    });
    for (const text of ["", "no json", "null", "[]", "{}", '["another form",1,2,3,4,5]', '["clearing expectation 1"]'])
      expect(readCanonical(text)).toBeNull();
  });
});

describe("a card on the screen and under a signature", () => {
  const card = (fields: Record<string, unknown>) => {
    const doc = new Y.Doc();
    const cards = doc.getMap<unknown>("both:expectations");
    const made = newExpectation("money", 1);
    cards.set("card", made);
    for (const [name, value] of Object.entries(fields)) made.set(name, value);
    return { cards, made, read: () => readSigned("space", cards, "card") ?? expect.unreachable("the card is there") };
  };
  const shownIn = ({ signature }: { signature: { canonical: string } | null }) =>
    readCanonical(signature?.canonical ?? "");

  test.each([
    ["words in the place of a day", "We meet on 3 May. Chris owes 900 euro from the second talk on."],
    ["a year of two figures", "0026-12-12"],
    ["a year long gone", "1926-12-12"],
    ["a year far off", "9999-12-31"],
    ["the day before the first", "2024-12-31"],
    ["the day after the last", "2127-01-01"],
    ["a day that no month has", "2026-02-30"],
    ["a thirteenth month", "2026-13-01"],
    ["a day with a tail", "2026-12-12 and 900 euro"],
    ["a day with a line behind it", "2026-12-12\n"],
    ["a number", 20261212],
    ["nothing", null],
    ["a list", ["2026-12-12"]],
    ["a text of its own", new Y.Text("2026-12-12")],
  ])("%s is neither shown nor signed as the day to look again", (_what, lookAgain) => {
    const read = card({ lookAgain }).read();
    expect(read.words.lookAgain).toBe("");
    expect(read.signature?.canonical).toBe(card({}).read().signature?.canonical);
  });

  test.each(["2025-01-01", "2028-02-29", "2126-12-31"])("%s is a day to look again", (lookAgain) => {
    const read = card({ lookAgain }).read();
    expect(read.words.lookAgain).toBe(lookAgain);
    expect(shownIn(read)?.lookAgain).toBe(lookAgain);
  });

  test.each([
    ["unknown", "debt"],
    ["of another type", 7],
    ["of the prototype", "constructor"],
    ["gone", undefined],
  ])("a kind that is %s is shown and signed as words of one's own", (_what, kind) => {
    const read = card({ kind }).read();
    expect(read.words.kind).toBe("own");
    expect(shownIn(read)?.kind).toBe("own");
  });

  test.each([
    ["a string", "900 euro"],
    ["a map", new Y.Map([["text", "900 euro"]])],
    ["a list", ["900 euro"]],
    ["nothing", undefined],
  ])("a text that is %s is shown and signed as empty", (_what, text) => {
    const read = card({ text }).read();
    expect(read.words.text).toBe("");
    expect(shownIn(read)?.text).toBe("");
  });

  test("what is signed can be read out of the signature, whatever else is on the card", () => {
    const read = card({ text: new Y.Text("Fifty "), lookAgain: "2026-12-12", price: "900 euro", aside: true }).read();
    expect(JSON.parse(read.signature?.canonical ?? "")).toEqual([
      "clearing expectation 1",
      "space",
      "card",
      "money",
      "Fifty",
      "2026-12-12",
    ]);
  });

  test("is hashed once, until it changes", () => {
    const { made, read } = card({ text: new Y.Text("Fifty") });
    const first = read();
    expect(read()).toBe(first);
    made.set("order", 7);
    expect(read()).toBe(first);
    made.set("lookAgain", "2026-12-12");
    expect(read()).not.toBe(first);
  });
});

describe("words that cannot be agreed to", () => {
  test.each([
    ["empty", "  \n", "There are no words here yet."],
    ["fillers only", "\u3164\u3164", "There is nothing here that can be seen. Write the words, then agree."],
    [
      "a zero-width space",
      "Sixty\u200b euro",
      "A character that cannot be seen stands after “Sixty”. Take it out, then agree.",
    ],
    [
      "a turned direction",
      "\u202eSixty",
      "A character that cannot be seen stands at the beginning. Take it out, then agree.",
    ],
    [
      "two of them, the first behind a long text",
      `Give it six weeks before we ask${"\u200b"} whether${"\u2060"} it suits`,
      "2 characters that cannot be seen stand here, the first after “before we ask”. Take them out, then agree.",
    ],
    ["a broken character", "a\ufffd", "A character that cannot be seen stands after “a”. Take it out, then agree."],
    ["half a character", "a\ud83d", "A character that cannot be seen stands after “a”. Take it out, then agree."],
    ["a hidden tag", "a\u{e0041}", "A character that cannot be seen stands after “a”. Take it out, then agree."],
    [
      "a tower of marks",
      `sixty${"\u0301".repeat(31)}`,
      "More than 30 marks stand on one letter after “sixty”. Take some away, then agree.",
    ],
  ])("%s: the sentence says why, and where", (_name, text, why) => expect(whyNotSignable(words(text))).toBe(why));

  test("emoji, joiners, flags and other scripts can be agreed to", () => {
    const wales = "\u{1f3f4}\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}";
    for (const text of ["👩‍👩‍👧 🇩🇪 half ½", wales, "می‌خواهم", "नमस्ते", "line\nline\ttab", "1️⃣"])
      expect(whyNotSignable(words(text))).toBeNull();
  });

  test("five thousand characters can be agreed to, and not one more", () => {
    for (const letter of ["a", "🌿", "م"]) {
      const [most, more] = [words(letter.repeat(mostCharacters)), words(letter.repeat(mostCharacters + 1))];
      expect([whyTooLong(most), whyNotSignable(most)]).toEqual([null, null]);
      expect(canonicalText("space", "card", most)).not.toBeNull();
      expect(whyTooLong(more)).toBe(
        "These words are longer than 5,000 characters. That is the most that can be agreed to on one card.",
      );
      expect(whyNotSignable(more)).toBe(whyTooLong(more));
      expect(canonicalText("space", "card", more)).toBeNull();
    }
  });
});

test("values that are no entries or lines are not read as such", () => {
  const said = { card: "card", says: "agree", sha256: hashOf("a") };
  const entry: Entry = { id: "e", ...said, says: "agree", text: "a", at: 1 };
  const line = { entry: "e", seat: "client", name: "N", at: 1, same: true };
  expect(readEntry(entry)).toEqual(entry);
  for (const wrong of [
    null,
    1,
    "x",
    [],
    {},
    { id: 1 },
    { ...entry, says: "yes" },
    { ...entry, sha256: "A".repeat(64) },
  ])
    expect(readEntry(wrong)).toBeNull();
  for (const wrong of [
    { ...entry, id: "x".repeat(201) },
    { ...entry, card: "" },
    { ...entry, text: ["a"] },
  ])
    expect(readEntry(wrong)).toBeNull();
  for (const at of [NaN, -1, Infinity, "now", null]) expect(readEntry({ ...entry, at })?.at).toBe(0);
  expect(readWitness(line)).toEqual({ ...line, said: null });
  expect(readWitness({ ...line, ...said })).toEqual({ ...line, said });
  for (const wrong of [null, {}, { ...line, seat: "server" }, { ...line, at: NaN }, { ...line, at: 1e18 }])
    expect(readWitness(wrong)).toBeNull();
  expect(readCompletion({ completes: "e", seat: "client", ...said })).toMatchObject({ completes: "e", ...said });
  expect(readCompletion({ ...line, ...said })).toBeNull();
});
