/** What a tab shows of a page while it is not looked at: its title and its picture. */
import { titleBefore } from "./first.ts";

const icon = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="#fff" stroke="#777" d="M3.5 1.5h9v13h-9z"/></svg>',
)}`;

/**
 * Gives the tab another title and a plain picture, and holds them whatever the page puts there meanwhile.
 * @returns how to give it back its own
 */
export function disguise(title: string): () => void {
  const { head } = document;
  const own = new Map<HTMLLinkElement, string>();
  let ownTitle = titleBefore() ?? document.title;
  const apply = (): void => {
    if (document.title !== title) {
      ownTitle = document.title;
      document.title = title;
    }
    for (const link of head.querySelectorAll<HTMLLinkElement>("link[rel~=icon]")) {
      if (link.href === icon) continue;
      own.set(link, link.href);
      link.href = icon;
    }
  };
  const watch = new MutationObserver(apply);
  watch.observe(head, { childList: true, subtree: true, characterData: true, attributes: true });
  apply();
  return () => {
    watch.disconnect();
    document.title = ownTitle;
    for (const [link, href] of own) link.href = href;
  };
}
