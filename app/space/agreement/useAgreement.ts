import { type Signed, readSigned } from "../../../lib/agreement.ts";
import type { SectionName } from "../../../lib/sections.ts";
import { type Agreements, type Standing, standingOf } from "../../../lib/standing.ts";
import { useRoom } from "../../live/room.ts";
import { type Earlier, earlierWords } from "./lines.ts";
import { agreementsNow } from "./useAgreements.ts";

export type Agreement = {
  standing: Standing;
  /** Earlier words that were agreed to and are not those on the card now. */
  earlier: Earlier | null;
  /** Whether the server saw other words on the card at the moment when this person last agreed. */
  missed: boolean;
  /** Agrees to words that were read. Gives false, and says nothing, where they are no longer those of the card. */
  agree(read: Signed): boolean;
  /** Takes back that this person agrees. As `agree`. */
  withdraw(): boolean;
  /** Whether what this person said last counts, read anew: the card may be folded away by then. Null until the server has seen it. */
  counts(): boolean | null;
};

/** How the card `id`, as it is read now, stands between the two, and this person's own two acts. */
export function useAgreement(id: string, now: Signed, agreements: Agreements): Agreement {
  const { space, seat, shared } = useRoom();
  const standing = standingOf(id, now.signature?.sha256 ?? null, agreements, seat);
  const { act } = standing[seat];
  const section = `${seat}:agreed` as const satisfies SectionName;

  const enter = (says: "agree" | "withdraw", { signature }: Signed): boolean => {
    const onCard = readSigned(space, shared.doc.getMap("both:expectations"), id)?.signature;
    if (!signature || onCard?.sha256 !== signature.sha256) return false;
    const { canonical: text, sha256 } = signature;
    const entry = { id: crypto.randomUUID(), card: id, says, sha256, text, at: Date.now() };
    return shared.edit(section, (doc) => doc.getArray(section).push([entry]));
  };
  return {
    standing,
    earlier: earlierWords(standing, seat, now, agreements),
    missed: act?.says === "agree" && !act.same,
    agree: (read) => enter("agree", read),
    withdraw: () => enter("withdraw", now),
    counts() {
      const { doc } = shared;
      const hash = readSigned(space, doc.getMap("both:expectations"), id)?.signature?.sha256 ?? null;
      const { says, at } = standingOf(id, hash, agreementsNow(doc), seat)[seat];
      return at === null ? null : says !== "agreed before";
    },
  };
}
