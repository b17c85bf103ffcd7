import { useEffect, useEffectEvent, useRef } from "react";
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
  const own = useRef(new Set<string>());
  const removed = cards.aside.filter((card) => card.removed).map(({ id }) => id);
  const clear = useEffectEvent((id: string) => {
    if (cards.aside.some((card) => card.id === id && card.removed)) cards.clear([id]);
  });
  const waiting = removed.join();
  const timers = useRef(new Map<string, ReturnType<typeof setTimeout>>());

  useEffect(() => {
    const ids = waiting === "" ? [] : waiting.split(",");
    for (const [id, timer] of timers.current) {
      if (ids.includes(id)) continue;
      clearTimeout(timer);
      timers.current.delete(id);
      own.current.delete(id);
    }
    for (const id of ids) {
      if (timers.current.has(id)) continue;
      timers.current.set(
        id,
        setTimeout(() => clear(id), own.current.has(id) ? ownRemovalMs : othersRemovalMs),
      );
    }
  }, [waiting]);
  useEffect(() => {
    const { current } = timers;
    return () => {
      for (const timer of current.values()) clearTimeout(timer);
      current.clear();
    };
  }, []);

  return (id) => {
    own.current.add(id);
    cards.remove(id, true);
  };
}
