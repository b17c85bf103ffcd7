import { useEffect, useEffectEvent, useRef } from "react";
import type * as Y from "yjs";
import { type Author, otherSeat } from "../../../lib/seats.ts";
import { writersOfSigned } from "../../../lib/sections/expectations.ts";
import type { Change } from "../../../lib/sections/section.ts";
import type { Standing } from "../../../lib/standing.ts";
import { useRoom } from "../../live/room.ts";
import { usePeople } from "../people.ts";
import { useTell } from "./useTell.ts";

/**
 * Tells this person in one line when words that they agreed to are changed, and their agreement no longer holds. Who
 * changes them, or is in the card, sees it there. That the other did it is said only where that is known: words that
 * were taken away somewhere else have no author.
 * @param name what the card is called
 */
export function useLapseTold(cards: Y.Map<unknown>, id: string, name: string, standing: Standing): void {
  const { seat, present } = useRoom();
  const { otherName } = usePeople();
  const tell = useTell();
  const { says } = standing[seat];
  const before = useRef(says);
  const changesRef = useChangesOf(cards, id);
  const lapse = useEffectEvent((by: ReadonlySet<Author | "this tab">) => {
    if (present?.[seat].card === id) return;
    if (by.has(otherSeat(seat))) tell(`${otherName} changed “${name}” after you agreed.`);
    else if (!by.has(seat) && !by.has("this tab")) tell(`“${name}” was changed after you agreed.`);
  });
  useEffect(() => {
    const was = before.current;
    before.current = says;
    const by = changesRef.current;
    changesRef.current = new Set();
    if (was === "agrees" && says === "agreed before") lapse(by);
  });
}

/** Who has changed what is agreed to on a card since this was last emptied. Of what was taken away nobody is known. */
function useChangesOf(cards: Y.Map<unknown>, id: string) {
  const by = useRef<Set<Author | "this tab">>(new Set());
  useEffect(() => {
    const hear = (changes: Change[], { local }: Y.Transaction): void => {
      for (const change of changes) {
        const writers = writersOfSigned(change, id);
        if (local && writers) by.current.add("this tab");
        else for (const author of writers ?? []) by.current.add(author);
      }
    };
    cards.observeDeep(hear);
    return () => cards.unobserveDeep(hear);
  }, [cards, id]);
  return by;
}
