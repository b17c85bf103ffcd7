/** What prints is text: a field is one box on paper, and where a page ends in it its lines are cut in two. */

/** Sets the words of every field beside it as text while the page is printed. Gives back how to stop. */
export function wordsOnPaper(): () => void {
  let texts: HTMLElement[] = [];
  const take = (): void => {
    for (const text of texts) text.remove();
    texts = [];
  };
  const set = (): void => {
    take();
    for (const field of document.querySelectorAll<HTMLTextAreaElement>("main textarea")) {
      const text = document.createElement("div");
      text.className = `${field.className} on-paper`;
      text.dir = "auto";
      text.textContent = field.value;
      field.after(text);
      texts.push(text);
    }
  };
  window.addEventListener("beforeprint", set);
  window.addEventListener("afterprint", take);
  return () => {
    take();
    window.removeEventListener("beforeprint", set);
    window.removeEventListener("afterprint", take);
  };
}
