"use client";
import { hide } from "./hidden.ts";

/** Hides the page at once, as words that fit beside the way to help. */
export function HideButton({ className }: { className?: string }) {
  return (
    <button
      type="button"
      // A cover beneath takes a touch anywhere for its own.
      onClick={(event) => {
        event.stopPropagation();
        hide();
      }}
      className={`inline-flex min-h-6 cursor-pointer items-center underline underline-offset-[0.18em] hover:text-ink ${className ?? ""}`}
    >
      Hide now
    </button>
  );
}
