"use client";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import { isEscape } from "../browser/keys.ts";
import { classes } from "./classes.ts";

/** What the button that opens a popup carries. */
export type Opener = { "aria-expanded": boolean; "aria-controls": string; onClick: () => void };

type Props = {
  /** Makes the button. */
  opener: (opener: Opener) => ReactNode;
  /** What is in the popup, given how to close it. */
  children: (close: () => void) => ReactNode;
  /** On which side of the button, and along which of its edges it stands. */
  side?: "above" | "below";
  edge?: "left" | "right";
  className?: string;
};

/** So much is left free at every side of the screen. */
const marginPx = 8;

/**
 * Keeps a sheet in the screen where its button stands too near to one side of it: what lies to the left could never be
 * reached, and what begins above is not found. A sheet that is higher than its room scrolls in itself.
 */
function intoView(sheet: HTMLElement, side: "above" | "below"): void {
  const { clientWidth, clientHeight } = document.documentElement;
  const above = (sheet.parentElement?.getBoundingClientRect().top ?? 0) - 2 * marginPx;
  const high = side === "above" ? Math.max(above, clientHeight / 2) : clientHeight - 2 * marginPx;
  sheet.style.setProperty("max-height", `${high}px`);
  sheet.style.removeProperty("translate");
  const { left, right, top } = sheet.getBoundingClientRect();
  const across = Math.max(marginPx - left, Math.min(0, clientWidth - marginPx - right));
  const down = side === "above" ? Math.max(0, marginPx - top) : 0;
  sheet.style.setProperty("translate", `${across}px ${down}px`);
}

/**
 * A small sheet that a button opens beside itself. It closes on Escape, on a press outside, and when the focus goes
 * on past it; Escape and `close` give the focus back to the button.
 */
export function Popup({ opener, children, side = "below", edge = "left", className }: Props) {
  const [open, setOpen] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const id = useId();

  useLayoutEffect(() => {
    const shown = sheet.current;
    if (!open || !shown) return;
    const place = () => intoView(shown, side);
    place();
    // What stands in it can grow without this being drawn again, and the screen can be turned.
    const sizes = new ResizeObserver(place);
    for (const each of [shown, document.documentElement]) sizes.observe(each);
    return () => sizes.disconnect();
  }, [open, side]);

  useEffect(() => {
    if (!open) return;
    const pressed = ({ target }: PointerEvent) => {
      if (target instanceof Node && !frame.current?.contains(target)) setOpen(false);
    };
    document.addEventListener("pointerdown", pressed);
    return () => document.removeEventListener("pointerdown", pressed);
  }, [open]);

  const close = () => {
    setOpen(false);
    frame.current?.querySelector("button")?.focus();
  };

  return (
    <div
      ref={frame}
      className={classes("relative flex", className)}
      onKeyDown={(event) => {
        if (!isEscape(event.nativeEvent) || !open) return;
        event.stopPropagation();
        close();
      }}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (relatedTarget instanceof Node && !currentTarget.contains(relatedTarget)) setOpen(false);
      }}
    >
      {opener({ "aria-expanded": open, "aria-controls": id, onClick: () => setOpen(!open) })}
      <div
        ref={sheet}
        id={id}
        hidden={!open}
        className={classes(
          "absolute z-20 w-max max-w-[min(22rem,calc(100vw-2rem))] overflow-y-auto rounded-sheet border border-line-strong bg-sheet p-2 text-left shadow-sheet",
          side === "above" ? "bottom-full mb-2" : "top-full mt-1",
          edge === "left" ? "left-0" : "right-0",
        )}
      >
        {open && children(close)}
      </div>
    </div>
  );
}
