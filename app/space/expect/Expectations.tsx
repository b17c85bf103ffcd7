import { useState } from "react";
import { readSigned } from "../../../lib/agreement.ts";
import { type ExpectationKind, kindNames, newExpectation, readExpectation } from "../../../lib/expectations.ts";
import { standingOf } from "../../../lib/standing.ts";
import { useRoom } from "../../live/room.ts";
import { useArrival } from "../../parts/useArrival.ts";
import { useAgreements } from "../agreement/useAgreements.ts";
import { AddButton } from "../canvas/AddButton.tsx";
import { Column } from "../canvas/Column.tsx";
import { SetAside } from "../canvas/SetAside.tsx";
import { useCards } from "../canvas/useCards.ts";
import { usePeople } from "../people.ts";
import { ExpectationCard } from "./ExpectationCard.tsx";
import { KindChooser } from "./KindChooser.tsx";

/** What we expect: cards that either writes on, each agreed by both to its exact words. */
export function Expectations({ title }: { title: string }) {
  const { space } = useRoom();
  const { otherName } = usePeople();
  const cards = useCards("both:expectations");
  const agreements = useAgreements();
  const [choosing, setChoosing] = useState(false);
  /** The card that is made here: its text takes the focus. Or the button, once nothing is chosen. */
  const [arriving, arrive] = useArrival<string>();

  const shown = cards.table.flatMap(({ id }) => {
    const signed = readSigned(space, cards.map, id);
    return signed ? [{ id, signed }] : [];
  });
  const agreed = shown.filter(({ id, signed }) => standingOf(id, signed.signature?.sha256 ?? null, agreements).agreed);
  const choose = (kind: ExpectationKind) => {
    arrive(cards.add((order) => newExpectation(kind, order)));
    setChoosing(false);
  };
  const leave = () => {
    setChoosing(false);
    arrive("button");
  };
  const titleOf = (id: string): string => {
    const words = readExpectation(cards.map, id);
    return words ? words.text.trim() || kindNames[words.kind] : "";
  };

  return (
    <Column
      title={title}
      lead="Said plainly, before we begin. Agreed means both of us, to these exact words."
      beside={agreed.length > 0 && (agreed.length === shown.length ? "all agreed" : "not all agreed yet")}
      who={`You and ${otherName} both read and write here.`}
    >
      {shown.length > 0 && (
        <ul className="flex flex-col gap-3">
          {shown.map(({ id, signed }) => (
            <ExpectationCard
              key={id}
              id={id}
              signed={signed}
              cards={cards}
              agreements={agreements}
              arrives={arriving === id}
            />
          ))}
        </ul>
      )}
      {choosing ? (
        <KindChooser onChoose={choose} onClose={leave} />
      ) : (
        <AddButton arrives={arriving === "button"} onClick={() => setChoosing(true)}>
          Add an expectation
        </AddButton>
      )}
      <SetAside cards={cards} titleOf={titleOf} />
    </Column>
  );
}
