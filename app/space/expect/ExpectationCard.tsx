import CalendarPlus from "lucide-react/icons/calendar-plus";
import Undo from "lucide-react/icons/undo";
import { useState } from "react";
import { type Expectation, fieldOf } from "../../../lib/cards.ts";
import { PopupAct } from "../../parts/PopupAct.tsx";
import { useRoom } from "../../room/room.ts";
import { AgreementFoot } from "../agreement/AgreementFoot.tsx";
import { AgreementMark } from "../agreement/AgreementMark.tsx";
import { Reading } from "../agreement/Reading.tsx";
import { useAgreement } from "../agreement/useAgreement.ts";
import type { Entries } from "../agreement/useEntries.ts";
import { Card } from "../canvas/Card.tsx";
import { CardMenu } from "../canvas/CardMenu.tsx";
import type { Cards } from "../canvas/useCards.ts";
import { Written } from "../words/Written.tsx";
import { kinds } from "./kinds.ts";
import { LookAgain } from "./LookAgain.tsx";

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
  const { seat, shared, say } = useRoom();
  const agreement = useAgreement(id, words, entries);
  const [reading, setReading] = useState<Read | null>(null);
  const [picksDay, setPicksDay] = useState(false);
  const [returned, setReturned] = useState<"line" | "button" | null>(null);
  const { name, icon: IconShape, question } = kinds[words.kind];
  const text = fieldOf(cards.map, id, "text");
  const { standing, canonical } = agreement;

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
  const withdraw = (closeMenu: () => void) => {
    agreement.withdraw();
    say("You withdrew your agreement.");
    closeMenu();
  };

  return (
    <Card id={id} label={name}>
      <div className="flex items-center gap-2">
        <IconShape size={18} strokeWidth={1.5} className="shrink-0 text-ink-soft" aria-hidden />
        <h3 className="flex-1 font-sans text-[0.8125rem] font-semibold tracking-normal text-ink-soft">{name}</h3>
        <CardMenu cards={cards} id={id} label={name}>
          {(closeMenu) => (
            <>
              {standing[seat].says === "agrees" && (
                <PopupAct icon={Undo} onClick={() => withdraw(closeMenu)}>
                  Withdraw my agreement
                </PopupAct>
              )}
              {words.lookAgain === "" && (
                <PopupAct icon={CalendarPlus} onClick={() => setPicksDay(true)}>
                  Set a day to look again
                </PopupAct>
              )}
            </>
          )}
        </CardMenu>
        <AgreementMark standing={standing} />
      </div>
      {reading ? (
        <div className="mt-2">
          <Reading
            key={reading.canonical}
            read={reading.words}
            now={words}
            changed={reading.canonical !== canonical}
            onYes={agree}
            onNotYet={() => close("button")}
            onReadNew={read}
          />
        </div>
      ) : (
        <>
          {text && (
            <Written
              page={shared}
              section="both:expectations"
              text={text}
              card={id}
              label={`Words for ${name}`}
              placeholder={question}
              arrives={arrives}
              className="mt-1.5 font-serif text-[1.0625rem] leading-[1.45]"
            />
          )}
          <LookAgain
            day={words.lookAgain}
            offered={words.kind === "trial"}
            picking={picksDay}
            onPicking={setPicksDay}
            onDay={(day) => cards.set(id, "lookAgain", day)}
          />
          <AgreementFoot agreement={agreement} words={words} label={name} arrives={returned} onRead={read} />
        </>
      )}
    </Card>
  );
}
