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
  const sizes = new ResizeObserver(later);
  const letters = probe(field);
  fit();
  sizes.observe(field);
  sizes.observe(letters);
  field.addEventListener("input", fit);
  text.observe(later);
  return () => {
    sizes.disconnect();
    letters.remove();
    field.removeEventListener("input", fit);
    text.unobserve(later);
  };
}

/** Some letters beside a field that nobody sees: they change their size with the type, its size and its spacing. */
function probe(field: HTMLTextAreaElement): HTMLElement {
  const letters = document.createElement("span");
  letters.setAttribute("aria-hidden", "true");
  letters.className = field.className;
  letters.textContent = "Words of a person";
  letters.style.cssText = "position: absolute; width: auto; min-width: 0; visibility: hidden; white-space: pre";
  field.after(letters);
  return letters;
}
