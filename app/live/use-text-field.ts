"use client";
import { type RefCallback, useCallback, useState } from "react";
import type * as Y from "yjs";
import { bindText } from "./bind-text.ts";
import { type Page, useRoom } from "./room.ts";

const tooLong = "This is too much to put in at once. Nothing was changed. Put it in in smaller pieces.";

export type TextField = {
  ref: RefCallback<HTMLTextAreaElement | HTMLInputElement>;
  /** Tries once more to take words that stand in the field and in no document; null while there are none. */
  again: (() => void) | null;
};

/**
 * Ties a text field to a Y.Text: `<textarea ref={useTextField(shared, "both:sheet", text).ref} />`. The field has no
 * value of React's. To be used only where this seat may write now; words that are only read need no field.
 * @param text null while there is none, which leaves the field alone
 */
export function useTextField(
  { write, undo, redo, untaken, rescue }: Page,
  section: string,
  text: Y.Text | null,
): TextField {
  const { say } = useRoom();
  const [again, setAgain] = useState<(() => void) | null>(null);
  const ref = useCallback(
    (element: HTMLTextAreaElement | HTMLInputElement | null) => {
      if (!element || !text) return undefined;
      const field = { section, text };
      return bindText(element, text, {
        edit: (change) => write(field, change),
        undo: () => undo(field),
        redo: () => redo(field),
        tooLong: () => say(tooLong),
        untaken(retry) {
          untaken(element, retry !== null);
          setAgain(() => retry);
        },
        left: (words) => rescue(section, words),
      });
    },
    [write, undo, redo, untaken, rescue, section, text, say],
  );
  return { ref, again };
}
