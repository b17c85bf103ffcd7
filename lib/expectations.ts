/** Expectation cards as plain values read from Yjs: the one reading of what is shown and what is signed. */
import * as Y from "yjs";
import { textIn } from "./cards.ts";
import { readDay } from "./days.ts";

/** What an expectation can be about. Starting points, none prescribed. */
export const expectationKinds = ["work", "trial", "money", "bring", "between", "line", "end", "own"] as const;
export type ExpectationKind = (typeof expectationKinds)[number];

/** What a card is called by what it is about. */
export const kindNames: Record<ExpectationKind, string> = {
  work: "What this work is",
  trial: "A fair trial",
  money: "Time and money",
  bring: "What I bring, and what I do not do",
  between: "Between sessions",
  line: "If the line fails",
  end: "How we end",
  own: "In our own words",
};

export type Expectation = {
  kind: ExpectationKind;
  text: string;
  /** A day, `YYYY-MM-DD`, or empty. */ lookAgain: string;
};

/** A new expectation card, not yet in a document. */
export function newExpectation(kind: ExpectationKind, order: number): Y.Map<unknown> {
  return new Y.Map<unknown>([
    ["kind", kind],
    ["text", new Y.Text()],
    ["lookAgain", ""],
    ["order", order],
  ]);
}

/**
 * An expectation as it is shown and as it is signed: the one reading of its fields. A field that is not what it should
 * be reads as empty.
 */
export const expectationOf = (kind: unknown, text: string, lookAgain: unknown): Expectation => ({
  kind: expectationKinds.find((known) => known === kind) ?? "own",
  text,
  lookAgain: readDay(lookAgain),
});

/** The card `id` of an expectations section as plain words, or null when there is none. */
export function readExpectation(cards: Y.Map<unknown>, id: string): Expectation | null {
  const card = cards.get(id);
  if (!(card instanceof Y.Map)) return null;
  return expectationOf(card.get("kind"), textIn(card, "text"), card.get("lookAgain"));
}
