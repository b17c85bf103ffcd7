/** A `ref` that gives the focus to an element when it appears. One function for all, or each new drawing would take it again. */
export const focusOn = (element: HTMLElement | null) => element?.focus();
