import { useState } from "react";
import type { Expectation } from "../../../lib/cards.ts";
import { useRoom } from "../../room/room.ts";
import { AgreementFoot } from "../agreement/AgreementFoot.tsx";
import { Reading } from "../agreement/Reading.tsx";
import { useAgreement } from "../agreement/useAgreement.ts";
import type { Entries } from "../agreement/useEntries.ts";
import { Card } from "../canvas/Card.tsx";
import type { Cards } from "../canvas/useCards.ts";
import { ExpectationHead } from "./ExpectationHead.tsx";
import { ExpectationWords } from "./ExpectationWords.tsx";
import { kinds } from "./kinds.ts";

type Props = {
  id: string;
  words: Expectation;
  cards: Cards;
  entries: Entries;
  /** Just made here: its text takes the focus. */
  arrives: boolean;
};

/** The words of a card at the moment when somebody began to read them. */
type Read = { words: Expectation; canonical: string };

/** One expectation: its kind, its words, the day to look again, and how both stand to it. */
export function ExpectationCard({ id, words, cards, entries, arrives }: Props) {
  const { say } = useRoom();
  const agreement = useAgreement(id, words, entries);
  const [reading, setReading] = useState<Read | null>(null);
  const [picksDay, setPicksDay] = useState(false);
  const [returned, setReturned] = useState<"line" | "button" | null>(null);
  const { name } = kinds[words.kind];
  const { canonical } = agreement;

  const read = () => setReading({ words, canonical });
  const close = (to: "line" | "button") => {
    setReading(null);
    setReturned(to);
  };
  const agree = () => {
    agreement.agree();
    say("You agree to these words.");
    close("line");
  };

  return (
    <Card id={id} label={name}>
      <ExpectationHead id={id} words={words} cards={cards} agreement={agreement} onPickDay={() => setPicksDay(true)} />
      {reading ? (
        <Reading
          key={reading.canonical}
          read={reading.words}
          now={words}
          changed={reading.canonical !== canonical}
          onYes={agree}
          onNotYet={() => close("button")}
          onReadNew={read}
        />
      ) : (
        <>
          <ExpectationWords
            id={id}
            words={words}
            cards={cards}
            arrives={arrives}
            picksDay={picksDay}
            onPicksDay={setPicksDay}
          />
          <AgreementFoot agreement={agreement} words={words} label={name} arrives={returned} onRead={read} />
        </>
      )}
    </Card>
  );
}
