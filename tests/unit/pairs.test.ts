import { describe, expect, test } from "vitest";
import { isInsidePair, loneHalves, withoutLoneHalves } from "../../lib/pairs.ts";

describe("the halves of a character", () => {
  test.each([
    ["", []],
    ["plain words, é, ش, 語", []],
    ["🌿", []],
    ["🌿🌿", []],
    ["👨‍👩‍👧 🏴󠁧󠁢󠁷󠁬󠁳󠁿 🇩🇪", []],
    ["\ud83c", [0]],
    ["\udf3f", [0]],
    ["a\ud83cb", [1]],
    ["\udf3f\ud83c", [0, 1]],
    ["\ud83c\ud83c\udf3f", [0]],
    ["\ud83c\udf3f\udf3f", [2]],
    ["🌿\ud83c🌿", [2]],
    ["\ud7ff\ue000", []],
  ])("stand alone in %j at %j and nowhere else", (text, lone) => {
    expect(loneHalves(text)).toEqual(lone);
  });

  test("are taken out where they are alone, and left where they are whole", () => {
    expect(withoutLoneHalves("🌿 a\ud83cb\udf3f 🌾")).toBe("🌿 ab 🌾");
    expect(withoutLoneHalves("\ud83c")).toBe("");
    expect(withoutLoneHalves("🌿")).toBe("🌿");
    expect(withoutLoneHalves("")).toBe("");
  });

  test("have one place between them", () => {
    expect([0, 1, 2, 3].map((index) => isInsidePair("🌿a", index))).toEqual([false, true, false, false]);
  });
});
