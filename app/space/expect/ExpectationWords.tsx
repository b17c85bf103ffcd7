import { fieldOf } from "../../../lib/cards.ts";
import { type Expectation, kindNames } from "../../../lib/expectations.ts";
import { useRoom } from "../../live/room.ts";
import type { Cards } from "../canvas/useCards.ts";
import { Written } from "../words/Written.tsx";
import { kinds } from "./kinds.ts";
import { LookAgain } from "./LookAgain.tsx";

type Props = {
  id: string;
  words: Expectation;
  cards: Cards;
  arrives: boolean;
  picksDay: boolean;
  onPicksDay: (picks: boolean) => void;
};

/** The words of an expectation, written on by both, and the day to look at it again. */
export function ExpectationWords({ id, words, cards, arrives, picksDay, onPicksDay }: Props) {
  const { shared } = useRoom();
  const { question } = kinds[words.kind];
  const name = kindNames[words.kind];
  const text = fieldOf(cards.map, id, "text");
  return (
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
        onPicking={onPicksDay}
        onDay={(day) => cards.setDay(id, day)}
      />
    </>
  );
}
