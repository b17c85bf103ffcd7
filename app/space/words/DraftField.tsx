import { useId } from "react";
import type * as Y from "yjs";
import { classes } from "../../parts/classes.ts";
import { fieldLook } from "../../parts/Labelled.tsx";
import { useRoom } from "../../live/room.ts";
import { Written } from "./Written.tsx";

type Props = {
  label: string;
  text: Y.Text | null;
  hint?: string;
  error?: string | undefined;
  /** Room for a longer text from the beginning. */
  large?: boolean;
};

/** A field of a draft on this person's own page, with its label and what is missing in it. */
export function DraftField({ label, text, hint, error, large }: Props) {
  const { own } = useRoom();
  const id = useId();
  if (!text) return null;
  const described = classes(error && `${id}-error`, hint && `${id}-hint`);
  return (
    <div>
      <p aria-hidden className="mb-1 text-sm font-semibold">
        {label}
      </p>
      <Written
        page={own}
        section="own:drafts"
        text={text}
        label={label}
        describedBy={described || undefined}
        className={classes(
          fieldLook,
          "rounded-field! px-3 py-2 text-[1.0625rem] leading-[1.4] outline-offset-0!",
          large && "min-h-24",
        )}
      />
      {error && (
        <p id={`${id}-error`} role="alert" className="mt-1 text-sm font-semibold">
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-[0.8125rem] text-ink-soft">
          {hint}
        </p>
      )}
    </div>
  );
}
