/** Whose turn the focus is: what opens takes it, unless its person has gone on to write in a field meanwhile. */

const field = "textarea, input:not([type=radio], [type=checkbox], [type=button], [type=submit])";

const isField = (target: EventTarget | null): boolean => target instanceof Element && target.matches(field);

/** Whether the last thing that was done on this page was to go into a field or to write in it, and not to press something. */
let writes = false;

/**
 * Watches what the hands do on this page. Gives back how to stop.
 * A press that opens something comes before that; a telephone leaves the focus in the field all the same.
 */
export function watchHands(): () => void {
  const hear = (event: Event): void => {
    if (isField(event.target)) writes = true;
    else if (event.type === "click") writes = false;
  };
  const heard = ["focusin", "input", "click"];
  for (const name of heard) document.addEventListener(name, hear, true);
  return () => {
    for (const name of heard) document.removeEventListener(name, hear, true);
    writes = false;
  };
}

/** Gives the focus to an element that has come, unless somebody writes in a field at that moment. */
export function takeFocus(element: HTMLElement, options?: FocusOptions): void {
  if (!writes || !isField(document.activeElement)) element.focus(options);
}
