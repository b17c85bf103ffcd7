/** How many pieces each card holds: when it is removed, all that was ever in it goes in one turn. */
import * as Y from "yjs";
import type { SharedType } from "./guard/home.ts";

// Dead ones too. Five years of writing are about 20,000 in a whole space.
const mostInACard = 10_000;
const mostOfAPiece = 3;

/** Opens the sizes of the cards of a document. */
export function openCardSizes() {
  // A new piece may cut two others: what one update adds can be a little more than is counted, until the card is counted
  // again.
  const sizes = new WeakMap<SharedType, number>();
  const recount = (card: SharedType): number => {
    const size = countInside(card, mostInACard);
    sizes.set(card, size);
    return size;
  };
  const hasRoom = (card: SharedType, added: number): boolean =>
    (sizes.get(card) ?? Infinity) + added <= mostInACard || recount(card) + added <= mostInACard;
  return {
    /** Whether one of these cards would hold too many pieces, each with so many more. */
    refuses: (cards: ReadonlyMap<SharedType, number>): boolean =>
      [...cards].some(([card, added]) => !hasRoom(card, added)),

    /** Counts what is about to be added. */
    add(cards: ReadonlyMap<SharedType, number>): void {
      for (const [card, added] of cards) sizes.set(card, (sizes.get(card) ?? recount(card)) + mostOfAPiece * added);
    },
  };
}

/** How many items stand or stood in a type at any depth, as far as to one more than `most`. */
function countInside(type: SharedType, most: number): number {
  let size = 0;
  const count = (item: Y.Item): void => {
    size += 1;
    if (item.content instanceof Y.ContentType) size += countInside(item.content.type as SharedType, most - size);
  };
  for (let item = type._start; item !== null && size <= most; item = item.right) count(item);
  for (const last of type._map.values())
    for (let item: Y.Item | null = last; item !== null && size <= most; item = item.left) count(item);
  return size;
}
