import type { ComponentProps, ReactNode } from "react";
import type { Icon } from "./buttonLook.ts";
import { classes } from "./classes.ts";

type Shared = { icon?: Icon; children: ReactNode };
type Press = Shared & { href?: undefined } & Omit<ComponentProps<"button">, keyof Shared>;
type Way = Shared & { href: string } & Omit<ComponentProps<"a">, keyof Shared | "href">;

const look =
  "flex min-h-11 w-full items-center gap-3 rounded-field px-3 py-2 text-left text-[0.9375rem] leading-snug no-underline hover:bg-sunk aria-disabled:cursor-default aria-disabled:text-ink-faint aria-disabled:hover:bg-transparent";

/** One act in a popup as a row of its own, or a way to another page when it is given `href`. */
export function PopupAct({ icon: IconShape, children, ...rest }: Press | Way) {
  const content = (
    <>
      {IconShape && <IconShape size={18} strokeWidth={1.75} className="shrink-0 text-ink-soft" aria-hidden />}
      {children}
    </>
  );
  if (rest.href !== undefined) {
    return (
      <a {...rest} className={classes(look, rest.className)}>
        {content}
      </a>
    );
  }
  return (
    <button type="button" {...rest} className={classes(look, rest.className)}>
      {content}
    </button>
  );
}
