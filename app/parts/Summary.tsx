import ChevronRight from "lucide-react/icons/chevron-right";
import type { ReactNode } from "react";
import { classes } from "./classes.ts";

/** What opens a `details`, with a mark that says so: it points at its words while they are folded away, and down at them after. */
export function Summary({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <summary
      className={classes(
        "flex min-h-11 items-center gap-1.5 text-sm font-medium text-ink-soft hover:text-ink [&::-webkit-details-marker]:hidden",
        className,
      )}
    >
      <ChevronRight
        size={16}
        strokeWidth={1.75}
        className="-ml-1 shrink-0 [details[open]>summary>&]:[transform:rotate(90deg)]"
        aria-hidden
      />
      {children}
    </summary>
  );
}
