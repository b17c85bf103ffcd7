/** What stands on the page of a quiet that could go on for a little longer. */
import type { Holding } from "../../../lib/holding.ts";
import type { Seat } from "../../../lib/seats.ts";
import { minutesInWords } from "../words/times.ts";

type Running = Extract<NonNullable<Holding["quiet"]>, { state: "running" }>;

/** The offer, as the one on `seat` reads it. */
export function longerLine({ by, minutes }: NonNullable<Running["longer"]>, seat: Seat): string {
  const length = `${minutesInWords(minutes)} longer`;
  return by === seat ? `You offer ${length}.` : `It could go on for ${length}.`;
}

/** What became of an offer, for both alike: who did not want it is not named. Null where none was answered. */
export function becameOfLonger(was: Running, is: Running): string | null {
  if (was.longer === null || is.longer !== null) return null;
  return is.minutes === was.minutes ? "It stays as it is." : "You both stay longer.";
}
