import { diffWords } from "diff";
import { type Expectation, kindNames } from "../../../lib/expectations.ts";
import { focusOn } from "../../parts/focusOn.ts";
import { calendarDay, dayOf } from "../words/times.ts";
import type { Earlier } from "./lines.ts";
import { Quoted } from "./Quoted.tsx";

type Props = { earlier: Earlier; now: Expectation };

// Very different long wordings are shown whole: to compare them could take longer than to read them.
const limits = { maxEditLength: 1_000, timeout: 100 };
const longest = 20_000;

const compared = (before: string, after: string) =>
  before.length + after.length > longest ? undefined : diffWords(before, after, limits);

/** What is different between the words that were agreed to and those on the card now, and the earlier words whole. */
export default function WhatChanged({ earlier, now }: Props) {
  const { words, at, by } = earlier;
  const parts = compared(words.text, now.text);
  return (
    <section
      aria-label="What changed"
      tabIndex={-1}
      ref={focusOn}
      className="mt-3 border-t border-line pt-3 outline-none"
    >
      <p
        translate="no"
        dir="auto"
        className="font-serif text-[1.0625rem] leading-[1.55] whitespace-pre-wrap wrap-anywhere"
      >
        {parts?.map(({ value, added, removed }, index) => {
          if (added) return <Marked key={index} as="ins" words={value} />;
          if (removed) return <Marked key={index} as="del" words={value} />;
          return <span key={index}>{value}</span>;
        })}
      </p>
      {!parts && <p className="text-sm text-ink-soft">These are other words from beginning to end.</p>}
      {words.kind !== now.kind && (
        <p className="mt-1 text-sm text-ink-soft">
          The card was about “{kindNames[words.kind]}”, and is about “{kindNames[now.kind]}” now.
        </p>
      )}
      {words.lookAgain !== now.lookAgain && (
        <p className="mt-1 text-sm text-ink-soft">
          The day to look again was {calendarDay(words.lookAgain) ?? "not set"}, and is{" "}
          {calendarDay(now.lookAgain) ?? "not set"} now.
        </p>
      )}
      <h4 className="mt-3 mb-1.5 font-sans text-sm tracking-normal text-ink-soft">
        {by === "you" ? "You" : "Both of you"} agreed to these words on {dayOf(at)}:
      </h4>
      <Quoted words={words} />
    </section>
  );
}

const marks = {
  ins: {
    said: "added: ",
    end: ", end of what was added. ",
    look: "bg-client-soft underline decoration-2 underline-offset-3",
  },
  del: { said: "taken out: ", end: ", end of what was taken out. ", look: "bg-practitioner-soft line-through" },
};

/** Words that were added or taken out: said to a screen reader, and underlined or struck through beside the colour. */
function Marked({ as: Mark, words }: { as: "ins" | "del"; words: string }) {
  const { said, end, look } = marks[Mark];
  return (
    <Mark className={`rounded-sm px-0.5 ${look}`}>
      <span className="sr-only">{said}</span>
      {words}
      <span className="sr-only">{end}</span>
    </Mark>
  );
}
