import Plus from "lucide-react/icons/plus";
import type { ComponentProps } from "react";
import { classes } from "../../parts/classes.ts";
import { focusOn } from "../../parts/focusOn.ts";
import { useWrites } from "../words/useWrites.ts";

type Props = {
  /** It takes the place of something that had the focus. */
  arrives?: boolean;
} & ComponentProps<"button">;

/** The dashed place at the foot of a column where something new can be written. It is not there on a stopped page. */
export function AddButton({ arrives, className, children, ...rest }: Props) {
  if (!useWrites()) return null;
  return (
    <button
      type="button"
      {...rest}
      ref={arrives ? focusOn : undefined}
      className={classes(
        "flex min-h-11 w-full items-center gap-2.5 rounded-sheet border border-dashed border-line-strong px-4 py-2 text-left font-medium text-ink-soft transition-colors hover:border-ink-faint hover:text-ink",
        className,
      )}
    >
      <Plus size={18} strokeWidth={1.75} className="shrink-0" aria-hidden />
      {children}
    </button>
  );
}
