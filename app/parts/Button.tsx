import type { ComponentProps, ReactNode } from "react";
import { buttonShape, buttonTones } from "./buttonLook.ts";
import type { Icon, Tone } from "./buttonLook.ts";
import { classes } from "./classes.ts";

type Shared = { tone?: Tone; icon?: Icon; className?: string; children: ReactNode };

/** `busy`: under way. The button stays where it is and keeps the focus, but does not answer a second press. */
type Press = Shared & { href?: undefined; busy?: boolean } & Omit<ComponentProps<"button">, keyof Shared>;
type Way = Shared & { href: string } & Omit<ComponentProps<"a">, keyof Shared | "href">;

/** A button, or a link that looks like one when it is given `href`. */
export function Button({ tone = "plain", icon: IconShape, className, children, ...rest }: Press | Way) {
  const look = classes(buttonShape, "px-5 py-2", buttonTones[tone], className);
  const content = (
    <>
      {IconShape && <IconShape size={18} strokeWidth={1.75} className="shrink-0" aria-hidden />}
      {children}
    </>
  );
  if (rest.href !== undefined) {
    return (
      <a {...rest} className={look}>
        {content}
      </a>
    );
  }
  const { busy, onClick, type = "button", "aria-disabled": disabled, ...attributes } = rest;
  return (
    <button
      {...attributes}
      type={type}
      className={look}
      aria-busy={busy || undefined}
      aria-disabled={busy || disabled}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {content}
    </button>
  );
}
