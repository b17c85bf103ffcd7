/** What a person hears of acts of their own, as their page comes from one moment to the next. */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { type Act, type Standing, isWithoutLine, looked, withAct } from "../../app/space/telling/own-acts.ts";

const doc = new Y.Doc();
const kept: Standing = { doc, waiting: [], keeping: "kept", connected: true };
const keeping: Standing = { ...kept, keeping: "keeping" };
const offline: Standing = { ...kept, keeping: "offline", connected: false };
const waiting: Standing = { ...kept, waiting: ["both:options"] };

const waitsForLine = "Not kept yet. The line is down; it is sent when the line is back.";
const waitsThere = "It is kept and waits. Until then only you see it.";

const act = (parts: Partial<Act> = {}): Act => ({
  section: "both:options",
  what: "add one",
  line: "It is on the table.",
  doc,
  counts: () => true,
  stage: "given",
  ...parts,
});

/** What is heard of acts while their page comes to stand so, one after the other, and which of them are left then. */
function heard(acts: readonly Act[], ...standings: Standing[]) {
  const lines: string[] = [];
  let rest = [...acts];
  for (const standing of standings) {
    const now = looked(rest, () => standing);
    rest = now.rest;
    lines.push(...now.says);
  }
  return { lines, rest };
}

test("an act is told as done once it is kept, and nothing before where the line is up", () => {
  expect(heard([act()], keeping, kept, kept).lines).toEqual(["It is on the table."]);
});

test("an act that is given without a line is told to wait for it, once, and as done when it is kept", () => {
  expect(heard([act()], offline, keeping, offline, keeping, kept).lines).toEqual([waitsForLine, "It is on the table."]);
});

test("of an act that is on its way when the line goes it is not said that it is not kept: it may be", () => {
  expect(heard([act()], keeping, offline, keeping, kept).lines).toEqual(["It is on the table."]);
});

test("of an act that is kept it is never said that it is not: neither while it waits, nor before it is witnessed", () => {
  expect(heard([act()], keeping, waiting, offline, waiting, kept).lines).toEqual([waitsThere, "It is on the table."]);
  let witnessed: boolean | null = null;
  const agreement = act({ counts: () => witnessed });
  const before = heard([agreement], keeping, kept, offline, kept);
  expect(before.lines).toEqual([]);
  witnessed = true;
  expect(heard(before.rest, kept).lines).toEqual(["It is on the table."]);
});

test("an act is without a line from when its person heard so until it is kept, and not at the next outage", () => {
  const { rest } = heard([act()], offline);
  expect(rest.some(isWithoutLine)).toBe(true);
  expect(heard(rest, waiting, { ...waiting, keeping: "offline" }).rest.map(isWithoutLine)).toEqual([false]);
});

test("an act whose document another one has taken the place of is told no more", () => {
  expect(heard([act()], keeping, { ...kept, doc: new Y.Doc() })).toEqual({ lines: [], rest: [] });
});

test("each of several acts is told, and only the last where the same was done once more", () => {
  const moved = act({ what: "move one", line: "Moved up." });
  const acts = [act(), act({ what: "add two" }), moved, { ...moved, line: "Moved down." }];
  const all = acts.reduce<Act[]>(withAct, []);
  expect(heard(all, kept).lines).toEqual(["It is on the table.", "It is on the table.", "Moved down."]);
});

test("that several acts have come to wait together is said once", () => {
  const { lines, rest } = heard([act(), act({ what: "add two" })], waiting);
  expect(lines).toEqual([waitsThere]);
  expect(rest).toHaveLength(2);
});
