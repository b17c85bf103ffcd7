/** People on seats: who sits where in a space, and how they come back to it. */
import { newcomerMs } from "../../lib/api.ts";
import type { Seat } from "../../lib/seats.ts";
import { sit, sitterIn } from "./browsers.ts";
import type { Db, SeatRow } from "./database.ts";
import { hashSecret, newId, newSecret } from "./secrets.ts";

/** A person about to take a seat, as a row. */
export const newSeat = (space: string, seat: Seat, name: string): SeatRow => ({
  id: newId(),
  space,
  seat,
  name,
  consented: Date.now(),
  taken: Date.now(),
  known: seat === "practitioner" ? 1 : 0,
  arrived: 0,
  closed: null,
  cleared: null,
  return_key: null,
});

/** Who sits on a seat of a space, or undefined while it is free. */
export const personOn = (db: Db, space: string, seat: Seat): Promise<SeatRow | undefined> =>
  db
    .selectFrom("seats")
    .selectAll()
    .where("space", "=", space)
    .where("seat", "=", seat)
    .where("closed", "is", null)
    .executeTakeFirst();

/** Both people of a space; null where a seat is free. */
export async function peopleOf(db: Db, space: string): Promise<Record<Seat, SeatRow | null>> {
  const [client, practitioner] = await Promise.all([
    personOn(db, space, "client"),
    personOn(db, space, "practitioner"),
  ]);
  return { client: client ?? null, practitioner: practitioner ?? null };
}

/** Whether somebody on this client's seat can still be said not to be them. */
export const isNewcomer = (client: SeatRow): boolean => client.known === 0 && Date.now() - client.taken < newcomerMs;

/** The practitioner has recognised who sat down. From then on nobody can be put off the client's seat. */
export async function recognise(db: Db, space: string): Promise<void> {
  await db.updateTable("seats").set({ known: 1 }).where("space", "=", space).where("seat", "=", "client").execute();
}

/** Notes that somebody on this seat has been in the room. */
export async function noteArrival(db: Db, seat: string): Promise<void> {
  await db.updateTable("seats").set({ arrived: 1 }).where("id", "=", seat).where("arrived", "=", 0).execute();
}

/** A new return key for a person on a seat; the one before it is dead. */
export async function newReturnKey(db: Db, seat: string): Promise<string> {
  const key = newSecret();
  await db
    .updateTable("seats")
    .set({ return_key: hashSecret(key) })
    .where("id", "=", seat)
    .execute();
  return key;
}

export type Return = { space: string; cookie: string | null } | { sitsAs: Seat };

/**
 * Brings a person back with their return key; null when it opens nothing. A browser that sits on the other seat of the
 * same space stays there: both seats in one browser would be one person.
 */
export async function returnWith(db: Db, key: string, cookie: string | null): Promise<Return | null> {
  return db.transaction().execute(async (transaction) => {
    const seat = await transaction
      .selectFrom("seats")
      .select(["id", "space"])
      .where("return_key", "=", hashSecret(key))
      .where("closed", "is", null)
      .executeTakeFirst();
    if (!seat) return null;
    const present = await sitterIn(transaction, cookie, seat.space);
    if (present && present.id !== seat.id) return { sitsAs: present.seat };
    return { space: seat.space, cookie: await sit(transaction, cookie, seat.id, Date.now()) };
  });
}
