/** What a person reads when a line to the server has ended, by its close code, or by what was refused before. */
import { type Heard, sentenceOf } from "../../lib/refusals.ts";
import { closeCodes } from "../../lib/wire.ts";

const words: Record<number, string> = {
  [closeCodes.malformed]: "Something went wrong with this page. Your words are kept below. Reload to go on.",
  [closeCodes.signedOut]: "You are signed out here. With a return key you can come back.",
  [closeCodes.seatTaken]:
    "This seat was closed. Nobody can write from here any more. Reload to see whether you can come in again.",
  [closeCodes.unknownSpace]: "We cannot find this space for you.",
  [closeCodes.tooManyTabs]: "This space was opened somewhere else. Open it here again?",
  [closeCodes.otherEpoch]: "This space was updated. Your unsent words are kept as a draft.",
  [closeCodes.erased]: "This space was erased.",
  [closeCodes.tooLarge]: "This is too long to save in one piece. It is kept as a draft.",
  [closeCodes.refused]: "These words could not be placed. They are kept as a draft.",
};

/** The sentence for a line that ended with `code`. */
export const sentenceFor = (code: number): string =>
  words[code] ?? "This page has lost its line to the space. Your words are kept below. Reload to go on.";

// Forged and broken updates: what a person reads of them is what the close code says.
const unsaid: readonly Heard["code"][] = ["malformed", "limit", "author", "section"];

/** The sentence for words that were not taken; empty where the close code behind it says enough. */
export function refusedSentence(refusal: Heard | null): string {
  if (refusal === null || unsaid.includes(refusal.code)) return "";
  const why = refusal.code === "other" ? refusal.why : sentenceOf(refusal);
  return why === null ? "" : `${why} What you wrote is kept as a draft.`;
}

/** Whether y-websocket and the server agree that a close code is final. */
export const isFinal = (code: number): boolean => code >= 4400 && code < 4500;

/** What a page says whose words found no place, and that cannot put them onto one's own page. */
export const noPlace =
  "What was written here could not be placed, and your own page takes no copy of it now. It stays on this page: copy it, then reload to go on.";

/** What a page says that was refused again and again. */
export const refusedTooOften =
  "The server did not take what was written here, three times in a minute. Your words are kept below. Reload to go on.";
