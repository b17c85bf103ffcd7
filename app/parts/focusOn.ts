import { takeFocus } from "./hands.ts";

/**
 * A `ref` that gives the focus to an element when it appears, and takes it from nobody who writes. One function for all,
 * or each new drawing would take it again.
 */
export const focusOn = (element: HTMLElement | null): void => {
  if (element) takeFocus(element);
};

/** The same for what covers everything, fields that are written in too. */
export const focusOver = (element: HTMLElement | null): void => element?.focus();
