/** Who wrote what in a text: read from the clientIDs of its items, which nobody can forge. */
import * as Y from "yjs";
import { type Author, authorOf, isBroughtBack } from "../../../lib/seats.ts";

/** Words that stand together and come from one author; or that one brought back, and another may have written first. */
export type Run = { by: Author | null; broughtBack: boolean; words: string };

/** The words of `text` in their order, as runs of one hand each. */
export function runsOf(text: Y.Text): Run[] {
  const runs: Run[] = [];
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
    const by = authorOf(item.id.client);
    const broughtBack = isBroughtBack(item.id.client);
    const last = runs.at(-1);
    if (last?.by === by && last.broughtBack === broughtBack) last.words += item.content.str;
    else runs.push({ by, broughtBack, words: item.content.str });
  }
  return runs;
}
