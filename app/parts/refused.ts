/** Why something was not done: the codes of the server, those of what a page sees by itself, and a sentence for each. */
import { type Heard, sentenceOf } from "../../lib/refusals.ts";

/** What a page finds without a word of the server's. */
const ownSentences = {
  unreached: "We could not reach the space. What you wrote is still here. Try again.",
  unreadable: "The answer could not be read. What you wrote is still here. Reload this page and try again.",
  // Answers of a proxy in between.
  "too-often": "That was too often in a short time. Nothing was lost. Wait a minute, then try again.",
  unavailable: "The server could not answer. What you wrote is still here. Try again in a moment.",
  "no-cookies":
    "This browser does not keep cookies for this page, and without one it would not find your seat again. Nothing has been used. Allow cookies for this address, or come with another browser.",
  "line-down": "The line is down. Nothing was changed.",
  "no-answer": "No answer came. What you see here is how it stands.",
};

export type OwnCode = keyof typeof ownSentences;
/** Every code that a page may act on. `other` is a refusal without one that it knows. */
export type Code = Heard["code"] | OwnCode;

export const ownSentence = (code: OwnCode): string => ownSentences[code];

/** The sentence for a refusal of the server's: its own words where this page does not know the code. */
export const sentenceFor = (refusal: Heard): string =>
  refusal.code === "other" ? (refusal.why ?? ownSentences.unavailable) : sentenceOf(refusal);
