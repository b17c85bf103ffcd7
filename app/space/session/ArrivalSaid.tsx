import type { Seat } from "../../../lib/seats.ts";
import type { ArrivalWords } from "../../../lib/meeting.ts";
import { classes } from "../../parts/classes.ts";
import { Summary } from "../../parts/Summary.tsx";
import { useRoom } from "../../live/room.ts";
import { passToBar } from "../passFocus.ts";
import { usePeople } from "../people.ts";
import { seatLook } from "../seatLook.ts";
import { narrow, useMedia } from "../useMedia.ts";
import { capital } from "../words/times.ts";
import { speechLine } from "./lines.ts";

/** What the other has said on arriving. Of an earlier session, where both kept it, also what this person had said. */
export function ArrivalSaid() {
  const { holding } = useRoom();
  const { seat, other, otherName } = usePeople();
  if (!holding) return null;
  const { [other]: theirs, [seat]: own } = holding.arrival;
  return (
    <>
      {theirs.words && <Said seat={other} name={otherName} words={theirs.words} kept={theirs.kept} />}
      {own.words && own.kept && <Said seat={seat} name="you" words={own.words} kept />}
    </>
  );
}

type Props = { seat: Seat; name: string; words: ArrivalWords; kept: boolean };

function Said({ seat, name, words: { time, place, speech }, kept }: Props) {
  const folded = useMedia(narrow);
  const line = speechLine(speech, capital(name));
  const title = kept ? `From ${name}, kept from the last session` : `From ${name}, on arriving`;
  const look = classes("rounded-field border bg-sheet px-4 py-2 text-[0.9375rem]", seatLook[seat].line);
  if (!time && !place)
    return (
      <li ref={passToBar} className={classes(look, "flex min-h-11 items-center")}>
        {line}
      </li>
    );
  return (
    <li ref={passToBar} className={look}>
      <details open={!folded}>
        <Summary className="-my-2 py-2.5 text-[0.9375rem]! font-normal! text-ink!">
          <span>
            <span className={seatLook[seat].text}>{title}.</span> {line}
          </span>
        </Summary>
        <dl className="grid gap-x-6 gap-y-1.5 pt-1 pb-1.5 sm:grid-cols-2">
          <Words title="What this time could hold" words={time} />
          <Words title="Where" words={place} />
        </dl>
      </details>
    </li>
  );
}

function Words({ title, words }: { title: string; words: string }) {
  if (!words) return null;
  return (
    <div>
      <dt className="text-[0.8125rem] text-ink-soft">{title}</dt>
      <dd translate="no" dir="auto" className="font-serif text-lg leading-snug whitespace-pre-wrap">
        {words}
      </dd>
    </div>
  );
}
