/** A page of one's own: drafts, and words that found no place. */
import * as Y from "yjs";
import type { CopyLine, OwnSection } from "./section.ts";
import { wordsBut } from "./words.ts";

/** A draft's words; what is chosen beside them says nothing without the screen that it is chosen on. */
const draftWords = wordsBut("stands", "from", "fromTitle", "instead", "earns");
const copyWords = wordsBut("section", "lostBy");

const linesOf = (words: readonly string[]): CopyLine[] => words.map((line) => ({ as: "words", words: line }));

const isCopyLetGo = (copy: unknown): boolean =>
  typeof copy === "object" && copy !== null && "letGo" in copy && copy.letGo === true;
const isLetGo = (draft: unknown): boolean => draft instanceof Y.Map && draft.get("letGo") === true;

export const own = {
  "own:drafts": {
    shape: "cards",
    rests: false,
    words: draftWords,
    inWords: () => "your drafts",
    copied: ({ doc }) =>
      [...doc.getMap("own:drafts").values()].map((draft) => linesOf(isLetGo(draft) ? [] : draftWords(draft))),
  },
  "own:copies": {
    shape: "cards",
    rests: false,
    words: copyWords,
    inWords: () => "your drafts",
    copied: ({ doc }) =>
      [...doc.getMap("own:copies").values()].map((copy) => linesOf(isCopyLetGo(copy) ? [] : copyWords(copy))),
  },
} as const satisfies Record<`own:${string}`, OwnSection>;
