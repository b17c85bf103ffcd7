import { expect, test } from "vitest";
import { type Said, nextTurn, saidNext, silence } from "../../app/live/said.ts";

const lineOf = (line: string) => ({ line, stands: false, isShown: true });
/** What is said after these, each of which comes in the same moment as the one before. */
const atOnce = (...lines: string[]): Said => lines.reduce((now, line) => saidNext(now, lineOf(line), false), silence);

/** The lines as they are spoken, until nothing waits. */
function spoken(said: Said): string[] {
  const after = nextTurn(said);
  return after === said ? [said.line] : [said.line, ...spoken(after)];
}

test("of lines that are said in one moment each is spoken, in their order", () => {
  expect(spoken(atOnce("Pia is here.", "The session is open.", "Pia agrees."))).toEqual([
    "Pia is here.",
    "The session is open.",
    "Pia agrees.",
  ]);
});

test("a line that was heard makes way at once", () => {
  const now = saidNext(atOnce("Pia is here."), lineOf("The session is open."), true);
  expect(spoken(now)).toEqual(["The session is open."]);
});

test("who waits behind others is not passed by a line that comes later", () => {
  const now = saidNext(atOnce("Pia is here.", "The session is open."), lineOf("Pia agrees."), true);
  expect(spoken(now)).toEqual(["Pia is here.", "The session is open.", "Pia agrees."]);
});

test("the same words said again are another line", () => {
  const said = atOnce("Pia agrees.");
  expect(saidNext(said, lineOf("Pia agrees."), true).turn).not.toBe(said.turn);
});

test("an empty line silences what is said and what waits", () => {
  expect(spoken(saidNext(atOnce("Pia is here.", "The session is open."), lineOf(""), false))).toEqual([""]);
});
