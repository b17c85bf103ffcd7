import { describe, expect, test } from "vitest";
import {
  type Entry,
  type Witness,
  canonicalText,
  hashOf,
  readCanonical,
  readEntry,
  readWitness,
  standingOf,
  whyNotSignable,
} from "../../lib/agreement.ts";
import type { Expectation } from "../../lib/cards.ts";
import type { Seat } from "../../lib/seats.ts";

const words = (text: string, more: Partial<Expectation> = {}): Expectation => ({
  kind: "money",
  text,
  lookAgain: "",
  ...more,
});
const canonical = (text: string, more?: Partial<Expectation>) => canonicalText("space", "card", words(text, more));

let made = 0;
const entry = (text: string, says: Entry["says"] = "agree"): Entry => {
  made += 1;
  const signed = canonical(text);
  return { id: `e${made}`, card: "card", says, sha256: hashOf(signed), text: signed, at: made };
};
const standing = (now: string | null, entries: Partial<Record<Seat, Entry[]>>, lines: Witness[] = []) =>
  standingOf("card", now === null ? null : canonical(now), { client: [], practitioner: [], ...entries }, (id) =>
    lines.find(({ entry: of }) => of === id),
  );

describe("the canonical text", () => {
  test("is the same for the same words typed on two keyboards", () => {
    expect(canonical("Café\r\nat six  \n\n")).toBe(canonical("Cafe\u0301\nat six"));
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
    for (const text of ["", "no json", "[]", "{}", '["another form",1,2,3,4,5]', '["clearing expectation 1"]'])
      expect(readCanonical(text)).toBeNull();
  });
});

describe("words that cannot be agreed to", () => {
  test.each([
    ["empty", "  \n"],
    ["a zero-width space", "60\u200b"],
    ["a turned direction", "60\u202e90"],
    ["a broken character", "a\ufffd"],
    ["half a character", "a\ud83d"],
    ["a hidden tag", "a\u{e0041}"],
  ])("%s", (_name, text) => expect(whyNotSignable(words(text))).toMatch(/\.$/));

  test("emoji, joiners and other scripts can be agreed to", () => {
    for (const text of ["👩‍👩‍👧 🇩🇪 half ½", "می‌خواهم", "नमस्ते", "line\nline\ttab"])
      expect(whyNotSignable(words(text))).toBeNull();
  });
});

describe("how a card stands", () => {
  test("is open while nobody has spoken", () => {
    expect(standing("55", {})).toMatchObject({ agreed: false, since: null, before: null, client: { says: "nothing" } });
  });

  test("is not agreed by one of two", () => {
    expect(standing("55", { client: [entry("55")] })).toMatchObject({ agreed: false, client: { says: "agrees" } });
  });

  test("is agreed when both agreed to the words as they are", () => {
    const entries = { client: [entry("55")], practitioner: [entry("55")] };
    expect(standing("55", entries)).toMatchObject({ agreed: true, before: null });
  });

  test("is dated by the server's line, not by the writer's clock", () => {
    const [mine, theirs] = [entry("55"), entry("55")];
    const line = (of: Entry, seat: Seat, at: number): Witness => ({ entry: of.id, seat, name: "N", at, same: true });
    const lines = [line(mine, "client", 5_000), line(theirs, "practitioner", 7_000)];
    expect(standing("55", { client: [mine], practitioner: [theirs] }, lines).since).toBe(7_000);
  });

  test("is not agreed after one letter has changed, and shows the words agreed before", () => {
    const entries = { client: [entry("55")], practitioner: [entry("55")] };
    const now = standing("56", entries);
    expect(now).toMatchObject({
      agreed: false,
      client: { says: "agreed before" },
      practitioner: { says: "agreed before" },
    });
    expect(now.before?.words.text).toBe("55");
  });

  test("is agreed again when the words are what they were", () => {
    const entries = { client: [entry("55")], practitioner: [entry("55")] };
    expect(standing("56", entries).agreed).toBe(false);
    expect(standing("55", entries).agreed).toBe(true);
  });

  test("is not agreed while one stands by earlier words", () => {
    const entries = { practitioner: [entry("55")], client: [entry("55"), entry("60")] };
    const now = standing("60", entries);
    expect(now).toMatchObject({ agreed: false, client: { says: "agrees" }, practitioner: { says: "agreed before" } });
    expect(now.before?.words.text).toBe("55");
  });

  test("is not agreed after one has withdrawn, and can be agreed anew", () => {
    const entries = { client: [entry("55"), entry("55", "withdraw")], practitioner: [entry("55")] };
    expect(standing("55", entries)).toMatchObject({ agreed: false, client: { says: "withdrew" } });
    entries.client.push(entry("55"));
    expect(standing("55", entries).agreed).toBe(true);
  });

  test("takes no entry whose hash is not that of its text", () => {
    const forged = { ...entry("55"), text: canonical("90") };
    expect(standing("55", { client: [forged], practitioner: [entry("55")] }).agreed).toBe(false);
  });

  test("takes no entry that was made for another card", () => {
    const text = canonicalText("space", "other", words("55"));
    const replayed: Entry = { ...entry("55"), text, sha256: hashOf(text) };
    expect(standing("55", { client: [replayed], practitioner: [entry("55")] }).agreed).toBe(false);
  });

  test("of a card that is gone stands for nothing", () => {
    expect(standing(null, { client: [entry("55")], practitioner: [entry("55")] }).agreed).toBe(false);
  });
});

test("values that are no entries or lines are not read as such", () => {
  for (const value of [null, 1, "x", [], {}, { id: 1 }, { ...entry("a"), says: "yes" }])
    expect(readEntry(value)).toBeNull();
  for (const value of [null, {}, { entry: "e", seat: "server", name: "", at: 1, same: true }])
    expect(readWitness(value)).toBeNull();
});
