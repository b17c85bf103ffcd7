import { type Expectation, kindNames } from "../../../lib/expectations.ts";
import { calendarDay } from "../words/times.ts";

/** The words of a card, still: exactly as they are agreed to. `about` says also what kind of card it is. */
export function Quoted({ words, about }: { words: Expectation; about?: boolean }) {
  const day = calendarDay(words.lookAgain);
  return (
    <blockquote
      translate="no"
      className="border-l-2 border-line-strong pl-3 font-serif text-[1.0625rem] leading-[1.45] wrap-anywhere"
    >
      {about && <p className="mb-1 font-sans text-sm text-ink-soft">{kindNames[words.kind]}</p>}
      <p dir="auto" className="whitespace-pre-wrap">
        {words.text}
      </p>
      {day && <p className="mt-1 font-sans text-sm text-ink-soft">Look again around {day}</p>}
    </blockquote>
  );
}
