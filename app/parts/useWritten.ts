"use client";
import { useCallback, useState } from "react";
import type { ChangeEvent } from "react";

type Writable = HTMLInputElement | HTMLTextAreaElement;

/**
 * The words in a field of a form, and what ties the field to them. Words that were written before the page's script had
 * come are taken over: on a slow line that is the first half of a name. A form with such fields is of method `dialog`,
 * with which a browser does nothing by itself, so that Enter pressed too early loses nothing.
 */
export function useWritten() {
  const [words, setWords] = useState("");
  const ref = useCallback((field: Writable | null) => {
    if (field?.value) setWords(field.value);
  }, []);
  const onChange = ({ target }: ChangeEvent<Writable>): void => setWords(target.value);
  return [words, { ref, value: words, onChange }] as const;
}
