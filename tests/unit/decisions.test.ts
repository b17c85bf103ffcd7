import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { type Decision, decisionsIn, restood } from "../../lib/sections/decisions.ts";

const decision = (text: string, at: number, more: object = {}): Decision & object => ({
  text,
  stands: "now",
  from: null,
  at,
  ...more,
});

const sectionOf = (entries: Record<string, unknown>): Y.Map<unknown> => {
  const section = new Y.Doc().getMap<unknown>("client:decisions");
  for (const [id, entry] of Object.entries(entries)) section.set(id, entry);
  return section;
};
const shown = (entries: Record<string, unknown>) =>
  decisionsIn(sectionOf(entries)).map(({ id, stands, latest }) => `${id} ${stands} by ${latest}`);

const restands = (follows: string, stands: string, at: number): object => ({ follows, stands, at });

describe("a decision", () => {
  test("stands as the entry says that follows it, in its own place and of its own day", () => {
    const section = sectionOf({ a: decision("I rest", 1), b: decision("I walk", 2) });
    const [rest] = decisionsIn(section);
    section.set("c", restood(rest ?? expect.unreachable(), "gone", 3));
    expect(decisionsIn(section)).toEqual([
      { id: "a", latest: "c", text: "I rest", stands: "gone", from: null, at: 1, since: 3 },
      { id: "b", latest: "b", text: "I walk", stands: "now", from: null, at: 2, since: 2 },
    ]);
  });

  test("follows its own chain, whatever the clocks of two devices say", () => {
    const entries = { a: decision("I rest", 9), b: restands("a", "undecided", 8), c: restands("b", "gone", 7) };
    expect(shown(entries)).toEqual(["a gone by c"]);
  });

  test("stands as the later of two tabs said that changed it at once", () => {
    const entries = {
      a: decision("I rest", 1),
      b: restands("a", "gone", 3),
      c: restands("a", "undecided", 2),
    };
    expect(shown(entries)).toEqual(["a gone by b"]);
  });

  test("stands as the branch says that was gone on with last, also where the other began later", () => {
    const entries = {
      a: decision("I rest", 1),
      b: restands("a", "gone", 10),
      c: restands("a", "undecided", 15),
      d: restands("b", "now", 20),
    };
    expect(shown(entries)).toEqual(["a now by d"]);
  });

  test("is not held back by a clock that is ahead, once somebody has gone on from there", () => {
    const entries = { a: decision("I rest", 1), b: restands("a", "gone", 99), c: restands("b", "now", 5) };
    expect(shown(entries)).toEqual(["a now by c"]);
  });

  test("is nothing where only what follows it is there, or what follows itself", () => {
    const entries = {
      b: restands("a", "gone", 3),
      c: restands("d", "gone", 3),
      d: restands("c", "now", 4),
      e: restands("e", "now", 5),
    };
    expect(shown(entries)).toEqual([]);
  });

  test("of earlier years, that was written over, is read as it was", () => {
    const section = sectionOf({ a: decision("I rest", 1) });
    section.set("a", decision("I rest", 1, { stands: "gone" }));
    expect(decisionsIn(section)).toMatchObject([{ id: "a", stands: "gone", at: 1 }]);
  });

  test("that was changed ten thousand times is read at once", () => {
    const changes = Array.from({ length: 10_000 }, (_, at) => [`d${at + 1}`, restands(`d${at}`, "gone", at)] as const);
    expect(shown({ d0: decision("I rest", 0), ...Object.fromEntries(changes) })).toEqual(["d0 gone by d10000"]);
  });
});
