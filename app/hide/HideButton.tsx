"use client";
import { classes } from "../parts/classes.ts";
import { useScripted } from "../parts/useScripted.ts";
import { hide } from "./hidden.ts";

/** Hides the page at once, as words that fit beside the way to help. Their place is kept until they can do it. */
export function HideButton({ className }: { className?: string }) {
  const scripted = useScripted();
  return (
    <button
      type="button"
      // A cover beneath takes a touch anywhere for its own.
      onClick={(event) => {
        event.stopPropagation();
        hide();
      }}
      className={classes(
        "inline-flex min-h-6 cursor-pointer items-center underline underline-offset-[0.18em] hover:text-ink",
        !scripted && "invisible",
        className,
      )}
    >
      Hide now
    </button>
  );
}
