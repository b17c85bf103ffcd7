/** Return keys that were asked for in this browser and shown to nobody yet: the one before may open nothing any more. */
import { keepsOf } from "../browser/storage.ts";

const nameOf = (space: string): string => `unseen-key:${space}`;

/** Whether there may be such a key for a seat. Also after a reload, and where nobody waited for the answer. */
export const isKeyUnseen = (space: string): boolean => keepsOf().browser.getItem(nameOf(space)) !== null;

export function noteUnseenKey(space: string, isUnseen: boolean): void {
  if (isUnseen) keepsOf().browser.setItem(nameOf(space), "yes");
  else keepsOf().browser.removeItem(nameOf(space));
}
