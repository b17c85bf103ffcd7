/** Whether this tab is hidden behind a page that says nothing. It stays so over a reload, until its person comes back. */
import { useSyncExternalStore } from "react";
import { keepsOf } from "../browser/storage.ts";
import type { Store } from "../live/store.ts";
import { hiddenKey, titleBefore } from "./first.ts";

const listeners = new Set<() => void>();

/** Looks again: while a page lay in the browser's memory its tab may have been hidden on another one. */
export function lookAgain(): void {
  for (const listener of listeners) listener();
}

const set = (isHidden: boolean): void => {
  const { tab } = keepsOf();
  if (isHidden) tab.setItem(hiddenKey, "yes");
  else tab.removeItem(hiddenKey);
  lookAgain();
};

export const hidden: Store<boolean> = {
  subscribe(changed) {
    listeners.add(changed);
    return () => listeners.delete(changed);
  },
  snapshot: () => keepsOf().tab.getItem(hiddenKey) === "yes",
};

/** Does something when this tab is hidden. Gives back how to stop. */
export const whenHidden = (then: () => void): (() => void) =>
  hidden.subscribe(() => {
    if (hidden.snapshot()) then();
  });

/** Where this person was when the page was hidden; null after a reload. */
let place: { focus: Element | null; scroll: number } | null = null;

/** Hides everything of this tab at once. `focus` is where its person goes back to. */
export function hide(focus: Element | null = document.activeElement): void {
  if (hidden.snapshot()) return;
  place = { focus, scroll: window.scrollY };
  set(true);
  // A picture in a window of its own lies over this page, and over every other one.
  if (document.pictureInPictureElement) void document.exitPictureInPicture().catch(() => undefined);
}

/** Goes on hiding what was hidden before the scripts were here, also where the browser keeps nothing of that. */
export function goOnHiding(): void {
  if (titleBefore() !== undefined) set(true);
}

/** Shows it again. */
export const comeBack = (): void => set(false);

/** Puts the person back to where they were. To be called once the page is drawn again. */
export function goToPlace(): void {
  if (!place) return;
  window.scrollTo({ top: place.scroll, behavior: "instant" });
  // Something may cover the page now, or what had the focus may be gone.
  const over = document.querySelector("[role=dialog][aria-modal=true]");
  const stays = place.focus?.isConnected && (!over || over.contains(place.focus)) ? place.focus : null;
  const to = stays ?? over?.querySelector("h2") ?? document.querySelector("main");
  if (to instanceof HTMLElement) to.focus({ preventScroll: true });
  place = null;
}

/** Whether this tab is hidden. */
export const useHidden = (): boolean => useSyncExternalStore(hidden.subscribe, hidden.snapshot, () => false);
