import { useId, useState } from "react";
import { Button } from "../../parts/Button.tsx";
import { fieldLook } from "../../parts/Labelled.tsx";
import { classes } from "../../parts/classes.ts";
import { capital, minutesInWords } from "../words/times.ts";
import { unlockBell } from "./bell.ts";

type Props = {
  /** Called with whole minutes from 1 to 60, or null for open-ended. */
  onLength: (minutes: number | null) => void;
};

const lengths = [3, 5, 10, 20];

/** How long a quiet could be. None of the lengths is suggested. */
export function Lengths({ onLength }: Props) {
  const [other, setOther] = useState("");
  const id = useId();
  const choose = (minutes: number | null) => {
    unlockBell();
    onLength(minutes);
  };
  return (
    <div role="group" aria-label="How long" className="flex basis-full flex-wrap items-end gap-2">
      {lengths.map((minutes) => (
        <Button key={minutes} className="px-4!" onClick={() => choose(minutes)}>
          {capital(minutesInWords(minutes))}
        </Button>
      ))}
      <Button className="px-4!" onClick={() => choose(null)}>
        Open-ended
      </Button>
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          choose(Number(other));
        }}
      >
        <label htmlFor={id} className="sr-only">
          Another length, from 1 to 60 minutes
        </label>
        <input
          id={id}
          type="number"
          required
          min={1}
          max={60}
          step={1}
          inputMode="numeric"
          placeholder="Minutes"
          value={other}
          onChange={(event) => setOther(event.target.value)}
          className={classes(fieldLook, "min-h-11 w-30! rounded-full! py-1.5! font-sans! text-base!")}
        />
        <Button type="submit" className="px-4!">
          Offer
        </Button>
      </form>
    </div>
  );
}
