import { useEffect, useRef } from "react";
import { useRoom } from "../../live/room.ts";
import { useFinishing } from "../../live/use-finishing.ts";
import type { Cards } from "./useCards.ts";

/** How long a card that was removed can be brought back: the other has to hear of it, find it and act. */
export const ownRemovalMs = 30_000;
/** How long a page waits with a card that was removed elsewhere: that page may be gone, and then this one finishes it. */
export const othersRemovalMs = 60_000;

/**
 * Takes removed cards out of the document when their time is over, for as long as this part of the screen is there.
 * The time is counted here, so that no two clocks have to agree.
 * @returns how to remove a card, so that this page is the first to finish it
 */
export function useRemovals(cards: Cards): (id: string) => void {
  const { shared } = useRoom();
  const own = useRef(new Set<string>());
  const ids = cards.aside.filter((card) => card.removed).map(({ id }) => id);
  const removed = ids.join();

  useEffect(() => {
    for (const id of own.current) if (!removed.split(",").includes(id)) own.current.delete(id);
  }, [removed]);
  useFinishing({
    page: shared,
    section: cards.section,
    ids,
    msOf: (id) => (own.current.has(id) ? ownRemovalMs : othersRemovalMs),
    finish: cards.finish,
  });

  return (id) => {
    own.current.add(id);
    cards.remove(id, true);
  };
}
