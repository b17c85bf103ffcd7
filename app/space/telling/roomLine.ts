/** What changed in how the room is held, as one line for the person who hears it. */
import type { Holding } from "../../../lib/holding.ts";
import { type Seat, otherSeat } from "../../../lib/seats.ts";
import { arrivalLine, wishLine } from "../session/lines.ts";
import { capital, minutesInWords } from "../words/times.ts";

/** A line for the person, and whether the screen says it too: then it is spoken only, and covers nothing. */
export type Told = { line: string; stands: boolean };

const stands = (line: string): Told => ({ line, stands: true });
const gone = (line: string): Told => ({ line, stands: false });

/**
 * The line for a change from `was` to `is`, or null where the screen says it by itself. Who ends a quiet, or does
 * not want one now, is never named.
 * @param seat who hears it
 * @param other what to call the other
 */
export function roomLine(was: Holding, is: Holding, seat: Seat, other: string): Told | null {
  return (
    quietLine(was, is, seat, other) ??
    outcomeLine(was, is, seat, other) ??
    floorLine(was, is, seat, other) ??
    sessionLine(was, is, seat, other) ??
    arrivalTold(was, is, seat, other) ??
    talkLine(was, is, seat, other)
  );
}

type Line = (was: Holding, is: Holding, seat: Seat, other: string) => Told | null;

const quietLine: Line = ({ quiet: was }, { quiet: is }, seat, other) => {
  if (was?.state === "offered" && is === null) return gone("Not now. The offer of quiet is put away.");
  if (is?.state !== "offered" || is.by === seat) return null;
  if (was?.state === "offered" && was.by === is.by && was.minutes === is.minutes) return null;
  return stands(
    `${other} offers ${is.minutes === null ? "an open-ended quiet" : `${minutesInWords(is.minutes)} of quiet`}.`,
  );
};

const outcomeLine: Line = (was, is, seat, other) => {
  if (!was.noOutcome && is.noOutcome) return stands("No outcome.");
  if (was.noOutcome && !is.noOutcome) return stands("The canvas is unfolded.");
  if (was.wish === is.wish) return null;
  if (is.wish === null) return gone("Not now.");
  if (seat !== "client") return null;
  return stands(is.wish === "begin" ? `${other} offers no outcome.` : `${other} asks to unfold the canvas.`);
};

/** Where the other has the floor: it is said, and stands, in the same words. */
export const othersFloorLine = (other: string): string => `${capital(other)} has the floor. What you write waits.`;

const floorLine: Line = (was, is, seat, other) => {
  const [had, has] = [was.floor?.seat ?? null, is.floor?.seat ?? null];
  if (had === has)
    return is.floorAsked && !was.floorAsked && has === seat ? stands(`${other} asks for the floor.`) : null;
  if (has === null) return gone("The floor is free.");
  return stands(has === seat ? "You have the floor." : othersFloorLine(other));
};

const sessionLine: Line = ({ session: was }, { session: is }, seat, other) => {
  if (!was || !is) return was === is ? null : stands(is ? "The session is open." : "The session is closed.");
  const [had, has] = [was.length, is.length];
  if (had?.minutes === has?.minutes && had?.by === has?.by) return null;
  if (!has) return gone("The session has no length now.");
  return has.by === seat ? null : stands(wishLine(has, seat, other));
};

const arrivalTold: Line = ({ arrival: was }, { arrival: is }, seat, other) => {
  const of = otherSeat(seat);
  const said = arrivalLine(was[of].words, is[of].words, other);
  if (said) return stands(said);
  if (was[of].kept && !is[of].kept && !is[seat].kept) return gone("The words that were kept are gone.");
  // It stands on the sheet of arriving, which may be folded away.
  return is[of].keep && !was[of].keep ? gone(`${other} wishes to keep the words of arriving.`) : null;
};

const talkLine: Line = ({ talkElsewhere: was }, { talkElsewhere: is }) => {
  if (was === is) return null;
  return gone(is ? "We talk elsewhere. There is no voice in this room." : "We can talk in this room again.");
};
