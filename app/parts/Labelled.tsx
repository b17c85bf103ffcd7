import { useId } from "react";
import type { ReactNode } from "react";
import { classes } from "./classes.ts";

export type LabelProps = { label: string; hint?: ReactNode; error?: string | null };

/** What an input carries so that its label, hint and error are read with it. */
export type Described = { id: string; "aria-describedby"?: string; "aria-invalid"?: true };

export const fieldLook =
  "block w-full rounded-field border border-edge bg-paper/60 px-4 py-2.5 font-serif text-lg text-ink focus:bg-sheet";

/** A label above an input, a hint and an error below it. `children` makes the input from what ties the four together. */
export function Labelled({ label, hint, error, children }: LabelProps & { children: (input: Described) => ReactNode }) {
  const id = useId();
  const hintId = hint ? `${id}-hint` : null;
  const errorId = error ? `${id}-error` : null;
  const described = classes(errorId, hintId) || undefined;
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-[0.9375rem] font-semibold">
        {label}
      </label>
      {children({ id, "aria-describedby": described, "aria-invalid": error ? true : undefined })}
      {errorId && (
        <p id={errorId} role="alert" className="mt-1.5 text-sm font-semibold">
          {error}
        </p>
      )}
      {hintId && (
        <p id={hintId} className="mt-1.5 text-sm text-ink-soft">
          {hint}
        </p>
      )}
    </div>
  );
}
