import { type Standing, canonicalText, hashOf, standingOf } from "../../../lib/agreement.ts";
import type { Expectation } from "../../../lib/cards.ts";
import type { SectionName } from "../../../lib/sections.ts";
import { useRoom } from "../../room/room.ts";
import type { Entries } from "./useEntries.ts";

export type Agreement = {
  standing: Standing;
  /** The canonical text of the card as it is now: what is agreed to. */
  canonical: string;
  /** Whether the server saw other words on the card at the moment when this person last agreed. */
  missed: boolean;
  agree(): void;
  withdraw(): void;
};

/** How the card `id`, with `words` on it now, stands between the two, and this person's own two acts. */
export function useAgreement(id: string, words: Expectation, entries: Entries): Agreement {
  const { space, seat, shared } = useRoom();
  const canonical = canonicalText(space, id, words);
  const standing = standingOf(id, canonical, entries.of, entries.witnessed);
  const last = entries.of[seat].filter((entry) => entry.card === id).at(-1);
  const section = `${seat}:agreed` as const satisfies SectionName;

  const enter = (says: "agree" | "withdraw"): void => {
    const entry = { id: crypto.randomUUID(), card: id, says, sha256: hashOf(canonical), text: canonical };
    shared.edit(section, (doc) => doc.getArray(section).push([{ ...entry, at: Date.now() }]));
  };
  return {
    standing,
    canonical,
    missed: last?.says === "agree" && entries.witnessed(last.id)?.same === false,
    agree: () => enter("agree"),
    withdraw: () => enter("withdraw"),
  };
}
