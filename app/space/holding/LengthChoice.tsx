import { type ReactNode, useId, useState } from "react";
import { Button } from "../../parts/Button.tsx";
import { fieldLook } from "../../parts/Labelled.tsx";
import { classes } from "../../parts/classes.ts";
import { capital, minutesInWords } from "../words/times.ts";

type Props = {
  /** Lengths in minutes that stand there to be pressed. None of them is suggested. */
  lengths: readonly number[];
  /** The shortest and the longest that can be written, in whole minutes. */
  least: number;
  most: number;
  /** The name of the button behind the length that is written. */
  verb: string;
  onLength: (minutes: number) => void;
  /** What could be chosen instead of a length in minutes. */
  children?: ReactNode;
  /** What stands behind all of it. */
  last?: ReactNode;
};

/** How long something could be: a few lengths, and one of one's own. */
export function LengthChoice({ lengths, least, most, verb, onLength, children, last }: Props) {
  const [other, setOther] = useState("");
  const id = useId();
  return (
    <div role="group" aria-label="How long" className="flex basis-full flex-wrap items-end gap-2">
      {lengths.map((minutes) => (
        <Button key={minutes} className="px-4!" onClick={() => onLength(minutes)}>
          {capital(minutesInWords(minutes))}
        </Button>
      ))}
      {children}
      <form
        className="flex max-w-full flex-wrap items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          onLength(Number(other));
        }}
      >
        <label htmlFor={id} className="sr-only">
          Another length, from {least} to {most} minutes
        </label>
        <input
          id={id}
          type="number"
          required
          min={least}
          max={most}
          step={1}
          inputMode="numeric"
          placeholder="Minutes"
          value={other}
          onChange={(event) => setOther(event.target.value)}
          className={classes(fieldLook, "min-h-11 w-30! max-w-full rounded-full! py-1.5! font-sans! text-base!")}
        />
        <Button type="submit" className="px-4!">
          {verb}
        </Button>
      </form>
      {last}
    </div>
  );
}
