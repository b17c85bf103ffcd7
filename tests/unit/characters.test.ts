import { describe, expect, test } from "vitest";
import { composed, isBlank, manyMarksIn, typed, unseenIn, withoutUnseen } from "../../lib/characters.ts";

const seen: [string, string][] = [
  ["a family, joined", "👩‍👩‍👧"],
  ["a detective with a skin colour and a variation", "🕵🏽‍♀️"],
  ["a heart on fire", "❤️‍🔥"],
  ["the flag of Wales", "\u{1f3f4}\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}"],
  ["the flags of Scotland and of Germany", "\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}🇩🇪"],
  ["a flag of pirates", "🏴‍☠️"],
  ["a key cap", "1\ufe0f\u20e3"],
  ["Persian with a joiner that keeps letters apart", "می\u200cخواهم علی\u200cرضا ۲۰\u200cساله"],
  ["an Arabic letter in its first form", "ه\u200d."],
  ["Hindi with a half letter", "क्\u200dष और क्\u200c"],
  ["Malayalam that ends in a joiner", "അവന്\u200d വന്നു"],
  ["Sinhala", "ශ්\u200dරී"],
  ["a Japanese name in its own form", "葛\u{e0100}城"],
  ["Mongolian", "ᠠ\u180bᠨ"],
  ["Hebrew with points", "שָׁלוֹם"],
  ["Braille with a space in it", "⠓⠊\u2800⠽⠕⠥"],
  ["a note on a head that is not drawn", "\u{1d159}\u{1d165}"],
  ["hieroglyphs with a blank between", "\u{13000}\u{13441}\u{13001}"],
  ["Khitan with its filler", "\u{18b00}\u{16fe4}\u{18b01}"],
  ["lines and tabs", "a\n\tb\r\nc"],
  ["a space that does not break", "55\u00a0euro"],
];

const hidden: [string, string, number][] = [
  ["a zero-width space", "60\u200b", 2],
  ["a byte order mark", "\ufeff60", 0],
  ["a soft hyphen", "six\u00adty", 3],
  ["a turned direction", "60\u202e90", 2],
  ["an isolate", "6\u20670", 1],
  ["a mark of direction", "שלום\u200f.", 4],
  ["the Arabic mark of direction", "a\u061cb", 1],
  ["a vertical tab", "one\u000btwo", 3],
  ["a delete", "a\u007f", 1],
  ["a Hangul filler", "a\u3164b", 1],
  ["a half-width filler", "\uffa0", 0],
  ["fillers that fill nothing", "\u115f\u1160", 0],
  ["a blank of Braille among letters", "60\u2800", 2],
  ["an Egyptian blank", "60\u{13441}", 2],
  ["a note of music without a head", "60\u{1d159}", 2],
  ["what will never be a character", "60\ufffe\u{1ffff}", 2],
  ["a grapheme joiner", "a\u034fb", 1],
  ["an invisible plus", "2\u20643", 1],
  ["a note of music that is not drawn", "a\u{1d173}", 1],
  ["tags behind a flag that shows nothing of them", "🏴\u{e0075}\u{e0073}\u{e007f}", 2],
  ["tags behind a letter", "a\u{e0041}", 1],
  ["a variation of a letter that has none", "a\ufe0f", 1],
  ["a second variation", "葛\u{e0100}\u{e0101}", 3],
  ["a joiner at the end of a Latin word", "word\u200d ", 4],
  ["a second joiner", "می\u200c\u200cخ", 3],
  ["joiners between fillers", "\u3164\u200d\u3164", 0],
  ["a broken character", "a\ufffd", 1],
  ["an object that is not there", "a\ufffc", 1],
  ["the first half of a character", "a\ud83d", 1],
  ["the second half of a character", "a\ude00b", 1],
  ["halves in the wrong order", "\ude00\ud83d", 0],
];

describe("characters that cannot be seen", () => {
  test.each(seen)("are not found in %s, which stays as it is", (_what, text) => {
    expect(unseenIn(text)).toEqual([]);
    expect(withoutUnseen(text)).toBe(text);
    expect(typed(text.replace("\r", ""))).toBe(text.replace("\r", ""));
    expect(isBlank(text)).toBe(false);
  });

  test.each(hidden)("are found where they stand: %s", (_what, text, at) => {
    expect(unseenIn(text)[0]?.at).toBe(at);
    expect(unseenIn(withoutUnseen(text))).toEqual([]);
  });

  test("whole emoji are not taken for halves, whatever stands beside them", () => {
    expect(unseenIn("🌿😀".repeat(100))).toEqual([]);
    expect(unseenIn("🌿\ud83c🌿")).toEqual([{ at: 2, length: 1 }]);
  });

  test("every character that Unicode lets be left out is found when it stands alone", () => {
    const missed: number[] = [];
    for (let point = 0; point <= 0x10ffff; point += 1) {
      const character = String.fromCodePoint(point);
      if (/^\p{Default_Ignorable_Code_Point}$/u.test(character) && !isBlank(character)) missed.push(point);
    }
    expect(missed).toEqual([]);
  });
});

describe("a text in which nothing can be seen", () => {
  test.each([
    "",
    " \n",
    "\u3164",
    "\u2800\u2800",
    "\u00a0\u2003",
    "\u200d",
    "\u115f\u1160 \u3164",
    "\u{13442}\u{16fe4}",
  ])("%j", (text) => expect(isBlank(text)).toBe(true));
});

describe("what is typed or pasted", () => {
  test.each([
    ["a zero-width space as Teams puts it", "60\u200b", "60"],
    ["marks of direction", "\u200fשלום\u200e", "שלום"],
    ["a line break as PowerPoint writes it", "one\u000btwo", "one\ntwo"],
    ["other line and paragraph breaks", "a\u2028b\u2029c\u0085d\fe", "a\nb\nc\nd\ne"],
    ["soft hyphens and a byte order mark", "\ufeffhy\u00adphen", "hyphen"],
    ["isolates around a number", "\u2068+49 1\u2069", "+49 1"],
    ["controls", "a\u0000b\u001b", "ab"],
    ["fillers", "\u3164\uffa0", ""],
  ])("comes without %s", (_what, pasted, comes) => expect(typed(pasted)).toBe(comes));

  test("keeps a joiner that is typed before the letter it joins", () => {
    expect(typed("\u200c")).toBe("\u200c");
    expect(typed("\ufe0f")).toBe("\ufe0f");
  });

  test("shows what was broken before it came", () => expect(typed("a\ufffd")).toBe("a\ufffd"));
});

describe("marks on one letter", () => {
  test("thirty are composed, more are left as they are", () => {
    expect(composed("e\u0301")).toBe("é");
    expect(composed(`e${"\u0301".repeat(30)}`)).toBe(`é${"\u0301".repeat(29)}`);
    const many = `ab${"\u0323\u0301".repeat(20)}`;
    expect(composed(many)).toBe(many);
    expect(manyMarksIn(many)).toBe(2);
    expect(manyMarksIn("é́ and נִקּוּד")).toBe(-1);
  });
});
