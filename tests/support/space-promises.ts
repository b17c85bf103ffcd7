/** What a living space promises to two people, said a second time and apart from the code that keeps it. */
import { isDeepStrictEqual } from "node:util";
import type { Act } from "../../lib/acts.ts";
import { type Kept, type Outcome, shown, step } from "../../lib/holding.ts";
import { type Seat, otherSeat, seats } from "../../lib/seats.ts";
import { type Presence, silentAfterMs } from "../../lib/wire.ts";
import type { Screen } from "./living-space.ts";

const holdsWithoutLineMs = 30_000;

/**
 * When a seat gave its last sign of life, and whether that was a goodbye, a line that broke, or a word. `grace` is when
 * a line that was closed has had its while to come back; null for one that had not been there.
 */
export type Sign = { at: number; by: "left" | "down" | "word" | "nothing"; grace: number | null };
export type Signs = Record<Seat, Sign>;

/** Whether a screen's line can still be believed. */
export const isBelieved = ({ heard }: Screen, now: number): boolean => now - heard < silentAfterMs;

/** Whether a seat has to be shown as it was when its line was last there. */
export const isThere = (sign: Sign, own: readonly Screen[], now: number): boolean =>
  own.some((screen) => isBelieved(screen, now)) || (sign.grace !== null && now < sign.grace);

/** Whether nothing may hang on a seat any more: its last sign is half a minute old. */
const isGone = (seat: Seat, signs: Signs, screens: Iterable<Screen>, now: number): boolean =>
  ![...screens].some((screen) => screen.seat === seat && isBelieved(screen, now)) &&
  now - signs[seat].at >= holdsWithoutLineMs;

/** What time and absence alone make of a state. The same object when that is nothing. */
export function afterTime(state: Kept, signs: Signs, screens: Iterable<Screen>, now: number): Kept {
  let next = state;
  const { quiet } = state;
  if (quiet?.state === "running" && quiet.ends !== null && quiet.ends <= now) next = { ...next, quiet: null };
  for (const seat of seats) {
    if (!isGone(seat, signs, screens, now)) continue;
    if (next.floor?.seat === seat) next = { ...next, floor: null, floorAsked: false };
    if (next.moment?.by === seat) next = { ...next, moment: null };
  }
  return next;
}

/** Whether an act must be done or must be refused, whatever else is the case; null where that depends on more. */
function promised(state: Kept, seat: Seat, act: Act): boolean | null {
  const { floor, moment, quiet } = state;
  switch (act.type) {
    case "floor:take":
      return seat === "client" || floor?.seat !== "client";
    case "floor:lay":
    case "floor:pass":
      return floor?.seat === seat;
    case "noOutcome:begin":
    case "noOutcome:end":
      return seat === "client";
    case "noOutcome:accept":
      return seat === "client" && state.wish !== null && (act.wish ?? state.wish) === state.wish;
    case "quiet:end":
      return quiet !== null;
    case "quiet:accept":
      return quiet === null || (quiet.state === "offered" && quiet.by === seat) ? false : null;
    case "moment:ask":
    case "moment:lift":
      return moment === null || moment.by === seat;
    case "signal":
      return true;
    default:
      return null;
  }
}

/** What must have become of a promise that was kept. */
function fulfilled(state: Kept, seat: Seat, { type }: Act): boolean {
  if (type === "floor:take") return state.floor?.seat === seat;
  if (type === "floor:lay") return state.floor === null;
  if (type === "floor:pass") return state.floor?.seat === otherSeat(seat);
  if (type === "moment:ask") return state.moment?.by === seat;
  if (type === "moment:lift") return state.moment === null;
  if (type === "noOutcome:begin") return state.noOutcome !== null;
  if (type === "noOutcome:end") return state.noOutcome === null;
  return type !== "quiet:end" || state.quiet === null;
}

/** What an act makes of a state, once it is sure that no promise is broken by it. */
export function judged(state: Kept, seat: Seat, act: Act, now: number): Outcome {
  const outcome = step(state, seat, act, now);
  const promise = promised(state, seat, act);
  if (promise !== null && outcome.ok !== promise)
    throw new Error(`${act.type} by the ${seat} was ${outcome.ok ? "done" : "refused"}.`);
  if (outcome.ok && !fulfilled(outcome.state, seat, act)) throw new Error(`${act.type} by the ${seat} did nothing.`);
  return outcome;
}

/** Whether what is said of a seat is true at `now`. */
export function isTrue({ state, since }: Presence, sign: Sign, own: readonly Screen[], now: number): boolean {
  if (isThere(sign, own, now)) return since === null && (state === "here" || state === "elsewhere");
  if (sign.by === "nothing") return since === null && (state === "left" || state === "never");
  if (since !== sign.at) return false;
  // Somebody whose line only fell silent has not left.
  return sign.by === "left" && own.length === 0 ? state === "left" : state === "down";
}

// What was found to be right of two objects that do not change is right the next time too.
const found = new WeakMap<object, object>();

/** Whether two states are the same. */
export function isSame(one: Kept, other: Kept): boolean {
  if (found.get(one) === other) return true;
  const same = isDeepStrictEqual(one, other);
  if (same) found.set(one, other);
  return same;
}

/** What is wrong with what a screen shows, or null. */
export function wrongOn({ told, id, seat }: Screen, kept: Kept): string | null {
  if (found.get(told) === kept) return null;
  const right = shown(kept, told.at);
  if (!isDeepStrictEqual(told.holding, right))
    return `${id} of the ${seat} shows ${JSON.stringify(told.holding)} and not ${JSON.stringify(right)}.`;
  found.set(told, kept);
  return null;
}
