/** What a tab keeps of the spaces that were open in it: each under a name that holds the id of its space. */
import { keepsOf } from "../browser/storage.ts";

/**
 * Lets a tab forget one space, at once and once more when its page goes: what is unsent is written down only then.
 * What it keeps of another space stays, words that are not sent yet above all.
 */
export function forgetSpace(page: Window, space: string): void {
  const { tab } = keepsOf(page);
  const forget = (): void => {
    for (const name of tab.names()) if (name.includes(space)) tab.removeItem(name);
  };
  forget();
  page.addEventListener("pagehide", forget);
}
