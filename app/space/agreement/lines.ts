/** How a card stands, in words for the person who reads them. */
import { type Signed, type Words, readCanonical } from "../../../lib/agreement.ts";
import type { Expectation } from "../../../lib/expectations.ts";
import { type Seat, otherSeat } from "../../../lib/seats.ts";
import type { Agreements, SeatStanding, Standing } from "../../../lib/standing.ts";
import { capital, dayOf } from "../words/times.ts";

const own: Record<SeatStanding["says"], string> = {
  nothing: "",
  agrees: "You agree.",
  "agreed before": "Changed after you agreed.",
  withdrew: "You withdrew your agreement.",
};

const others = (name: string): Record<SeatStanding["says"], string> => ({
  nothing: "",
  agrees: `${name} agrees.`,
  "agreed before": `${name} agreed to earlier words.`,
  withdrew: `${name} withdrew.`,
});

const missedWords = "The words changed before your agreement came. Read them again.";
const underWay = "It is on its way.";
const held = "It waits with your words.";

/** Why nothing is agreed to now: the other cannot read yet what this person has written. Null where nothing of it waits. */
export const whyHeld = (waiting: readonly string[]): string | null =>
  waiting.includes("both:expectations")
    ? "Words of yours wait in What we expect, and only you see them. You can agree once they are there for both."
    : null;

/**
 * The line on a card. Empty where nobody has said anything.
 * @param missed whether the words were others when this person's agreement reached the server
 * @param isHeld whether that waits at the server for what closes the words
 */
export function standingLine(
  standing: Standing,
  seat: Seat,
  otherName: string,
  missed: boolean,
  isHeld = false,
): string {
  const name = capital(otherName);
  if (standing.since !== null) return `Both agreed on ${dayOf(standing.since)}`;
  const { says: mine, at } = standing[seat];
  const theirs = standing[otherSeat(seat)].says;
  const waits = mine !== "nothing" && at === null;
  if (mine === "agrees" && theirs === "nothing" && !waits) return `You agree. ${name} has not yet.`;
  if (mine === "nothing" && theirs === "agrees") return `${name} agrees. You have not yet.`;
  const first = mine === "agreed before" && missed ? missedWords : own[mine];
  return [first, waits ? (isHeld ? held : underWay) : "", others(name)[theirs]].filter(Boolean).join(" ");
}

/** Earlier words that were agreed to: by this person alone, or by both, and when. */
export type Earlier = { words: Words; at: number; by: "you" | "both" };

/** The words that *What changed?* begins from: those this person last agreed to, else those that both did. */
export function earlierWords(standing: Standing, seat: Seat, now: Signed, agreements: Agreements): Earlier | null {
  const { says, act, at } = standing[seat];
  const text = says === "agreed before" && act ? agreements.textOf(act) : null;
  const words = text === null ? null : readCanonical(text);
  if (words && at !== null) return { words, at, by: "you" };
  const { before } = standing;
  return before && !isSame(before.words, wordsOf(now)) ? { ...before, by: "both" } : null;
}

/** The words of a card in the form in which they are signed. */
export const wordsOf = ({ words, signature }: Signed): Expectation =>
  (signature && readCanonical(signature.canonical)) ?? words;

const isSame = (a: Expectation, b: Expectation): boolean =>
  a.kind === b.kind && a.text === b.text && a.lookAgain === b.lookAgain;
