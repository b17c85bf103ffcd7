/** People on seats: who sits where in a space, and whether they are known to the other. */
import { newcomerMs } from "../../lib/api.ts";
import type { Seat } from "../../lib/seats.ts";
import type { Db, SeatRow } from "./database.ts";
import type { Person } from "./records.ts";
import { newId } from "./secrets.ts";

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
  back_as: null,
  clears: null,
});

/** Gives a person the name that they have written at last. A link to a seat that somebody has brings no name. */
export async function nameAgain(db: Db, seat: string, name: string): Promise<void> {
  if (name !== "") await db.updateTable("seats").set({ name }).where("id", "=", seat).execute();
}

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

/** Whether it can still be said of somebody who sat down that it is not them. */
export const isNewcomer = ({ known, taken }: SeatRow): boolean => known === 0 && Date.now() - taken < newcomerMs;

/** A person as others may know them, at this moment. */
export const asPerson = (row: SeatRow): Person => ({
  id: row.id,
  name: row.name,
  arrived: row.arrived === 1,
  newcomer: isNewcomer(row),
});

/** The other has recognised who sat down. From then on they cannot be put off the seat. */
export async function recognise(db: Db, space: string, seat: Seat): Promise<void> {
  await db
    .updateTable("seats")
    .set({ known: 1 })
    .where("space", "=", space)
    .where("seat", "=", seat)
    .where("closed", "is", null)
    .execute();
}

/** Notes that somebody on this seat has been in the room. */
export async function noteArrival(db: Db, seat: string): Promise<void> {
  await db.updateTable("seats").set({ arrived: 1 }).where("id", "=", seat).where("arrived", "=", 0).execute();
}

/** When a person took their seat, in ms since 1970. */
export async function takenAt(db: Db, seat: string): Promise<number> {
  return (await db.selectFrom("seats").select("taken").where("id", "=", seat).executeTakeFirstOrThrow()).taken;
}
