/** Ties a text field of the page to a Y.Text: both ways, caret and scroll position kept, compositions left alone. */
import type * as Y from "yjs";
import { typed } from "../../lib/characters.ts";
import { withoutLoneHalves } from "../../lib/pairs.ts";
import { isOfInputMethod } from "../browser/keys.ts";
import { openFieldWords } from "./field-words.ts";
import { fitsInOne } from "./split-text.ts";
import { changeBetween, endOf } from "./text-change.ts";

export type TextEditor = {
  /** Makes a change in the document. Gives false where it cannot be written. */
  edit(change: () => void): boolean;
  undo(): void;
  redo(): void;
  /** Words that came in at once and are too many for one change. The field is as it was before, with all that stood in it. */
  tooLong(words: string): void;
  /** The field shows words that did not come into the text, which `again` tries once more; null once all of them did. */
  untaken(again: (() => void) | null): void;
  /** The field goes away with such words in it. */
  left(words: string): void;
};

/**
 * Shows `text` in `element` and writes into it what is typed there. Gives back how to untie them.
 * While an input method composes, the text goes on changing beneath; the field follows when the composition ends.
 * After each event the two are compared: whatever fails between a key and the text is said, and nothing takes the place of
 * words that stand in the field alone.
 */
export function bindText(
  element: HTMLTextAreaElement | HTMLInputElement,
  text: Y.Text,
  editor: TextEditor,
): () => void {
  const words = openFieldWords(element, text, editor.edit);
  let composing = false;
  /** Whether half a character has come: in Firefox some keys give an emoji or a letter of a rare script in two events. */
  let halfHere = false;
  let stepping = false;
  let untaken = false;
  /** What the field showed when it was compared last. */
  let stood = element.value;
  /** What it showed when that was last the text. */
  let matched = element.value;

  const take = (): void => {
    // What is written into a text that is gone would be gone too. In the field it can still be rescued.
    if (isGone(text)) return;
    const change = words.typed();
    if (!change) return words.catchUp();
    const whole = withoutLoneHalves(change.insert);
    // The other half comes next. One that stays alone is no character, and is left out.
    halfHere = !halfHere && whole !== change.insert;
    if (halfHere) return;
    const insert = typed(whole);
    if (!fitsInOne(insert)) {
      if (untaken) words.putBack(stood);
      else words.show(words.placeNow(change.index));
      return editor.tooLong(insert);
    }
    words.write({ ...change, insert });
  };

  const observe = ({ delta }: Y.YTextEvent): void => {
    if (!words.miss(delta) || composing || halfHere || untaken) return;
    if (stepping) words.show(endOf(delta));
    else words.follow();
  };

  /** Compares the field with the text, unless a character or a word of it is still being made. */
  const compare = (): void => {
    if (composing || halfHere) return;
    const differs = isGone(text) ? element.value !== matched : words.differ();
    if (!differs) matched = element.value;
    if (differs === untaken) return;
    untaken = differs;
    editor.untaken(differs ? again : null);
  };
  const compared =
    <Parts extends unknown[]>(work: (...parts: Parts) => void) =>
    (...parts: Parts): void => {
      try {
        work(...parts);
      } finally {
        compare();
        stood = element.value;
      }
    };
  const again = compared(() => take());

  const step = (event: Event, way: "undo" | "redo"): void => {
    event.preventDefault();
    stepping = true;
    try {
      editor[way]();
    } finally {
      stepping = false;
    }
  };

  const listeners = {
    input(event: Event) {
      // Some keyboards end a composition without saying so.
      if (composing && (event as InputEvent).isComposing !== false) return;
      composing = false;
      take();
    },
    compositionstart: () => void (composing = true),
    compositionend() {
      composing = false;
      take();
    },
    // Something else than a key may have written into it.
    blur() {
      compare();
      if (halfHere || untaken) take();
    },
    beforeinput(event: Event) {
      const { inputType } = event as InputEvent;
      if (inputType === "historyUndo") step(event, "undo");
      if (inputType === "historyRedo") step(event, "redo");
    },
    keydown(event: Event) {
      const key = event as KeyboardEvent;
      const way = isOfInputMethod(key) ? null : stepOf(key);
      if (way && !composing) step(event, way);
    },
  };

  const heard = compared(observe);
  const added = Object.entries(listeners).map(([name, listener]) => [name, compared(listener)] as const);
  text.observe(heard);
  for (const [name, listener] of added) element.addEventListener(name, listener);
  return () => {
    text.unobserve(heard);
    for (const [name, listener] of added) element.removeEventListener(name, listener);
    try {
      if (composing || halfHere || untaken) take();
    } catch (fault) {
      console.error(fault); // The page is being drawn anew, and goes on.
    }
    if (untaken) editor.untaken(null);
    const left = isGone(text) ? (changeBetween(matched, element.value)?.insert ?? "") : element.value;
    const isLeft = isGone(text) ? left.trim() !== "" : (composing || untaken) && left !== text.toString();
    if (isLeft) editor.left(left);
  };
}

/** Whether what the text stood on was removed. */
const isGone = (text: Y.Text): boolean => text._item?.deleted === true;

/** Whether a key takes back or brings back: Ctrl or Cmd with Z, Shift and Z, or Y. */
function stepOf({ key, code, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): "undo" | "redo" | null {
  if (!(ctrlKey || metaKey) || altKey) return null;
  // A keyboard of another script has its own letter on that key.
  const letter = /^[a-z]$/i.test(key) ? key.toLowerCase() : code.replace(/^Key/, "").toLowerCase();
  if (letter === "z") return shiftKey ? "redo" : "undo";
  return letter === "y" && !shiftKey ? "redo" : null;
}
