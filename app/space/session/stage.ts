/** How far a session of an agreed length has come. Nothing is counted down: there is one sentence near the end, one at it. */
import { minutesInWords } from "../words/times.ts";

export type Stage = "running" | "near" | "over";

const nearMs = 5 * 60_000;

/** How much is left when the end is near: five minutes, or a tenth of the length where that is less. In ms. */
const nearAt = (minutes: number): number => Math.min(nearMs, minutes * 6_000);

/**
 * Where a session stands.
 * @param minutes its agreed length
 * @param left what is left of it, in ms
 */
export const stageOf = (minutes: number, left: number): Stage =>
  left <= 0 ? "over" : left <= nearAt(minutes) ? "near" : "running";

/** How long, in ms, until it stands elsewhere; null when it is over. */
export function untilNextStage(minutes: number, left: number): number | null {
  if (left <= 0) return null;
  return left > nearAt(minutes) ? left - nearAt(minutes) : left;
}

/** The one sentence near the end, and the one when it is over. Null before. */
export function stageLine(stage: Stage, minutes: number): string | null {
  const length = `The ${minutesInWords(minutes)} you both wished for`;
  switch (stage) {
    case "running":
      return null;
    case "near":
      return `${length} are nearly over.`;
    case "over":
      return `${length} are over. The session goes on until one of you closes it.`;
  }
}

/**
 * What is said aloud when a session has come from `was` to `is` before this person's eyes, or null. Where somebody comes
 * in near the end the sentence stands there already, and is not said again.
 */
export const stageTold = (was: Stage | null, is: Stage | null, minutes: number): string | null =>
  was === null || is === null || was === is || was === "over" ? null : stageLine(is, minutes);
