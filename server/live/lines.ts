/** Takes the server's own lines out of a document again. */
import type * as Y from "yjs";

/**
 * Takes values out of a list, from its end, in at most `most` stretches. Gives whether there may be more. To be called
 * in a transaction.
 */
export function removeLines(lines: Y.Array<unknown>, isGoing: (value: unknown) => boolean, most: number): boolean {
  const all = lines.toArray();
  let stretches = 0;
  for (let to = all.length; to > 0 && stretches < most;) {
    let from = to - 1;
    if (isGoing(all[from])) {
      while (from > 0 && isGoing(all[from - 1])) from -= 1;
      lines.delete(from, to - from);
      stretches += 1;
    }
    to = from;
  }
  return stretches === most;
}
