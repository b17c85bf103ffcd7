import type { ReactNode } from "react";
import { classes } from "./classes.ts";

type Props = {
  /** said: spoken by a screen reader when it appears. Leave it out for words that stood there from the beginning. */
  said?: boolean;
  tone?: "plain" | "problem";
  className?: string;
  children: ReactNode;
};

const tones = { plain: "border-line bg-sunk text-ink-soft", problem: "border-both-line bg-both-soft text-ink" };

/** A calm notice. It says what happened, what was kept and what to do; it does not raise its voice. */
export function Note({ said, tone = "plain", className, children }: Props) {
  return (
    <div
      role={said ? "alert" : undefined}
      className={classes("rounded-field border px-4 py-3 text-[0.9375rem]", tones[tone], className)}
    >
      {children}
    </div>
  );
}
