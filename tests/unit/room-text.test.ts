import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { withoutLoneHalves } from "../../lib/pairs.ts";
import { fitsInOne, splitText } from "../../app/live/split-text.ts";
import { type Delta, type Range, carried, carriedRange, changeBetween, endOf } from "../../app/live/text-change.ts";
import { newRandom, settings } from "../support/guard-random.ts";

const changed = (before: string, after: string, caret?: number): string => {
  const change = changeBetween(before, after, caret);
  if (!change) return before;
  return before.slice(0, change.index) + change.insert + before.slice(change.index + change.remove);
};

describe("the change between two wordings", () => {
  test("is none when they are the same", () => {
    expect(changeBetween("same", "same")).toBeNull();
  });

  test.each([
    ["a word in the middle", "one three", "one two |three", { index: 4, remove: 0, insert: "two " }],
    ["a word gone", "one two three", "one |three", { index: 4, remove: 4, insert: "" }],
    ["the first words of all", "", "hello|", { index: 0, remove: 0, insert: "hello" }],
    ["everything gone", "hello", "|", { index: 0, remove: 5, insert: "" }],
  ])("finds %s", (_, before, after, change) => {
    expect(changeBetween(before, after.replace("|", ""), after.indexOf("|"))).toEqual(change);
  });

  test("asks the caret which of several equal letters is new, and which is gone", () => {
    expect(changeBetween("aaa", "aaaa", 2)).toEqual({ index: 1, remove: 0, insert: "a" });
    expect(changeBetween("aaaa", "aaa", 1)).toEqual({ index: 1, remove: 1, insert: "" });
  });

  test("is as small when the caret stands somewhere else, as after a correction further back", () => {
    expect(changeBetween("teh cat", "the cat", 7)).toEqual({ index: 1, remove: 2, insert: "he" });
  });

  test("changes one emoji into another as a whole", () => {
    expect(changeBetween("a😀b", "a😁b")).toEqual({ index: 1, remove: 2, insert: "😁" });
    expect(changeBetween("😀", "🠀")).toEqual({ index: 0, remove: 2, insert: "🠀" });
  });

  test.each([
    ["a family", "we are 👨‍👩‍👧", "we are 👨‍👩‍👦 now"],
    ["a flag", "🇩🇪🇪🇸", "🇩🇪🇫🇷🇪🇸"],
    ["a skin tone", "👍", "👍🏽"],
    ["combining marks", "cafe", "cafe\u0301"],
    ["words from right to left", "שלום", "שלום עולם"],
  ])("carries %s over unharmed", (_, before, after) => {
    expect(changed(before, after)).toBe(after);
    expect(changed(after, before)).toBe(before);
  });
});

const { seed, count } = settings("TEXT_ROUNDS", 3000);
const signs = ["a", "a", "b", " ", "\n", "é", "e\u0301", "😀", "😁", "🠀", "👨‍👩‍👧", "🇩🇪", "🇪🇸", "ש", "ل", "👍🏽"];

test(`any wording becomes any other, on both sides, and nobody sees a broken sign (SEED=${seed})`, () => {
  const random = newRandom(seed);
  const wording = (): string => Array.from({ length: random.below(12) }, () => random.pick(signs)).join("");
  for (let round = 0; round < count; round += 1) {
    const here = new Y.Doc();
    const there = new Y.Doc();
    here.on("update", (update: Uint8Array) => Y.applyUpdate(there, update));
    const text = here.getText("words");
    for (let step = 0; step < 4; step += 1) {
      const before = text.toString();
      const cut = random.below(before.length + 1);
      const after = random.chance(0.3) ? wording() : before.slice(0, cut) + wording() + before.slice(cut);
      const whole = withoutLoneHalves(after);
      const change = changeBetween(before, whole, random.below(whole.length + 1));
      if (change) {
        here.transact(() => {
          text.delete(change.index, change.remove);
          text.insert(change.index, change.insert);
        });
      }
      expect(text.toString(), `seed ${seed}, round ${round}`).toBe(whole);
      expect(there.getText("words").toString(), `seed ${seed}, round ${round}`).toBe(whole);
    }
  }
});

test(`a place and a range hold on to the signs around them (SEED=${seed})`, () => {
  const random = newRandom(seed);
  const signsNow = "0123456789";
  for (let round = 0; round < count; round += 1) {
    const text = new Y.Doc().getText("words");
    text.insert(0, signsNow);
    const [from = 0, to = 0] = [random.below(11), random.below(11)].sort((a, b) => a - b);
    const deltas: Delta[] = [];
    text.observe(({ delta }) => deltas.push(delta));
    for (let edits = 1 + random.below(4); edits > 0; edits -= 1) {
      const at = random.below(text.length + 1);
      text.doc?.transact(() => {
        if (random.chance(0.6)) text.delete(at, Math.min(random.below(4), text.length - at));
        if (random.chance(0.6)) text.insert(at, random.pick(["x", "yy"]));
      });
    }
    const words = text.toString();
    const said = `seed ${seed}, round ${round}: ${words}`;

    const place = deltas.reduce(carried, from);
    const before = signsNow
      .slice(0, from)
      .split("")
      .map((sign) => words.indexOf(sign))
      .filter((index) => index >= 0);
    const behind = signsNow
      .slice(from)
      .split("")
      .map((sign) => words.indexOf(sign))
      .filter((index) => index >= 0);
    expect(place, `${said}`).toBeGreaterThan(Math.max(-1, ...before));
    expect(place, `${said}`).toBeLessThanOrEqual(Math.min(words.length, ...behind));

    const whole: Range[] = [[from, to]];
    const left = deltas.reduce((ranges, delta) => ranges.flatMap((range) => carriedRange(range, delta)), whole);
    const stillThere = signsNow
      .slice(from, to)
      .split("")
      .filter((sign) => words.includes(sign))
      .join("");
    expect(left.map(([start, end]) => words.slice(start, end)).join(""), `${said}`).toBe(stillThere);
  }
});

test("a place stays before what is inserted right at it, and moves with what comes before it", () => {
  expect(carried(3, [{ retain: 3 }, { insert: "xy" }])).toBe(3);
  expect(carried(3, [{ retain: 2 }, { insert: "xy" }])).toBe(5);
  expect(carried(3, [{ retain: 1 }, { delete: 5 }])).toBe(1);
  expect(endOf([{ retain: 2 }, { insert: "xy" }, { retain: 4 }, { delete: 3 }])).toBe(8);
});

describe("the size of a change", () => {
  test("is counted in bytes, not in signs", () => {
    expect(fitsInOne("a".repeat(60_000))).toBe(true);
    expect(fitsInOne("ש".repeat(60_000))).toBe(false);
  });

  test("long words are cut into pieces that fit and make the whole again, emoji unbroken", () => {
    const words = `a${"😀".repeat(50_000)}`;
    const cut = splitText(words);
    expect(cut.length).toBeGreaterThan(1);
    expect(cut.every(fitsInOne)).toBe(true);
    expect(cut.some((piece) => /\p{Surrogate}/u.test(piece))).toBe(false);
    expect(cut.join("")).toBe(words);
  });
});
