/** How a card stands, in words for the person who reads them. */
import { type SeatStanding, type Standing, type Words, readCanonical } from "../../../lib/agreement.ts";
import type { Expectation } from "../../../lib/cards.ts";
import { type Seat, otherSeat } from "../../../lib/seats.ts";
import { dayOf } from "../words/times.ts";

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

const missedWords = "The words changed at the moment you agreed. Read them again.";

/**
 * The line on a card. Empty where nobody has said anything.
 * @param missed whether the words were others when this person's agreement reached the server
 */
export function standingLine(standing: Standing, seat: Seat, otherName: string, missed: boolean): string {
  if (standing.since !== null) return `Both agreed on ${dayOf(standing.since)}`;
  const mine = standing[seat].says;
  const theirs = standing[otherSeat(seat)].says;
  if (mine === "agrees" && theirs === "nothing") return `You agree. ${otherName} has not yet.`;
  if (mine === "nothing" && theirs === "agrees") return `${otherName} agrees. You have not yet.`;
  const first = mine === "agreed before" && missed ? missedWords : own[mine];
  return [first, others(otherName)[theirs]].filter(Boolean).join(" ");
}

/** Earlier words that were agreed to: by this person alone, or by both, and when. */
export type Earlier = { words: Words; at: number; by: "you" | "both" };

/** The words that *What changed?* begins from: those this person last agreed to, else those that both did. */
export function earlierWords(standing: Standing, seat: Seat, now: Expectation): Earlier | null {
  const { says, text, at } = standing[seat];
  const words = says === "agreed before" && text !== null ? readCanonical(text) : null;
  if (words && at !== null) return { words, at, by: "you" };
  const { before } = standing;
  const differs = before && (before.words.text !== now.text || before.words.lookAgain !== now.lookAgain);
  return differs ? { ...before, by: "both" } : null;
}
