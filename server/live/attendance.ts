/** Who is in one room, over all connections of both seats, as it is told to them. */
import type { Beat, InCall } from "../../lib/rtc.ts";
import { type Seat, seats } from "../../lib/seats.ts";
import type { Present } from "../../lib/wire.ts";
import type { Person } from "../records/records.ts";
import * as presence from "./presence.ts";

type Parts = {
  /** The server's clock: ms since 1970. */
  now: () => number;
  /** Who sits here now. */
  people: () => Record<Seat, Person | null>;
  /** Whether the two talk in another place: then nobody is in a call here. */
  talkElsewhere: () => boolean;
};

/** Opens who is in a room: at first nobody is. */
export function openAttendance({ now, people, talkElsewhere }: Parts) {
  const opened = now();
  const absent = (seat: Seat) => presence.nobody(people()[seat]?.arrived ?? false);
  const of = { client: absent("client"), practitioner: absent("practitioner") };
  let lastTold = "";

  const callOf = (seat: Seat): { connection: string; call: InCall } | null =>
    talkElsewhere() ? null : presence.caller(of[seat], now());
  const present = (seat: Seat): Present[Seat] => {
    const attending = presence.attending(of[seat], now());
    return { ...attending, call: callOf(seat)?.call ?? null, name: people()[seat]?.name ?? "" };
  };

  return {
    /** How a seat is in the call, and with which connection; null where it is not. */
    callOf,
    /** Who is here, where that is another than was told last; null where it is not. */
    news(): Present | null {
      const told: Present = { client: present("client"), practitioner: present("practitioner") };
      const text = JSON.stringify(told);
      if (text === lastTold) return null;
      lastTold = text;
      return told;
    },
    /** When a seat's line went, as far as this room has known it; null while somebody is there. */
    goneSince(seat: Seat): number | null {
      const { state: how, since } = presence.attending(of[seat], now());
      return how === "here" || how === "elsewhere" ? null : (since ?? opened);
    },
    /** When something of it is another by itself; null for a seat where nothing is. */
    nextChanges: (): (number | null)[] => seats.map((seat) => presence.nextChange(of[seat], now())),

    /** A connection has come: everybody is told anew. Gives whether its person is here for the first time. */
    entered(seat: Seat, connection: string): boolean {
      const { arrived } = of[seat];
      presence.heard(of[seat], connection, { elsewhere: false, card: null, call: null }, now());
      lastTold = "";
      return !arrived;
    },
    /** A connection speaks. Gives whether it is one of these. */
    heard(seat: Seat, connection: string, beat: Beat): boolean {
      if (!of[seat].open.has(connection)) return false;
      presence.heard(of[seat], connection, beat, now());
      return true;
    },
    /** A connection of a person is over. */
    ended: (place: presence.Attendance, connection: string, how: "left" | "down"): void =>
      presence.ended(place, connection, how, now()),
    /** Where the connections of who sits on a seat now are held. */
    placeOf: (seat: Seat): presence.Attendance => of[seat],
    /** Somebody else sits on a seat, or nobody. */
    begin(seat: Seat): void {
      of[seat] = absent(seat);
    },
  };
}
