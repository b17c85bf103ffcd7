import Calendar from "lucide-react/icons/calendar";
import { useId, useState } from "react";
import { firstYear, lastYear, readDay } from "../../../lib/days.ts";
import { isEscape } from "../../browser/keys.ts";
import { Button } from "../../parts/Button.tsx";
import { classes } from "../../parts/classes.ts";
import { focusOn } from "../../parts/focusOn.ts";
import { fieldLook } from "../../parts/Labelled.tsx";
import { passToCard } from "../passFocus.ts";
import { Chip, chipShape } from "../canvas/Chip.tsx";
import { useWrites } from "../words/useWrites.ts";
import { calendarDay } from "../words/times.ts";

type Props = {
  /** `YYYY-MM-DD`, or empty. */
  day: string;
  /** Whether the place for a day stands there before one is set. */
  offered: boolean;
  picking: boolean;
  onPicking: (picking: boolean) => void;
  onDay: (day: string) => void;
};

/** The day on which both look again at an expectation. */
export function LookAgain({ day, offered, picking, onPicking, onDay }: Props) {
  const words = calendarDay(day);
  const writes = useWrites();
  if (picking) {
    const set = (chosen: string) => {
      onPicking(false);
      onDay(chosen);
    };
    return <DayPicker day={day} onDay={set} onClose={() => onPicking(false)} />;
  }
  if (!words && !(offered && writes)) return null;
  if (!writes) {
    return (
      <Chip icon={Calendar} className="mt-2.5">
        look again around {words}
      </Chip>
    );
  }
  return (
    <button
      type="button"
      onClick={() => onPicking(true)}
      className={classes(
        chipShape,
        "relative mt-2.5 text-ink-soft after:absolute after:inset-x-0 after:-inset-y-2 hover:text-ink",
        words ? "says-something bg-sunk" : "border border-dashed border-line-strong",
      )}
    >
      <Calendar size={15} strokeWidth={1.75} className="shrink-0" aria-hidden />
      {words ? `look again around ${words}` : "a day to look again"}
    </button>
  );
}

/** Why a day cannot be set, as a sentence, or null when it can. */
function whyNotThisDay(chosen: string): string | null {
  if (readDay(chosen) !== "") return null;
  if (chosen === "") return "This is not a whole day yet. Choose day, month and year.";
  return `The year is not between ${firstYear} and ${lastYear}. Write it with four figures.`;
}

function DayPicker({ day, onDay, onClose }: { day: string; onDay: (day: string) => void; onClose: () => void }) {
  const [chosen, setChosen] = useState(day);
  const [tried, setTried] = useState(false);
  const id = useId();
  const why = tried ? whyNotThisDay(chosen) : null;
  return (
    <form
      ref={passToCard}
      noValidate
      className="mt-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (whyNotThisDay(chosen) === null) return onDay(chosen);
        setTried(true);
        event.currentTarget.querySelector("input")?.focus();
      }}
      onKeyDown={(event) => {
        if (isEscape(event.nativeEvent)) onClose();
      }}
    >
      <label htmlFor={id} className="mb-1 block text-sm font-semibold">
        Look again around
      </label>
      <input
        id={id}
        ref={focusOn}
        type="date"
        value={chosen}
        onChange={(event) => setChosen(event.target.value)}
        aria-invalid={why !== null}
        aria-describedby={why === null ? undefined : `${id}-why`}
        className={classes(fieldLook, "min-h-11 font-sans! text-base!")}
      />
      {why !== null && (
        <p id={`${id}-why`} role="alert" className="mt-1 text-sm font-semibold">
          {why}
        </p>
      )}
      <div className="mt-2 flex flex-wrap gap-2">
        <Button type="submit" className="px-3.5!">
          Set the day
        </Button>
        <Button tone="soft" className="px-3.5!" onClick={onClose}>
          Leave it
        </Button>
        {/* At the end: the other may set a day meanwhile, and this must not come where something else lay. */}
        {day !== "" && (
          <Button tone="soft" className="px-3.5!" onClick={() => onDay("")}>
            No day
          </Button>
        )}
      </div>
    </form>
  );
}
