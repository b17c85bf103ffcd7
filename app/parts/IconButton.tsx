import type { ComponentProps } from "react";
import { buttonShape, buttonTones } from "./buttonLook.ts";
import type { Icon, Tone } from "./buttonLook.ts";
import { classes } from "./classes.ts";

/** `name` says in words what it does: the accessible name, and the hint under a resting pointer. */
type Props = { name: string; icon: Icon; tone?: Tone } & Omit<ComponentProps<"button">, "name" | "children">;

/** A round button of 44 px that shows only a picture. */
export function IconButton({ name, icon: IconShape, tone = "plain", className, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={name}
      title={name}
      className={classes(buttonShape, "size-11 shrink-0", buttonTones[tone], className)}
    >
      <IconShape size={18} strokeWidth={1.75} aria-hidden />
    </button>
  );
}
