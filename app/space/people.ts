/** The two people of a space as the parts of its screen speak of them. */
import { type Seat, otherSeat } from "../../lib/seats.ts";
import type { Reader } from "../../lib/sections/section.ts";
import { isolated } from "../../lib/isolated.ts";
import { useRoom } from "../live/room.ts";
import { othersFloorLine } from "./telling/roomLine.ts";

const nameless: Record<Seat, string> = { client: "the client", practitioner: "the practitioner" };

/** What to call who sits on a seat. */
export const nameOf = (names: Record<Seat, string | null>, seat: Seat): string =>
  names[seat] === null ? nameless[seat] : isolated(names[seat]);

/** This person's seat, the other's, and what to call the other. */
export function usePeople(): { seat: Seat; other: Seat; otherName: string } {
  const { seat, names } = useRoom();
  const other = otherSeat(seat);
  return { seat, other, otherName: nameOf(names, other) };
}

/** This person as the reader of what sections are called. */
export function useReader(): Reader {
  const { seat, names } = useRoom();
  return { seat, who: (of) => nameOf(names, of) };
}

/** What this person reads where the other's floor closes what both write: that it waits. Null while it does not. */
export function useOthersFloor(): string | null {
  const { holding } = useRoom();
  const { other, otherName } = usePeople();
  return holding?.floor?.seat === other ? othersFloorLine(otherName) : null;
}
