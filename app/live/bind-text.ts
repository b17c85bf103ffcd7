/** Ties a text field of the page to a Y.Text: both ways, caret and scroll position kept, compositions left alone. */
import type * as Y from "yjs";
import { typed } from "../../lib/characters.ts";
import { withoutLoneHalves } from "../../lib/pairs.ts";
import { isOfInputMethod } from "../browser/keys.ts";
import { fitsInOne } from "./split-text.ts";
import { type Delta, type Range, type TextChange, carried, carriedRange, changeBetween, endOf } from "./text-change.ts";

export type TextEditor = {
  /** Makes a change in the document. Gives false where it cannot be written. */
  edit(change: () => void): boolean;
  undo(): void;
  redo(): void;
  /** Words that came in at once and are too many for one change. The field is as it was before. */
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
  /** The text as it stood when the field was last made to show it. */
  let shown = text.toString();
  /** What changed in the text since then. */
  let missed: Delta[] = [];
  let composing = false;
  /** Whether half a character has come: in Firefox some keys give an emoji or a letter of a rare script in two events. */
  let halfHere = false;
  let writing = false;
  let stepping = false;
  let untaken = false;

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
    const before = text.toString();
    writing = true;
    try {
      const written = editor.edit(() => {
        for (const [from, to] of [...ranges].reverse()) text.delete(from, to - from);
        if (insert !== "") text.insert(at, insert);
      });
      return written ? at + insert.length : null;
    } catch (fault) {
      const come = changeBetween(before, text.toString());
      // Somebody who heard of it has failed, and all of it is there; or a part of it came, which the next try must know.
      if (text.toString() === withChange(before, ranges, at, insert)) put(at + insert.length, at + insert.length);
      else if (come) missed.push([{ retain: come.index }, { delete: come.remove }, { insert: come.insert }]);
      throw fault;
    } finally {
      writing = false;
    }
  };

  const take = (): void => {
    const change = changeBetween(shown, element.value, element.selectionEnd ?? undefined);
    if (!change) return missed.length > 0 ? follow() : undefined;
    const whole = withoutLoneHalves(change.insert);
    // The other half comes next. One that stays alone is no character, and is left out.
    halfHere = !halfHere && whole !== change.insert;
    if (halfHere) return;
    const insert = typed(whole);
    if (!fitsInOne(insert)) {
      const before = missed.reduce(carried, change.index);
      put(before, before);
      return editor.tooLong(insert);
    }
    const end = write({ ...change, insert });
    if (end === null) return;
    if (missed.length > 0 || element.value !== text.toString()) put(end, end);
    else shown = element.value;
  };

  const observe = ({ delta }: Y.YTextEvent): void => {
    if (writing) return;
    missed.push(delta);
    if (composing || halfHere || untaken) return;
    if (stepping) put(endOf(delta), endOf(delta));
    else follow();
  };

  /** Compares the field with the text, unless a character or a word of it is still being made. */
  const compare = (): void => {
    if (composing || halfHere) return;
    const now = text.toString();
    // A field shows each kind of line end as one.
    const differs = element.value !== now.replace(/\r\n?/g, "\n");
    if (!differs) {
      shown = now;
      missed = [];
    }
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

  if (element.value !== shown) element.value = shown;
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
    if ((composing || untaken) && element.value !== text.toString()) editor.left(element.value);
  };
}

/** What `words` are once `insert` has come at `at` and these ranges are gone, in the order in which that is done. */
function withChange(words: string, ranges: readonly Range[], at: number, insert: string): string {
  const rest = [...ranges].reverse().reduce((left, [from, to]) => left.slice(0, from) + left.slice(to), words);
  return rest.slice(0, at) + insert + rest.slice(at);
}

/** Whether a key takes back or brings back: Ctrl or Cmd with Z, Shift and Z, or Y. */
function stepOf({ key, code, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): "undo" | "redo" | null {
  if (!(ctrlKey || metaKey) || altKey) return null;
  // A keyboard of another script has its own letter on that key.
  const letter = /^[a-z]$/i.test(key) ? key.toLowerCase() : code.replace(/^Key/, "").toLowerCase();
  if (letter === "z") return shiftKey ? "redo" : "undo";
  return letter === "y" && !shiftKey ? "redo" : null;
}
