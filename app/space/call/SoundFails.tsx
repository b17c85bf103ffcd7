import { readSigned } from "../../../lib/agreement.ts";
import { standingOf } from "../../../lib/standing.ts";
import { useRoom } from "../../live/room.ts";
import { useAgreements } from "../agreement/useAgreements.ts";
import { useCards } from "../canvas/useCards.ts";
import { Ask } from "../holding/Ask.tsx";

/** The sound does not get through: the room goes on in writing, and what the two said for that case stands here. */
export function SoundFails() {
  const said = useSaidForThisCase();
  return (
    <Ask>
      The sound does not get through. The room goes on in writing, and the sound is tried again.
      {said && (
        <>
          {" "}
          {said.agreed ? "You agreed for this case:" : "You wrote for this case, not agreed yet:"}
          <q translate="no" dir="auto" className="mt-1 block font-serif text-[1.0625rem] text-ink">
            {said.text}
          </q>
        </>
      )}
    </Ask>
  );
}

/** The words of *If the line fails*: the first card with words that both agreed to, or else the first with words. */
function useSaidForThisCase(): { text: string; agreed: boolean } | null {
  const { space } = useRoom();
  const { map, table } = useCards("both:expectations");
  const agreements = useAgreements();
  const cards = table.flatMap(({ id }) => {
    const signed = readSigned(space, map, id);
    if (signed?.words.kind !== "line" || signed.words.text.trim() === "") return [];
    const { agreed } = standingOf(id, signed.signature?.sha256 ?? null, agreements);
    return [{ text: signed.words.text, agreed }];
  });
  return cards.find(({ agreed }) => agreed) ?? cards[0] ?? null;
}
