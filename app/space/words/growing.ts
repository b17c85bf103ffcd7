/** Lets a text area grow with its words where the browser cannot do so by itself. */
import type * as Y from "yjs";

/** Keeps the height of `field` to that of its words, by typing or from elsewhere. Gives back how to stop. */
export function growing(field: HTMLTextAreaElement, text: Y.Text): () => void {
  if (CSS.supports("field-sizing", "content")) return () => {};
  const fit = (): void => {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
  };
  // The field shows a change after those who observe the text have heard of it.
  const later = (): void => queueMicrotask(fit);
  const width = new ResizeObserver(later);
  fit();
  width.observe(field);
  field.addEventListener("input", fit);
  text.observe(later);
  return () => {
    width.disconnect();
    field.removeEventListener("input", fit);
    text.unobserve(later);
  };
}
