import type { ReactNode } from "react";
import type { Seat } from "../../../lib/seats.ts";
import type { Icon } from "../../parts/buttonLook.ts";
import { classes } from "../../parts/classes.ts";
import { seatLook } from "../seatLook.ts";

type Props = { icon?: Icon; seat?: Seat; className?: string; children: ReactNode };

/** A pill as high as one line; with more lines its ends stay as round, and clear of the words. */
export const chipShape =
  "inline-flex max-w-full items-center gap-1.5 rounded-sheet px-2.5 py-1 text-[0.8125rem] leading-snug font-medium";

/** A few words in a rounded field, in a seat's colour where they come from that seat. */
export function Chip({ icon: IconShape, seat, className, children }: Props) {
  const look = seat ? classes(seatLook[seat].soft, seatLook[seat].text) : "bg-sunk text-ink-soft";
  return (
    <span className={classes(chipShape, look, className)}>
      {IconShape && <IconShape size={15} strokeWidth={1.75} className="shrink-0" aria-hidden />}
      <span className="min-w-0">{children}</span>
    </span>
  );
}
