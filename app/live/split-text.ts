/** How many words go into one change, and how longer ones are cut into pieces that do. */
import { isInsidePair } from "../../lib/pairs.ts";
import { mostUpdateBytes } from "../../lib/yjs-wire.ts";

// What an update says besides the words: ids, neighbours, and the places of what is replaced.
const roomForTheRest = 4 * 1024;
const mostBytes = mostUpdateBytes - roomForTheRest;
// A UTF-16 unit never takes more than three bytes of UTF-8, so most words need no counting.
const mostBytesAUnit = 3;

const bytesOf = (words: string): number => new TextEncoder().encode(words).length;

/** Whether `words` can be written in one change. Longer ones are refused before they are written, or cut. */
export const fitsInOne = (words: string): boolean =>
  words.length * mostBytesAUnit <= mostBytes || bytesOf(words) <= mostBytes;

/** `words` in pieces that fit, in order, none of them empty. A character is never cut in two. */
export function splitText(words: string): string[] {
  if (words === "") return [];
  if (fitsInOne(words)) return [words];
  const cut: string[] = [];
  let from = 0;
  while (from < words.length) {
    let to = Math.min(words.length, from + Math.floor(mostBytes / mostBytesAUnit));
    if (isInsidePair(words, to)) to -= 1;
    cut.push(words.slice(from, to));
    from = to;
  }
  return cut;
}
