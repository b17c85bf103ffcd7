/** Coming back to a seat that is taken: by a link that the other made, which who holds the seat sees and can refuse. */
import { type BackLink, backWaitsMs, invitationStandsMs } from "../../lib/api.ts";
import type { Seat } from "../../lib/seats.ts";
import type { Db } from "./database.ts";
import { newSeat, personOn } from "./people.ts";
import { hashSecret, newId, newSecret } from "./secrets.ts";

// More than two people make in months.
const mostEnded = 100;

/** As `clears`: put off by their own person. They are due to be erased, and it is nothing that the other could take back. */
export const neverLetIn = -1;

/**
 * Makes a link that lets the person on a taken seat back in; the one before it is withdrawn. It opens after a day, or
 * as soon as the person says on a device of theirs that it is for them.
 * @returns null while nobody sits there
 */
export async function inviteBack(db: Db, space: string, seat: Seat) {
  return db.transaction().execute(async (transaction) => {
    const person = await personOn(transaction, space, seat);
    if (!person) return null;
    await withdrawBack(transaction, space, seat);
    await forgetEnded(transaction, space);
    const now = Date.now();
    const [invitation, opens] = [newSecret(), now + backWaitsMs];
    const expires = opens + invitationStandsMs;
    await transaction
      .insertInto("invitations")
      .values({
        secret: hashSecret(invitation),
        space,
        seat,
        back: person.id,
        created: now,
        opens,
        expires,
        ended: null,
      })
      .execute();
    return { invitation, opens, expires };
  });
}

/** Of the ways to a space that have ended only the newest are remembered: who makes them without end fills no disk. */
export async function forgetEnded(db: Db, space: string): Promise<void> {
  const ended = db.selectFrom("invitations").select("secret").where("space", "=", space).where("ended", "is not", null);
  await db
    .deleteFrom("invitations")
    .where("space", "=", space)
    .where("ended", "is not", null)
    .where("secret", "not in", ended.orderBy("created", "desc").limit(mostEnded))
    .execute();
}

/** Ends the open link back to a seat, if there is one. */
export async function withdrawBack(db: Db, space: string, seat: Seat): Promise<void> {
  await db
    .updateTable("invitations")
    .set({ ended: "withdrawn" })
    .where("space", "=", space)
    .where("seat", "=", seat)
    .where("back", "is not", null)
    .where("ended", "is", null)
    .execute();
}

/**
 * Who holds the seat says of the link to it that it is for them, and it opens at once, or that it is not, and it is dead.
 * `expires` names the link that was asked about: another one may have taken its place.
 * @returns whether there was such a link
 */
export async function answerBack(
  db: Db,
  seat: string,
  { mine, expires }: { mine: boolean; expires: number },
): Promise<boolean> {
  const now = Date.now();
  const answered = await db
    .updateTable("invitations")
    .set(mine ? { opens: now } : { ended: "refused" })
    .where("back", "=", seat)
    .where("ended", "is", null)
    .where("expires", "=", expires)
    .where("expires", ">", now)
    .returning("secret")
    .executeTakeFirst();
  return answered !== undefined;
}

/** When a link will open; null for one that is open. Browsers do not compare it with clocks of their own. */
export const untilOpen = (opens: number): number | null => (opens > Date.now() ? opens : null);

/** The link back to the seat of this person, as both may know of it: one that is open, or was refused lately. */
export async function backLinkOf(db: Db, seat: string | undefined): Promise<BackLink | null> {
  const now = Date.now();
  const link = await db
    .selectFrom("invitations")
    .select(["opens", "expires", "ended"])
    .where("back", "=", seat ?? "")
    .where("created", ">", now - backWaitsMs - invitationStandsMs)
    .orderBy("created", "desc")
    .executeTakeFirst();
  if (!link || link.expires <= now || link.ended === "used" || link.ended === "withdrawn") return null;
  return { opens: untilOpen(link.opens), expires: link.expires, refused: link.ended === "refused" };
}

/**
 * Sits the person of `former` down anew, on a row of its own: with the same name and the same seat, and without the
 * private page, which belongs to the row they leave. That one is closed, and can be opened again by `takeBack`.
 * @returns the new row's name; null where nobody sits on the former any more
 */
export async function sitAnew(db: Db, former: string): Promise<string | null> {
  const [id, now] = [newId(), Date.now()];
  const left = await db
    .updateTable("seats")
    .set({ closed: now, back_as: id })
    .where("id", "=", former)
    .where("closed", "is", null)
    .returning(["space", "seat", "name"])
    .executeTakeFirst();
  if (!left) return null;
  const anew = { ...newSeat(left.space, left.seat, left.name), id, taken: now, known: 0 };
  await db.insertInto("seats").values(anew).execute();
  return anew.id;
}

/** The row that somebody left to come back as `seat`; undefined where this person never came back by a link. */
export const leftFor = (db: Db, seat: string) =>
  db.selectFrom("seats").select("id").where("back_as", "=", seat).orderBy("closed", "desc").executeTakeFirst();

/**
 * Opens a row again that its person, or somebody in their name, had left by coming back elsewhere. Who sits there now is
 * put off the seat, and keeps at most a return key. Of all rows that came later no browser is known any more: a link may
 * have gone to the wrong person, and they could put off who sat there before them, whose page would be erased. Only who
 * may be let in again keeps all that is theirs, and nothing of it opens the seat meanwhile.
 * @returns the row that was put off
 */
export async function takeBack(
  db: Db,
  former: string,
  present: "is refused" | "may be let in" | "keeps its key",
): Promise<string | null> {
  // Written first: of two who take it back the second finds that it is not left any more.
  const row = await db
    .updateTable("seats")
    .set({ known: 1 })
    .where("id", "=", former)
    .where("back_as", "is not", null)
    .returning(["space", "seat", "taken"])
    .executeTakeFirst();
  if (!row) return null;
  const sitting = await personOn(db, row.space, row.seat);
  await withdrawBack(db, row.space, row.seat);
  if (sitting) {
    await db
      .updateTable("seats")
      // Who is refused is due to be erased from the same moment on, whatever comes between.
      .set({
        closed: Date.now(),
        back_as: former,
        ...(present === "is refused" && { return_key: null, clears: neverLetIn }),
      })
      .where("id", "=", sitting.id)
      .execute();
  }
  const since = db.selectFrom("seats").select("id").where("space", "=", row.space).where("seat", "=", row.seat);
  const stays = present === "may be let in" && sitting ? [former, sitting.id] : [former];
  const cameLater = since.where("taken", ">=", row.taken).where("id", "not in", stays);
  await db.deleteFrom("sittings").where("seat", "in", cameLater).execute();
  await db.updateTable("seats").set({ closed: null, back_as: null }).where("id", "=", former).execute();
  return sitting?.id ?? null;
}
