/** Refusals travel as codes. What a person reads is made from the code, on this side of the wire. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path/posix";
import * as decoding from "lib0/decoding";
import { afterEach, describe, expect, test, vi } from "vitest";
import { ask } from "../../app/parts/ask.ts";
import { refusedSentence } from "../../app/live/close-sentences.ts";
import { type PlainCode, type Refusal, readRefusal, said, sentenceOf, sentences } from "../../lib/refusals.ts";
import { type Refused, fromServer, messages } from "../../lib/yjs-wire.ts";
import { noRoom, notNow, notTaken } from "../../server/live/refused.ts";

const overTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const all: Refusal[] = [
  ...(Object.keys(sentences) as PlainCode[]).map((code) => ({ code })),
  ...(["acts", "moments", "openings", "tries", "words"] as const).flatMap((of) =>
    [1, 30, 61, 600].map((seconds) => ({ code: "wait" as const, of, seconds })),
  ),
  ...(["invitation", "link back", "key"] as const).map((brought) => ({
    code: "sits-here" as const,
    as: "client" as const,
    by: brought,
  })),
  { code: "long-name", most: 60 },
  { code: "long-welcome", most: 1_000 },
  { code: "other-host", at: "http://localhost:3000" },
];

test("every code has a plain sentence, and is read off the wire as it was said", () => {
  for (const refusal of all) {
    expect(sentenceOf(refusal)).toMatch(/^[A-Z][^\n]{5,250}\.$/);
    expect(readRefusal(overTheWire(said(refusal)))).toEqual({ ...refusal, why: sentenceOf(refusal) });
  }
});

test.each([
  { code: "brought-later", why: "This is new." },
  { code: "wait", of: "acts", why: "This is new." },
  { code: "wait", of: "thoughts", seconds: 3, why: "This is new." },
  { code: "wait", of: "acts", seconds: "3", why: "This is new." },
  { code: "sits-here", as: "server", by: "key", why: "This is new." },
  { code: "toString", why: "This is new." },
  { code: "__proto__", why: "This is new." },
  { code: ["nameless"], why: "This is new." },
  { why: "This is new." },
])("what this side does not know reads as one refusal, with the words of the other: %o", (value) => {
  expect(readRefusal(overTheWire(value))).toEqual({ code: "other", why: "This is new." });
});

test.each([null, undefined, 3, "nameless", [], { why: 3 }])("what is no refusal at all has no words: %o", (value) => {
  expect(readRefusal(value)).toEqual({ code: "other", why: null });
});

describe("a page that asks", () => {
  afterEach(() => vi.unstubAllGlobals());
  const answered = async (status: number, body: string) => {
    vi.stubGlobal("fetch", async () => new Response(body, { status }));
    return ask("/api/spaces");
  };

  test("makes the sentence from the code, whatever is said beside it", async () => {
    const body = JSON.stringify({ code: "sits-here", as: "client", by: "key", why: "Otherwise." });
    expect(await answered(409, body)).toEqual({
      ok: false,
      code: "sits-here",
      why: "You are here as the client. This key is for the other person.",
    });
  });

  test("shows the words of a server that says no code, or one of another age", async () => {
    const expected = { ok: false, code: "other", why: "This is new." };
    expect(await answered(409, JSON.stringify({ why: "This is new." }))).toEqual(expected);
    expect(await answered(410, JSON.stringify({ code: "brought-later", why: "This is new." }))).toEqual(expected);
  });

  test("knows from the status alone only whether a proxy in between lets it try again", async () => {
    const codes = await Promise.all([429, 502, 404].map((status) => answered(status, "<html>")));
    expect(codes).toMatchObject([{ code: "too-often" }, { code: "unavailable" }, { code: "other" }]);
  });
});

describe("words that were not taken", () => {
  /** What a person reads of message 11 with this in it. */
  const read = (value: object): string => {
    const message = decoding.createDecoder(messages.refused(value as Refused));
    expect(decoding.readVarUint(message)).toBe(11);
    return refusedSentence(fromServer.refused(message));
  };

  test("for which there is no place say so, and where they are", () => {
    expect(read(noRoom("full"))).toBe(
      "This space is full. Deleting and reading still work. What you wrote is kept as a draft.",
    );
    expect(read(notTaken("deletes", "In the words of the guard."))).toBe(
      "This is too much to delete in one piece. What you wrote is kept as a draft.",
    );
  });

  test("because of their bytes are named by the end of the line, and words that go up again not at all", () => {
    expect(read(notTaken("section", "It writes a section its author may not write.", ["client:story"]))).toBe("");
    expect(read(notNow(3))).toBe("");
  });

  test("are read as before from a server that says only the kind", () => {
    expect(read({ kind: "size", sections: [], why: "It is full." })).toBe(
      "It is full. What you wrote is kept as a draft.",
    );
    expect(read({ kind: "author", sections: [], why: "Of Yjs." })).toBe("");
    expect(read({ kind: "pace", sections: [], why: "Too fast. Going on in 3 seconds." })).toBe("");
    expect(read({})).toBe("");
  });
});

test("no code recognises a sentence by its spelling", () => {
  const files = ["app", "server", "lib"]
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)))
    .filter((path) => /\.tsx?$/.test(path));
  const spelling =
    /\bwhy\b\s*[!=]==?\s*["'`]\w|["'`]\s*[!=]==?\s*\w*\.?why\b|\bwhy\??\.\w+\(|\.(test|exec)\([^)]*\bwhy\b/;
  expect(files.filter((path) => spelling.test(readFileSync(path, "utf8")))).toEqual([]);
});
