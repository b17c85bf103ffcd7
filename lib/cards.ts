/** Cards in their order, and the text fields of one, as plain values read from Yjs. */
import * as Y from "yjs";
import { type Author, authorOf } from "./seats.ts";

export type Placed = {
  id: string;
  order: number;
  aside: boolean;
  /** Set aside to be removed for good: for half a minute it can still be brought back. */
  removed: boolean;
  by: Author | null;
};

type Cards = Y.Map<unknown>;

/** The words in a field of a card; empty where it holds no text. */
export const textIn = (card: Cards, field: string): string => {
  const value = card.get(field);
  return value instanceof Y.Text ? value.toString() : "";
};

// Beyond it there is no number between two others, and none behind the last.
const furthestOrder = 1e9;
const orderOf = (value: unknown): number => (typeof value === "number" && Math.abs(value) <= furthestOrder ? value : 0);

/** The Y.Text behind a field of a card, or null when the card is gone or holds something else there. */
export function fieldOf(cards: Cards, id: string, field: string): Y.Text | null {
  const card = cards.get(id);
  const text = card instanceof Y.Map ? card.get(field) : null;
  return text instanceof Y.Text ? text : null;
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

/** The cards of a section that nobody has removed, in the order they are shown. */
export const keptCards = (cards: Cards): Placed[] => placedCards(cards).filter(({ removed }) => !removed);
