/** The words in a field beside those of its Y.Text: what was typed in it, and what became of the text meanwhile. */
import type * as Y from "yjs";
import { type Delta, type Range, type TextChange, carried, carriedRange, changeBetween } from "./text-change.ts";

type Words = HTMLTextAreaElement | HTMLInputElement;

/**
 * Follows the words of a field, which shows all of `text` from now on.
 * @param edit makes a change in the document; gives false where it cannot be written
 */
export function openFieldWords(element: Words, text: Y.Text, edit: (change: () => void) => boolean) {
  /** The text as it stood when the field was last made to show it. */
  let shown = text.toString();
  /** What changed in the text since then. */
  let missed: Delta[] = [];
  let writing = false;
  if (element.value !== shown) element.value = shown;

  const placeNow = (index: number): number => missed.reduce(carried, index);

  const show = (start: number, end = start): void => {
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

  const follow = (): void => show(placeNow(element.selectionStart ?? 0), placeNow(element.selectionEnd ?? 0));

  /** Puts a change into the text, which may have gone on meanwhile. Gives where it ends there, if it could. */
  const put = ({ index, remove, insert }: TextChange): number | null => {
    const at = placeNow(index);
    const typedOver: Range[] = [[index, index + remove]];
    const ranges = missed.reduce((left, delta) => left.flatMap((range) => carriedRange(range, delta)), typedOver);
    const before = text.toString();
    writing = true;
    try {
      const written = edit(() => {
        for (const [from, to] of [...ranges].reverse()) text.delete(from, to - from);
        if (insert !== "") text.insert(at, insert);
      });
      return written ? at + insert.length : null;
    } catch (fault) {
      const come = changeBetween(before, text.toString());
      // Somebody who heard of it has failed, and all of it is there; or a part of it came, which the next try must know.
      if (text.toString() === withChange(before, ranges, at, insert)) show(at + insert.length);
      else if (come) missed.push([{ retain: come.index }, { delete: come.remove }, { insert: come.insert }]);
      throw fault;
    } finally {
      writing = false;
    }
  };

  return {
    /** What was typed since the field last showed the text; null for nothing. */
    typed: (): TextChange | null => changeBetween(shown, element.value, element.selectionEnd ?? undefined),
    /** Where a place that the field shows is in the text now. */
    placeNow,
    /** Shows the text as it is now, with the caret at a place of it, or this much chosen. */
    show,
    /** Shows the text as it is now, with the caret where it stood. */
    follow,
    /** As `follow`, where the text has changed. */
    catchUp(): void {
      if (missed.length > 0) follow();
    },
    /** Shows again what the field showed before, which may be more than the text, with the caret where that was changed. */
    putBack(before: string): void {
      const change = changeBetween(before, element.value, element.selectionEnd ?? undefined);
      if (!change) return;
      const { scrollTop, scrollLeft } = element;
      element.value = before;
      Object.assign(element, { scrollTop, scrollLeft });
      if (element.ownerDocument.activeElement === element)
        element.setSelectionRange(change.index, change.index + change.remove);
    },
    /** Writes what was typed into the text. Where that cannot be written the field keeps it alone. */
    write(change: TextChange): void {
      const end = put(change);
      if (end === null) return;
      if (missed.length > 0 || element.value !== text.toString()) show(end);
      else shown = element.value;
    },
    /** Notes a change of the text. Gives false for one that is being written from here. */
    miss(delta: Delta): boolean {
      if (!writing) missed.push(delta);
      return !writing;
    },
    /** Whether the field shows other words than the text. */
    differ(): boolean {
      const now = text.toString();
      // A field shows each kind of line end as one.
      if (element.value !== now.replace(/\r\n?/g, "\n")) return true;
      shown = now;
      missed = [];
      return false;
    },
  };
}

/** What `words` are once `insert` has come at `at` and these ranges are gone, in the order in which that is done. */
function withChange(words: string, ranges: readonly Range[], at: number, insert: string): string {
  const rest = [...ranges].reverse().reduce((left, [from, to]) => left.slice(0, from) + left.slice(to), words);
  return rest.slice(0, at) + insert + rest.slice(at);
}
