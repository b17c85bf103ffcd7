import type { ComponentProps } from "react";
import { classes } from "./classes.ts";

type Props = { size?: "card" | "page" } & ComponentProps<"div">;

const sizes = { card: "rounded-sheet p-4", page: "rounded-page p-6 sm:p-12" };

/** A white sheet of paper: a card, or the one sheet of a whole page. */
export function Sheet({ size = "card", className, ...rest }: Props) {
  return <div {...rest} className={classes("border border-line bg-sheet shadow-sheet", sizes[size], className)} />;
}
