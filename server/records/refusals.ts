/** *That is not them*: somebody is put off a seat they took a short while ago. For a while they can be let in again. */
import { sql } from "kysely";
import { letInMs, newcomerMs } from "../../lib/api.ts";
import type { Seat } from "../../lib/seats.ts";
import { leftFor, neverLetIn, takeBack } from "./back.ts";
import type { Db, SeatRow } from "./database.ts";
import { withdrawInvitation } from "./invitations.ts";
import { eraseDocument, eraseHeld } from "./journal.ts";
import { personOn } from "./people.ts";
import { type Refused, ownDocument, sharedDocument } from "./records.ts";

/**
 * Closes the seat of somebody who sat down a short while ago: nothing opens it to them from now on. Where they came back
 * to a seat that was taken, it is again as it was. What they wrote is there until `clears`, and nobody may be invited
 * before it is gone.
 * @returns how it ended; null where nobody sat there who could still be refused
 */
export async function refuseNewcomer(db: Db, space: string, seat: Seat): Promise<"free" | "as before" | null> {
  return db.transaction().execute(async (transaction) => {
    const now = Date.now();
    // Who is recognised at this moment cannot be refused any more, and who is refused twice is refused once.
    const person = await transaction
      .updateTable("seats")
      .set({ clears: now + letInMs })
      .where("space", "=", space)
      .where("seat", "=", seat)
      .where("closed", "is", null)
      .where("known", "=", 0)
      .where("clears", "is", null)
      .where("taken", ">", now - newcomerMs)
      .returning("id")
      .executeTakeFirst();
    if (!person) return null;
    const former = await leftFor(transaction, person.id);
    if (former) await takeBack(transaction, former.id, "may be let in");
    else await withdrawInvitation(transaction, space);
    await transaction.updateTable("seats").set({ closed: now }).where("id", "=", person.id).execute();
    return former ? "as before" : "free";
  });
}

/** Who was put off this seat by the other and is not erased yet; undefined where nobody was. */
export const refusedOn = (db: Db, space: string, seat: Seat): Promise<SeatRow | undefined> =>
  db
    .selectFrom("seats")
    .selectAll()
    .where("space", "=", space)
    .where("seat", "=", seat)
    .where("clears", "is not", null)
    .where("clears", "!=", neverLetIn)
    .where("cleared", "is", null)
    .orderBy("closed", "desc")
    .executeTakeFirst();

/** Whether the client's seat is somebody's: also of who was put off it, until what they wrote is erased. */
export const hasClient = async (db: Db, space: string): Promise<boolean> =>
  Boolean((await personOn(db, space, "client")) ?? (await refusedOn(db, space, "client")));

/**
 * Lets in again who was put off this seat, with everything of theirs.
 * @returns false once it is too late
 */
export async function letInAgain(db: Db, space: string, seat: Seat): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const row = await refusedOn(transaction, space, seat);
    const present = await personOn(transaction, space, seat);
    if (!row || (present?.id ?? null) !== row.back_as) return false;
    // Whose erasing has begun, or is due, is not let in again, whenever that came about.
    const letIn = await transaction
      .updateTable("seats")
      .set({ clears: null })
      .where("id", "=", row.id)
      .where("clears", ">", Date.now())
      .where("cleared", "is", null)
      .returning("id")
      .executeTakeFirst();
    if (!letIn) return false;
    if (present)
      await transaction
        .updateTable("seats")
        .set({ closed: Date.now(), back_as: row.id })
        .where("id", "=", present.id)
        .execute();
    await transaction.updateTable("seats").set({ closed: null, back_as: null }).where("id", "=", row.id).execute();
    return true;
  });
}

/** From now on nobody who was put off a seat of this space can be let in again. */
export async function endLettingIn(db: Db, space: string): Promise<void> {
  await db
    .updateTable("seats")
    .set({ clears: 0 })
    .where("space", "=", space)
    .where("clears", ">", 0)
    .where("cleared", "is", null)
    .execute();
}

/** Who was put off a seat and cannot be let in again, and still has words there, everywhere or in one space. */
export function refusalsDue(db: Db, space?: string): Promise<Refused[]> {
  const refused = db.selectFrom("seats").select(["id", "space", "back_as"]).where("closed", "is not", null);
  const due = refused
    .where("cleared", "is", null)
    // Those without a time were put off by a version that erased at once.
    .where((row) =>
      row.or([row("clears", "<=", Date.now()), row.and([row("clears", "is", null), row("back_as", "is", null)])]),
    );
  return (space === undefined ? due : due.where("space", "=", space)).execute();
}

/**
 * The first step of erasing somebody: whatever a clock says from now on, they cannot be let in again.
 * @returns false where they were let in again since it was due, or are erased already and another may sit there: nothing
 * may be erased
 */
export async function beginErasing(db: Db, { id, space, back_as }: Refused): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const begun = await transaction
      .updateTable("seats")
      // Who never could be let in stays one of those.
      .set({ clears: sql<number>`min(ifnull(clears, 0), 0)`, return_key: null })
      .where("id", "=", id)
      .where("closed", "is not", null)
      .where("cleared", "is", null)
      .returning("id")
      .executeTakeFirst();
    if (!begun) return false;
    await transaction.deleteFrom("sittings").where("seat", "=", id).execute();
    if (back_as === null) await eraseHeld(transaction, sharedDocument(space), "client");
    return true;
  });
}

/** Erases the own page of somebody who was put off a seat, as the last of their words. Nothing may write it any more. */
export async function eraseRefused(db: Db, seat: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await eraseDocument(transaction, ownDocument(seat));
    await transaction.updateTable("seats").set({ cleared: Date.now(), name: "" }).where("id", "=", seat).execute();
  });
}
