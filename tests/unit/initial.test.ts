/** The letter in a circle, also in a browser that cannot tell where a character ends. */
import { expect, test } from "vitest";
import { initial } from "../../app/parts/initial.ts";

const names: [name: string | null, whole: string, plain: string][] = [
  ["pia", "P", "P"],
  ["\u2068علی\u2069", "ع", "ع"],
  ["🌿 Ada", "🌿", "🌿"],
  ["é", "É", "É"],
  ["👩‍👩‍👧 Ada", "👩‍👩‍👧", "👩"],
  ["", "?", "?"],
  [null, "?", "?"],
];

test.each(names)("of %j is the first character that a reader sees", (name, whole) => {
  expect(initial(name)).toBe(whole);
});

test.each(names)("of %j is a whole character where characters cannot be told apart", (name, _whole, plain) => {
  const segmenter = Intl.Segmenter;
  Reflect.deleteProperty(Intl, "Segmenter");
  try {
    expect(initial(name)).toBe(plain);
  } finally {
    Object.assign(Intl, { Segmenter: segmenter });
  }
});
