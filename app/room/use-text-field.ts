"use client";
import { type RefCallback, useCallback } from "react";
import type * as Y from "yjs";
import { bindText } from "./bind-text.ts";
import { type Page, useRoom } from "./room.ts";

const tooLong = "This is too much to put in at once. Nothing was changed. Put it in in smaller pieces.";

/**
 * Ties a text field to a Y.Text: `<textarea ref={useTextField(shared, "both:sheet", text)} />`. The field has no value
 * of React's. To be used only where this seat may write now; words that are only read need no field.
 * @param text null while there is none, which leaves the field alone
 */
export function useTextField(
  { edit, undo, redo }: Page,
  section: string,
  text: Y.Text | null,
): RefCallback<HTMLTextAreaElement | HTMLInputElement> {
  const { say } = useRoom();
  return useCallback(
    (element) => {
      if (!element || !text) return undefined;
      return bindText(element, text, {
        edit: (change) => edit(section, change),
        undo,
        redo,
        tooLong: () => say(tooLong),
      });
    },
    [edit, undo, redo, section, text, say],
  );
}
