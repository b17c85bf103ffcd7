/** A browser that translates its pages, as Google Translate does in Chrome: each piece of text gives way to elements. */
import type { Browser, BrowserContext, Page } from "@playwright/test";

declare global {
  interface Window {
    /** Words that were React's own text nodes: it would go on changing them where nobody sees them. */
    bareWords: string[];
    /** How many pieces of text were translated. */
    translatedPieces: number;
  }
}

/** Takes every piece of text out of a page, now and whenever one comes, and puts two elements with the same words there. */
function translate(): void {
  window.bareWords = [];
  window.translatedPieces = 0;
  const left = "script, style, noscript, textarea, option, title, svg, [translate=no], font font";
  const replace = (text: Node): void => {
    const { parentElement, nodeValue } = text;
    if (!parentElement || !nodeValue?.trim() || parentElement.closest(left)) return;
    if (Object.keys(text).some((key) => key.startsWith("__reactFiber"))) window.bareWords.push(nodeValue);
    const outer = document.createElement("font");
    const inner = outer.appendChild(document.createElement("font"));
    outer.style.verticalAlign = inner.style.verticalAlign = "inherit";
    inner.textContent = nodeValue;
    text.parentNode?.replaceChild(outer, text);
    window.translatedPieces += 1;
  };
  const all = (under: Node): void => {
    if (under.nodeType === Node.TEXT_NODE) return replace(under);
    const walk = document.createTreeWalker(under, NodeFilter.SHOW_TEXT);
    const found: Node[] = [];
    while (walk.nextNode()) found.push(walk.currentNode);
    found.forEach(replace);
  };
  const begin = (): void => {
    document.documentElement.classList.add("translated-ltr");
    all(document.body);
    new MutationObserver((changes) => {
      for (const { type, target, addedNodes } of changes)
        if (type === "characterData") replace(target);
        else addedNodes.forEach(all);
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  };
  // It comes once the page has loaded, as in a browser.
  if (document.readyState === "complete") begin();
  else window.addEventListener("load", begin);
}

/** Lets every page that is opened in `browser` from now on be translated. Gives back how to stop. */
export function translating(browser: Browser): () => void {
  const watch = (context: BrowserContext): void => void context.addInitScript(translate);
  browser.on("context", watch);
  return () => browser.off("context", watch);
}

/** Words of a translated page that were React's own text nodes. */
export const bareWordsOn = (page: Page): Promise<string[]> => page.evaluate(() => window.bareWords);
