/** How the two are here, in words: four honest states and nothing in between. */
import type { Present } from "../../../lib/wire.ts";
import { type Seat, otherSeat } from "../../../lib/seats.ts";
import { timeOf, whenOf } from "../words/times.ts";

/**
 * The line beside the title. Empty until the server has said who is here.
 * @param otherName the other's name, or null while their seat is free
 */
export function presenceLine(present: Present | null, seat: Seat, otherName: string | null): string {
  if (otherName === null) return "The other seat is still free";
  const other = present?.[otherSeat(seat)];
  switch (other?.state) {
    case undefined:
      return "";
    case "here":
      return "Both here";
    case "elsewhere":
      return `${otherName} is here, looking elsewhere`;
    case "down":
      return `${otherName}’s line is down${other.since === null ? "" : ` since ${timeOf(other.since)}`}`;
    case "left":
      return other.since === null ? `${otherName} is not here` : `${otherName} left ${whenOf(other.since)}`;
    case "never":
      return `${otherName} has not been here yet`;
  }
}
