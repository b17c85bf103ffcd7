import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { type Decision, decisionsIn, restood } from "../../lib/decisions.ts";

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

describe("a decision", () => {
  test("stands as the entry says that follows it, in its own place and of its own day", () => {
    const section = sectionOf({ a: decision("I rest", 1), b: decision("I walk", 2) });
    const [rest] = decisionsIn(section);
    section.set("c", restood(rest ?? expect.unreachable(), "gone", 3));
    expect(decisionsIn(section)).toEqual([
      { id: "a", latest: "c", text: "I rest", stands: "gone", from: null, at: 1 },
      { id: "b", latest: "b", text: "I walk", stands: "now", from: null, at: 2 },
    ]);
  });

  test("follows its own chain, whatever the clocks of two devices say", () => {
    const later = { stands: "undecided", follows: "a" };
    expect(shown({ a: decision("I rest", 9), b: decision("I rest", 8, later) })).toEqual(["a undecided by b"]);
  });

  test("stands as the later of two tabs said that changed it at once", () => {
    const entries = {
      a: decision("I rest", 1),
      b: decision("I rest", 3, { stands: "gone", follows: "a" }),
      c: decision("I rest", 2, { stands: "undecided", follows: "a" }),
      d: decision("I rest", 9, { follows: "c" }),
    };
    expect(shown(entries)).toEqual(["a gone by b"]);
  });

  test("stands for itself where what it follows is gone", () => {
    expect(shown({ b: decision("I rest", 3, { follows: "a" }) })).toEqual(["b now by b"]);
  });

  test("is read where entries follow each other in a circle, or themselves", () => {
    const entries = {
      a: decision("I rest", 1, { follows: "b" }),
      b: decision("I rest", 2, { follows: "a" }),
      c: decision("I walk", 3, { follows: "c" }),
    };
    expect(shown(entries)).toEqual(["a now by b", "c now by c"]);
  });

  test("of earlier years, that was written over, is read as it was", () => {
    const section = sectionOf({ a: decision("I rest", 1) });
    section.set("a", decision("I rest", 1, { stands: "gone" }));
    expect(decisionsIn(section)).toMatchObject([{ id: "a", stands: "gone", at: 1 }]);
  });

  test("of which there are ten thousand in one chain is read at once", () => {
    const entries = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, at) => [
        `d${at}`,
        decision("I rest", at, at > 0 ? { follows: `d${at - 1}` } : {}),
      ]),
    );
    expect(shown(entries)).toEqual(["d0 now by d9999"]);
  });
});
