/** What stands on the table: expectation and option cards, as plain values read from Yjs. */
import * as Y from "yjs";
import { readDay } from "./days.ts";
import { type Author, authorOf, newClientId } from "./seats.ts";

/** What an expectation can be about. Starting points, none prescribed. */
export const expectationKinds = ["work", "trial", "money", "bring", "between", "line", "end", "own"] as const;
export type ExpectationKind = (typeof expectationKinds)[number];

export type Expectation = {
  kind: ExpectationKind;
  text: string;
  /** A day, `YYYY-MM-DD`, or empty. */ lookAgain: string;
};
/** `earns` is how the proposer earns from it, in words; empty when they do not. */
export type Option = { title: string; text: string; gives: string; asks: string; earns: string };

export type Placed = {
  id: string;
  order: number;
  aside: boolean;
  /** Set aside to be removed for good: for a few seconds it can still be brought back. */
  removed: boolean;
  by: Author | null;
};

/** The option that is always on the table. It can be argued for and against, and not removed. */
export const waitId = "wait";

type Cards = Y.Map<unknown>;

const textOf = (card: Cards, field: string): string => {
  const value = card.get(field);
  return value instanceof Y.Text ? value.toString() : "";
};
const stringOf = (value: unknown): string => (typeof value === "string" ? value : "");

// Beyond it there is no number between two others, and none behind the last.
const furthestOrder = 1e9;
const orderOf = (value: unknown): number => (typeof value === "number" && Math.abs(value) <= furthestOrder ? value : 0);

/** The Y.Text behind a field of a card, or null when the card is gone or holds something else there. */
export function fieldOf(cards: Cards, id: string, field: string): Y.Text | null {
  const card = cards.get(id);
  const text = card instanceof Y.Map ? card.get(field) : null;
  return text instanceof Y.Text ? text : null;
}

/** A new expectation card, not yet in a document. */
export function newExpectation(kind: ExpectationKind, order: number): Cards {
  return new Y.Map<unknown>([
    ["kind", kind],
    ["text", new Y.Text()],
    ["lookAgain", ""],
    ["order", order],
  ]);
}

/** A new option card, not yet in a document. */
export function newOption(option: Option, order: number): Cards {
  return new Y.Map<unknown>([
    ["title", new Y.Text(option.title)],
    ["text", new Y.Text(option.text)],
    ["gives", new Y.Text(option.gives)],
    ["asks", new Y.Text(option.asks)],
    ["earns", option.earns],
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
export function readExpectation(cards: Cards, id: string): Expectation | null {
  const card = cards.get(id);
  if (!(card instanceof Y.Map)) return null;
  return expectationOf(card.get("kind"), textOf(card, "text"), card.get("lookAgain"));
}

/** The card `id` of an options section as plain words, or null when there is none. Waiting says only what both weigh. */
export function readOption(cards: Cards, id: string): Option | null {
  const card = cards.get(id);
  if (!(card instanceof Y.Map)) return null;
  const weighed = { gives: textOf(card, "gives"), asks: textOf(card, "asks") };
  if (id === waitId) return { title: "", text: "", ...weighed, earns: "" };
  return { title: textOf(card, "title"), text: textOf(card, "text"), ...weighed, earns: earnsIn(card) };
}

/** How the proposer earns from a card: only they say so. What the other has written in that place is not their word. */
function earnsIn(card: Cards): string {
  const said = card._map.get("earns");
  const isTheirs = said && card._item && authorOf(said.id.client) === authorOf(card._item.id.client);
  return isTheirs ? stringOf(card.get("earns")) : "";
}

/**
 * The cards of a section in the order they are shown. `by` is who put the card there, read from the clientID of
 * its item: it cannot be forged by a field.
 */
export function placedCards(cards: Cards): Placed[] {
  const placed: Placed[] = [];
  for (const [id, card] of cards.entries()) {
    if (!(card instanceof Y.Map)) continue;
    placed.push({
      id,
      order: orderOf(card.get("order")),
      aside: card.get("aside") === true || card.get("removed") === true,
      removed: card.get("removed") === true,
      by: card._item === null ? null : authorOf(card._item.id.client),
    });
  }
  return placed.sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
}

/** The first update of every shared document, written by the server: the option that is always on the table. */
export function foundingWords(): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = newClientId("server");
  doc.getMap("both:options").set(waitId, newOption({ title: "", text: "", gives: "", asks: "", earns: "" }, 0));
  const words = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return words;
}
