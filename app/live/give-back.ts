/** Gives back to a server that was set back what only this page has, and tells when its copy can be shown. */
import type * as Y from "yjs";
import { type Copy, copiesOf } from "./copies.ts";
import { joined } from "./loss.ts";
import type { Running } from "./page-life.ts";
import type { PageParts } from "./page-state.ts";
import { type Regaining, regain } from "./regain.ts";

type Hears = {
  /** The server's copy takes what is written from now on. What is in `old` and has not gone back may do so later. */
  turned(old: Y.Doc): void;
  /** It can be shown. */
  settled(): void;
  /** Some words have no place but the screen. */
  stays(): void;
  /** Nothing more will go back. */
  ended(): void;
};

/**
 * Begins to give back what was lost.
 * @param late whether so much time has gone by that people may have written anew what was lost
 */
export function giveBack(
  { seat, rules, onCopies, onNeedless, patienceMs }: PageParts,
  { shown, next, earlier, gives }: Extract<Running, { is: "set back" }>,
  late: boolean,
  hears: Hears,
): Regaining {
  const old = earlier === null ? shown.doc : joined(shown.doc, earlier);
  let isTurned = false;
  let isSettled = false;
  // A page of one's own takes the copies of its own words: into the document that stays.
  const keep = (copies: Copy[]): boolean => {
    if (!isTurned) hears.turned(old);
    isTurned = true;
    return onCopies(copies, "");
  };
  return regain({
    old,
    fresh: next.doc,
    seat,
    removes: (section) => rules.right(seat, section) !== "no" && rules.shape(section) !== "grows",
    gives,
    late,
    patienceMs,
    isOnline: next.isOnline,
    offer: next.offer,
    keep,
    drop: onNeedless,
    settled(kept) {
      if (isSettled) return;
      isSettled = true;
      if (!kept || !keep(copiesOf(shown.outbox.unplaced()))) return hears.stays();
      // A hand that still holds it is heard: what it writes goes back too.
      shown.retire(() => undefined);
      hears.settled();
    },
    ended: hears.ended,
  });
}
