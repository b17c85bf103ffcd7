/** Keys as their person means them: what an input method takes for itself while it composes is no key of the page. */

/** A key as the browser tells it. Safari tells the one that ends a composition after its end, with this old number. */
type Key = Pick<KeyboardEvent, "key" | "isComposing" | "keyCode">;
const taken = 229;

/** Whether an input method has taken this key for itself, to choose or to let go of what it composes. */
export const isOfInputMethod = ({ isComposing, keyCode }: Pick<Key, "isComposing" | "keyCode">): boolean =>
  isComposing || keyCode === taken;

/** Whether somebody pressed Escape, and meant the page with it. */
export const isEscape = (event: Key): boolean => event.key === "Escape" && !isOfInputMethod(event);

/** `isEscape` of a key that is called `event`, for the script that stands first in each page. */
export const escapeInScript = `event.key==="Escape"&&!event.isComposing&&event.keyCode!==${taken}`;
