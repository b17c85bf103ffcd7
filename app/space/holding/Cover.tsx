import type { ReactNode } from "react";
import { useId } from "react";
import { isEscape } from "../../browser/keys.ts";
import { Circles } from "../../parts/Circles.tsx";
import { focusOn } from "../../parts/focusOn.ts";
import { HelpLink } from "../../parts/HelpLink.tsx";
import { HideButton } from "../../hide/HideButton.tsx";
import { classes } from "../../parts/classes.ts";
import styles from "./cover.module.css";

type Props = {
  title: string;
  /** The two circles breathe, or have come to rest: full, and with an edge. Otherwise they only stand there. */
  picture?: "breathes" | "rests";
  /** Called at a touch anywhere, and at Escape. */
  onTouch?: () => void;
  children: ReactNode;
};

/** A still page over everything. The screen beneath is inert while it is there; the way to help is not covered. */
export function Cover({ title, picture, onTouch, children }: Props) {
  const id = useId();
  return (
    <div
      role="dialog"
      aria-modal="true"
      aria-labelledby={id}
      onClick={onTouch}
      onKeyDown={(event) => {
        if (isEscape(event.nativeEvent)) onTouch?.();
      }}
      className="fixed inset-0 z-40 flex flex-col items-center overflow-y-auto bg-paper bg-[radial-gradient(ellipse_at_50%_45%,var(--paper)_25%,var(--client-soft))] px-6 text-center"
    >
      {/* The way out, and to help, are in view on a small phone too, and on one that lies on its side. */}
      <div className="my-auto py-8 [@media(max-height:30rem)]:py-3">
        <Circles
          size="breath"
          className={classes(
            "mx-auto h-auto max-h-[max(3.5rem,min(32vh,calc(100vh-33rem)))] w-[23.75rem] max-w-[70vw] opacity-62 [@media(max-height:30rem)]:max-h-[22vh]",
            picture && styles[picture],
          )}
        />
        <h2 id={id} tabIndex={-1} ref={focusOn} className="mt-9 text-[2.25rem] [@media(max-height:30rem)]:mt-3">
          {title}
        </h2>
        <div className="mt-2.5 text-[1.0625rem] text-ink-soft">{children}</div>
      </div>
      <p className="flex flex-wrap justify-center gap-x-6 py-5 text-sm [@media(max-height:30rem)]:py-2 text-ink-soft">
        <HelpLink />
        <HideButton />
      </p>
    </div>
  );
}
