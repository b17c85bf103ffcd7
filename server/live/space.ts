/** One living space: who sits and is here, and how the room is held, as each guest in it is told. */
import { type Holding, type SignalKind, modeOf, shown } from "../../lib/holding.ts";
import type { Beat, Rtc } from "../../lib/rtc.ts";
import { type Seat, otherSeat, seats } from "../../lib/seats.ts";
import type { Mode } from "../../lib/sections.ts";
import type { Present } from "../../lib/wire.ts";
import type { Records } from "../records/records.ts";
import { openAttendance } from "./attendance.ts";
import { type HeldRoomParts, openHeldRoom } from "./held-room.ts";
import { openStoredHolding } from "./stored-holding.ts";

/** Somebody in the room, on one connection. */
export type Guest = {
  id: string;
  seat: Seat;
  holding(holding: Holding): void;
  present(present: Present): void;
  signal(signal: { kind: SignalKind; by: Seat }): void;
  rtc(message: Rtc): void;
  news(): void;
};

export type SpaceParts = Pick<HeldRoomParts, "now" | "onForgotten" | "onDamaged" | "onFault"> & {
  records: Pick<Records, "holdings" | "people">;
  /** Called after the mode has changed, with the new state kept. */
  onMode: (space: string) => void;
};

export type LiveSpace = Awaited<ReturnType<typeof openSpace>>;

/** Brings a space to life from its records. */
export async function openSpace(id: string, { records, now, onMode, onDamaged, onFault, ...parts }: SpaceParts) {
  const guests = new Set<Guest>();
  const whoSits = () => Promise.all([records.people.of(id), records.people.hasClient(id)]);
  let [people, hasClient] = await whoSits();
  const stored = await openStoredHolding(records.holdings, id, now);
  if (!stored.isWhole()) onDamaged();
  const attendance = openAttendance({
    now,
    people: () => people,
    talkElsewhere: () => held.state().talkElsewhere,
  });
  const held = openHeldRoom({
    ...parts,
    now,
    stored,
    attendance,
    hasClient: () => hasClient,
    onShow: (holding) => guests.forEach((guest) => guest.holding(holding)),
    onSignal(signal) {
      for (const guest of guests) if (guest.seat !== signal.by) guest.signal(signal);
    },
    onReview() {
      const present = attendance.news();
      if (present) for (const guest of guests) guest.present(present);
    },
    onMode: () => onMode(id),
    onDamaged,
    onFault,
  });

  /** Tells both that there is something new to ask for about their seats. */
  const tellNews = (): void => {
    for (const guest of guests) guest.news();
  };

  // A room can be entered also while nothing can be kept: what is due is tried again below.
  await held.settle().catch(onFault);
  // Time goes on here also while nobody has come in yet.
  held.review();

  return {
    id,
    /** What the room closes in the shared document at this moment. */
    mode: (): Mode => modeOf(held.state()),
    names: (): Record<Seat, string | null> => ({
      client: people.client?.name ?? null,
      practitioner: people.practitioner?.name ?? null,
    }),

    /** Lets a guest in and tells them everything. Gives back how they go: `left` on purpose, or with their line. */
    enter(guest: Guest): (how: "left" | "down") => void {
      const { id: connection, seat } = guest;
      // A connection ends where it began, though somebody else may sit on the seat by then.
      const place = attendance.placeOf(seat);
      const person = people[seat];
      guests.add(guest);
      if (attendance.entered(seat, connection) && person) void records.people.noteArrival(person.id).catch(onFault);
      guest.holding(shown(held.state(), now()));
      held.review();
      return (how) => {
        guests.delete(guest);
        attendance.ended(place, connection, how);
        held.review();
      };
    },

    /** A guest says that they are there. */
    heard({ id: connection, seat }: Pick<Guest, "id" | "seat">, beat: Beat): void {
      if (attendance.heard(seat, connection, beat)) held.review();
    },

    /**
     * Finds the way of a message of the call, from the one connection with which a seat is in it to the other seat's.
     * Gives how to pass it on; null where one of them is not in the call.
     */
    way({ id: connection, seat }: Pick<Guest, "id" | "seat">, message: Rtc): (() => void) | null {
      const [from, to] = [attendance.callOf(seat), attendance.callOf(otherSeat(seat))];
      if (from?.connection !== connection || from.call.peer !== message.from || to?.call.peer !== message.to)
        return null;
      const [guest] = [...guests].filter(({ id: at }) => at === to.connection);
      return guest ? () => guest.rtc(message) : null;
    },

    act: held.act,

    /** Reads again who sits here, and tells that something of it, or of how one may come in, is another. */
    async seatChanged(): Promise<void> {
      const before = people;
      [people, hasClient] = await whoSits();
      for (const seat of seats) if (people[seat]?.id !== before[seat]?.id) attendance.begin(seat);
      await held.settle();
      held.review();
      tellNews();
    },
    tellNews,

    close: held.close,
  };
}
