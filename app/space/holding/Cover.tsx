import type { ReactNode } from "react";
import { useId } from "react";
import { isEscape } from "../../browser/keys.ts";
import { Circles } from "../../parts/Circles.tsx";
import { focusOver } from "../../parts/focusOn.ts";
import { HelpLink } from "../../parts/HelpLink.tsx";
import { HideButton } from "../../hide/HideButton.tsx";
import { classes } from "../../parts/classes.ts";
import { justCome } from "../justCome.ts";
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
        if (!onTouch || !isEscape(event.nativeEvent)) return;
        // Or the browser takes it too, and closes the sheet that comes back as this one goes.
        event.preventDefault();
        onTouch();
      }}
      className="fixed inset-0 z-40 flex flex-col bg-paper bg-[radial-gradient(ellipse_at_50%_45%,var(--paper)_25%,var(--client-soft))] text-center"
    >
      <div className="flex min-h-0 flex-1 flex-col items-center overflow-y-auto px-[min(1.5rem,6vw)]">
        {/* Where there is little room the picture gives way first, and nothing that comes beneath moves what stands above. */}
        <div ref={justCome} className="my-auto py-8 low:mt-0 low:py-3">
          <Circles
            size="breath"
            className={classes(
              "mx-auto h-auto max-h-[max(3.5rem,min(32vh,calc(100vh-33rem)))] w-[23.75rem] max-w-[70vw] opacity-62 low:max-h-[clamp(0rem,100vh-25rem,22vh)] low:sm:max-h-[clamp(0rem,100vh-18rem,22vh)]",
              picture && styles[picture],
            )}
          />
          <h2 id={id} tabIndex={-1} ref={focusOver} className="mt-9 text-[min(2.25rem,12vw)] low:mt-2">
            {title}
          </h2>
          <div className="mt-2.5 text-[1.0625rem] text-ink-soft low:leading-snug">{children}</div>
        </div>
      </div>
      {/* In view whatever is scrolled, and pressed at once. */}
      <p className="flex flex-wrap justify-center gap-x-6 px-4 py-5 text-sm text-ink-soft low:py-1 low:leading-tight">
        <HelpLink />
        <HideButton />
      </p>
    </div>
  );
}
