import { useState } from "react";
import type { Signed } from "../../../lib/agreement.ts";
import type { Agreements } from "../../../lib/standing.ts";
import { useRoom } from "../../live/room.ts";
import { useArrival } from "../../parts/useArrival.ts";
import { AgreementFoot } from "../agreement/AgreementFoot.tsx";
import { Reading } from "../agreement/Reading.tsx";
import { useAgreement } from "../agreement/useAgreement.ts";
import { Card } from "../canvas/Card.tsx";
import type { Cards } from "../canvas/useCards.ts";
import { useLapseTold } from "../telling/useLapseTold.ts";
import { useOwnTold } from "../telling/OwnTold.tsx";
import { ExpectationHead } from "./ExpectationHead.tsx";
import { ExpectationWords } from "./ExpectationWords.tsx";
import { kindNames } from "../../../lib/expectations.ts";

type Props = {
  id: string;
  signed: Signed;
  cards: Cards;
  agreements: Agreements;
  /** Just made here: its text takes the focus. */
  arrives: boolean;
};

/** One expectation: its kind, its words, the day to look again, and how both stand to it. */
export function ExpectationCard({ id, signed, cards, agreements, arrives }: Props) {
  const { seat } = useRoom();
  const agreement = useAgreement(id, signed, agreements);
  /** The card as it stood when somebody began to read it. */
  const [reading, setReading] = useState<Signed | null>(null);
  const [picksDay, setPicksDay] = useState(false);
  /** What takes the focus when a reading is over. */
  const [arriving, arrive] = useArrival<"line" | "button">();
  const { words } = signed;
  const name = kindNames[words.kind];
  useLapseTold(cards.map, id, name, agreement.standing);
  const tellOwn = useOwnTold();

  const read = () => setReading(signed);
  const close = (to: "line" | "button") => {
    setReading(null);
    arrive(to);
  };
  const agree = (read: Signed) => {
    if (!agreement.agree(read)) return;
    // Kept is not all: the words may have been others when it reached the server.
    tellOwn(`${seat}:agreed`, id, "You agree to these words.", agreement.counts);
    close("line");
  };
  const withdraw = () => {
    if (agreement.withdraw()) tellOwn(`${seat}:agreed`, id, "You withdrew your agreement.", agreement.counts);
  };

  return (
    <Card id={id} label={name}>
      <ExpectationHead
        id={id}
        words={words}
        cards={cards}
        agreement={agreement}
        onWithdraw={withdraw}
        onPickDay={() => setPicksDay(true)}
      />
      {reading ? (
        <Reading
          key={reading.signature?.sha256}
          read={reading}
          now={signed}
          onYes={() => agree(reading)}
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
          <AgreementFoot agreement={agreement} signed={signed} cards={cards} id={id} arrives={arriving} onRead={read} />
        </>
      )}
    </Card>
  );
}
