/** Where the focus goes when what has it goes away: a keyboard must not begin at the top of the page again. */

/**
 * A `ref` for an element: if the focus is in it when it goes, the focus goes on to what `next` finds from there. The
 * page stays where it is: it holds the words in view itself.
 */
const passing = (next: (from: HTMLElement) => HTMLElement | null | undefined) => (element: HTMLElement | null) => {
  if (!element) return undefined;
  return () => {
    if (element.contains(document.activeElement)) next(element)?.focus({ preventScroll: true });
  };
};

/** To the whole of what lies between the two. */
export const passToMain = passing((from) => from.closest("main"));
/** To the title of the column it stood in. */
export const passToColumn = passing((from) => from.closest("section")?.querySelector("h2"));
/** To what stands beside it in its list, below or else above; to the title of its column where it was alone. */
export const passToNeighbour = passing(
  (from) =>
    from.nextElementSibling?.querySelector("button") ??
    from.previousElementSibling?.querySelector("button") ??
    from.closest("section")?.querySelector("h2"),
);
/** To the menu of the card it stood in. */
export const passToCard = passing((from) => from.closest("[role=group]")?.querySelector("button"));
/** To the first of the buttons that hold the room. */
export const passToBar = passing((from) => from.closest("footer")?.querySelector("[role=group] button"));
