/** Ties a text field of the page to a Y.Text: both ways, caret and scroll position kept, compositions left alone. */
import type * as Y from "yjs";
import { withoutLoneHalves } from "../../lib/pairs.ts";
import { fitsInOne } from "./pieces.ts";
import { type Delta, type Range, type TextChange, carried, carriedRange, changeBetween, endOf } from "./text-change.ts";

export type TextHands = {
  /** Makes a change in the document. Gives false where it cannot be written. */
  edit(change: () => void): boolean;
  undo(): void;
  redo(): void;
  /** Words that came in at once and are too many for one change. The field is as it was before. */
  tooLong(words: string): void;
};

/**
 * Shows `text` in `element` and writes into it what is typed there. Gives back how to untie them.
 * While an input method composes, the text goes on changing beneath; the field follows when the composition ends.
 */
export function bindText(element: HTMLTextAreaElement | HTMLInputElement, text: Y.Text, hands: TextHands): () => void {
  /** The text as it stood when the field was last made to show it. */
  let shown = text.toString();
  /** What changed in the text since then. */
  let missed: Delta[] = [];
  let composing = false;
  /** Whether half a character has come: in Firefox some keys give an emoji or a letter of a rare script in two events. */
  let halfHere = false;
  let writing = false;
  let stepping = false;

  const put = (start: number, end: number): void => {
    const { scrollTop, scrollLeft, scrollHeight, selectionStart, selectionDirection } = element;
    shown = text.toString();
    missed = [];
    element.value = shown;
    // Some browsers move the focus to a field whose selection is set.
    const focused = element.ownerDocument.activeElement === element;
    if (focused) element.setSelectionRange(start, end, selectionDirection ?? undefined);
    const grewAbove = focused && start !== selectionStart ? element.scrollHeight - scrollHeight : 0;
    element.scrollTop = scrollTop + grewAbove;
    element.scrollLeft = scrollLeft;
  };

  const follow = (): void => {
    const place = (index: number | null): number => missed.reduce(carried, index ?? 0);
    put(place(element.selectionStart), place(element.selectionEnd));
  };

  /** Writes what was typed into the text, which may have gone on meanwhile. Gives where the typing ended, if it could. */
  const write = ({ index, remove, insert }: TextChange): number | null => {
    const at = missed.reduce(carried, index);
    const typedOver: Range[] = [[index, index + remove]];
    const ranges = missed.reduce((left, delta) => left.flatMap((range) => carriedRange(range, delta)), typedOver);
    writing = true;
    try {
      const written = hands.edit(() => {
        for (const [from, to] of [...ranges].reverse()) text.delete(from, to - from);
        if (insert !== "") text.insert(at, insert);
      });
      return written ? at + insert.length : null;
    } finally {
      writing = false;
    }
  };

  const take = (): void => {
    const change = changeBetween(shown, element.value, element.selectionEnd ?? undefined);
    if (!change) return missed.length > 0 ? follow() : undefined;
    const insert = withoutLoneHalves(change.insert);
    // The other half comes next. One that stays alone is no character, and is left out.
    halfHere = !halfHere && insert !== change.insert;
    if (halfHere) return;
    if (!fitsInOne(insert)) {
      const before = missed.reduce(carried, change.index);
      put(before, before);
      return hands.tooLong(insert);
    }
    const end = write({ ...change, insert });
    if (end === null) return;
    if (missed.length > 0 || element.value !== text.toString()) put(end, end);
    else shown = element.value;
  };

  const observe = ({ delta }: Y.YTextEvent): void => {
    if (writing) return;
    missed.push(delta);
    if (composing || halfHere) return;
    if (stepping) put(endOf(delta), endOf(delta));
    else follow();
  };

  const step = (event: Event, way: "undo" | "redo"): void => {
    event.preventDefault();
    stepping = true;
    hands[way]();
    stepping = false;
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
    blur() {
      if (halfHere) take();
    },
    beforeinput(event: Event) {
      const { inputType } = event as InputEvent;
      if (inputType === "historyUndo") step(event, "undo");
      if (inputType === "historyRedo") step(event, "redo");
    },
    keydown(event: Event) {
      const way = stepOf(event as KeyboardEvent);
      if (way && !composing) step(event, way);
    },
  };

  if (element.value !== shown) element.value = shown;
  text.observe(observe);
  for (const [name, listener] of Object.entries(listeners)) element.addEventListener(name, listener);
  return () => {
    if (composing || halfHere) take();
    text.unobserve(observe);
    for (const [name, listener] of Object.entries(listeners)) element.removeEventListener(name, listener);
  };
}

/** Whether a key takes back or brings back: Ctrl or Cmd with Z, Shift and Z, or Y. */
function stepOf({ key, code, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): "undo" | "redo" | null {
  if (!(ctrlKey || metaKey) || altKey) return null;
  // A keyboard of another script has its own letter on that key.
  const letter = /^[a-z]$/i.test(key) ? key.toLowerCase() : code.replace(/^Key/, "").toLowerCase();
  if (letter === "z") return shiftKey ? "redo" : "undo";
  return letter === "y" && !shiftKey ? "redo" : null;
}
