import { type Signed, readSigned } from "../../../lib/agreement.ts";
import type { SectionName } from "../../../lib/sections.ts";
import { type Agreements, type Standing, standingOf } from "../../../lib/standing.ts";
import { useRoom } from "../../live/room.ts";
import { type Earlier, earlierWords } from "./lines.ts";

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
  };
}
