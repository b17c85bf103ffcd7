/** What is spoken to a person: each line is collected as it comes, since it stands on the screen for some seconds only. */
import type { BrowserContext, Page } from "@playwright/test";
import { expect } from "@playwright/test";

const spokenOn = new WeakMap<Page, string[]>();
const shownOn = new WeakMap<Page, string[]>();

/** From now on every line that a page of this browser speaks is collected, over reloads too. */
export async function collectSpoken(context: BrowserContext): Promise<void> {
  await context.exposeBinding("isSpoken", ({ page }, line: string, isShown: boolean) => {
    spokenOn.set(page, [...spokenTo(page), line]);
    if (isShown) shownOn.set(page, [...shownTo(page), line]);
  });
  await context.addInitScript(() => {
    const region = (node: Node): Element | null =>
      (node instanceof Element ? node : node.parentElement)?.closest("[role=status]") ?? null;
    new MutationObserver((records) => {
      const nodes = records.flatMap(({ type, target, addedNodes }) =>
        type === "characterData" ? target : [...addedNodes],
      );
      // What is only spoken is one pixel wide.
      const isShown = (at: HTMLElement): boolean =>
        [...at.children].some((child) => {
          const { width, top, bottom } = child.getBoundingClientRect();
          return width > 1 && top >= 0 && bottom <= innerHeight;
        });
      for (const at of new Set(nodes.map(region)))
        if (at instanceof HTMLElement && at.innerText.trim() !== "") window.isSpoken(at.innerText.trim(), isShown(at));
    }).observe(document, { childList: true, characterData: true, subtree: true });
  });
}

/** What was spoken on a page and has not been waited for. */
export const spokenTo = (page: Page): readonly string[] => spokenOn.get(page) ?? [];

/** What was spoken on a page and was also in view as it came: all of it, waited for or not. */
export const shownTo = (page: Page): readonly string[] => shownOn.get(page) ?? [];

/**
 * Waits until this line is spoken on a page: it, and what was spoken before it, is then no longer waited for. Gives what
 * was spoken before it.
 */
export async function isTold(page: Page, line: string | RegExp): Promise<readonly string[]> {
  const at = (): number =>
    spokenTo(page).findIndex((spoken) => (typeof line === "string" ? spoken === line : line.test(spoken)));
  await expect
    .poll(() => (at() < 0 ? spokenTo(page) : "spoken"), { message: `“${String(line)}” is spoken` })
    .toBe("spoken");
  const before = spokenTo(page).slice(0, at());
  spokenOn.set(page, spokenTo(page).slice(at() + 1));
  return before;
}

declare global {
  interface Window {
    isSpoken: (line: string, isShown: boolean) => void;
  }
}
