/** Hiding by itself when nobody has touched the page for a while, where this browser's person has chosen so. */
import { useEffect } from "react";
import { keepsOf } from "../browser/storage.ts";
import { hide } from "./hidden.ts";

const key = "hide-after-minutes";
const signs = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;

/** What can be chosen, in minutes. */
export const idleMinutes = [1, 5, 15] as const;

/** After how many minutes this browser hides the page, or null for never. */
export function hidesAfter(): number | null {
  const minutes = Number(keepsOf().browser.getItem(key));
  return idleMinutes.find((known) => known === minutes) ?? null;
}

export function hideAfter(minutes: number | null): void {
  if (minutes === null) keepsOf().browser.removeItem(key);
  else keepsOf().browser.setItem(key, String(minutes));
}

/**
 * Calls `idle` once nobody has touched the page for as long as was chosen. The choice is looked at again at each touch.
 * @returns how to stop
 */
export function watchIdle(page: Window, idle: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const touched = (): void => {
    clearTimeout(timer);
    const minutes = hidesAfter();
    if (minutes !== null) timer = setTimeout(idle, minutes * 60_000);
  };
  touched();
  for (const sign of signs) page.addEventListener(sign, touched, { capture: true, passive: true });
  return () => {
    clearTimeout(timer);
    for (const sign of signs) page.removeEventListener(sign, touched, { capture: true });
  };
}

/** Hides this page by itself, but not while `busy`: in a quiet or a call nobody touches anything, and is there. */
export function useIdleHide(busy: boolean): void {
  useEffect(() => (busy ? undefined : watchIdle(window, () => hide())), [busy]);
}
