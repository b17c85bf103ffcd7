/** Invitations: made for the client's seat, looked at, used once, and withdrawn. */
import { invitationStandsMs } from "../../lib/api.ts";
import { otherSeat } from "../../lib/seats.ts";
import { forgetEnded, sitAnew, untilOpen } from "./back.ts";
import { sit } from "./browsers.ts";
import type { Db } from "./database.ts";
import { nameAgain, newSeat, personOn } from "./people.ts";
import { pressFor, takenBy } from "./presses.ts";
import type { Comer, Look } from "./records.ts";
import { hashSecret, newSecret } from "./secrets.ts";

/** Makes a new invitation for the client's seat; the one before it is withdrawn. */
export async function invite(db: Db, space: string): Promise<{ invitation: string; expires: number }> {
  const invitation = newSecret();
  const expires = Date.now() + invitationStandsMs;
  await withdraw(db, space);
  await db
    .insertInto("invitations")
    .values({ secret: hashSecret(invitation), space, created: Date.now(), expires, ended: null })
    .execute();
  return { invitation, expires };
}

const withdraw = (db: Db, space: string) =>
  db
    .updateTable("invitations")
    .set({ ended: "withdrawn" })
    .where("space", "=", space)
    .where("seat", "=", "client")
    .where("back", "is", null)
    .where("ended", "is", null)
    .execute();

/** As `invite`, for a space whose client's seat is free; null when it is taken. */
export async function renewInvitation(db: Db, space: string): Promise<{ invitation: string; expires: number } | null> {
  return db.transaction().execute(async (transaction) => {
    if (await personOn(transaction, space, "client")) return null;
    await withdraw(transaction, space);
    await forgetEnded(transaction, space);
    const [invitation, created] = [newSecret(), Date.now()];
    const expires = created + invitationStandsMs;
    // Only while nobody sits there at the moment of the statement itself, whoever sat down since.
    const made = await transaction
      .insertInto("invitations")
      .columns(["secret", "space", "created", "expires"])
      .expression((insert) =>
        insert
          .selectFrom("spaces")
          .select((row) => [
            row.val(hashSecret(invitation)).as("secret"),
            "spaces.id",
            row.val(created).as("created"),
            row.val(expires).as("expires"),
          ])
          .where("spaces.id", "=", space)
          .where((row) =>
            row.not(
              row.exists(
                row
                  .selectFrom("seats")
                  .select("seats.id")
                  .whereRef("seats.space", "=", "spaces.id")
                  .where("seats.seat", "=", "client")
                  .where("seats.closed", "is", null),
              ),
            ),
          ),
      )
      .returning("secret")
      .executeTakeFirst();
    return made ? { invitation, expires } : null;
  });
}

/** Ends the open invitation of a space, if there is one. */
export async function withdrawInvitation(db: Db, space: string): Promise<void> {
  await withdraw(db, space);
}

/**
 * What an invitation leads to. Looking claims nothing.
 * @param press the press of a button that may have used it already, with an answer that never arrived
 */
export async function lookAtInvitation(db: Db, secret: string, press: string | null = null): Promise<Look> {
  const row = await db
    .selectFrom("invitations")
    .innerJoin("spaces", "spaces.id", "invitations.space")
    .leftJoin("seats", "seats.id", "invitations.back")
    .selectAll("invitations")
    .select(["spaces.welcome", "seats.closed"])
    .where("invitations.secret", "=", hashSecret(secret))
    .executeTakeFirst();
  if (!row) return { found: false, because: "unknown" };
  const { space, seat, back, ended } = row;
  const again = ended === "used" && (await takenBy(db, pressFor(secret, press))) !== null;
  if (ended === "used" && !again) return { found: false, because: ended, space, seat, back: back !== null };
  if (ended && ended !== "used") return { found: false, because: ended };
  if (row.expires <= Date.now()) return { found: false, because: "expired" };
  const from = await personOn(db, space, otherSeat(seat));
  // Somebody has come to this seat in another way meanwhile, or has left it.
  if (!from || (back !== null && row.closed !== null && !again)) return { found: false, because: "withdrawn" };
  const welcome = back === null ? row.welcome : "";
  return {
    found: true,
    space,
    seat,
    from: from.name,
    welcome,
    back: back === null ? null : { opens: untilOpen(row.opens) },
    again,
  };
}

/**
 * Sits a person down with an invitation: on the client's free seat, or again on the one they have. Of two at the same
 * moment one sits; null for the other and for an invitation that does not stand. Who asks again by the same press,
 * because no answer came, sits on the seat they took, under the name that they have written now.
 */
export async function join(db: Db, { secret, name, cookie, press: named = null }: Comer) {
  const press = pressFor(secret, named);
  return db.transaction().execute(async (transaction) => {
    const now = Date.now();
    const claimed = await transaction
      .updateTable("invitations")
      .set({ ended: "used" })
      .where("secret", "=", hashSecret(secret))
      .where("ended", "is", null)
      .where("opens", "<=", now)
      .where("expires", ">", now)
      .returning(["space", "back"])
      .executeTakeFirst();
    const taken = claimed ? null : await takenBy(transaction, press, cookie);
    if (taken) {
      await nameAgain(transaction, taken.seat, name);
      return { space: taken.space, cookie: await sit(transaction, cookie, taken.seat, now, press) };
    }
    if (!claimed) return null;
    const { space, back } = claimed;
    const seat = back === null ? await sitFirst(transaction, space, name) : await sitAnew(transaction, back);
    return seat === null ? null : { space, cookie: await sit(transaction, cookie, seat, now, press) };
  });
}

/** Null where somebody sits there already: the law of two seats is the database's. */
async function sitFirst(db: Db, space: string, name: string): Promise<string | null> {
  const sat = await db
    .insertInto("seats")
    .values(newSeat(space, "client", name))
    .onConflict((conflict) => conflict.doNothing())
    .returning("id")
    .executeTakeFirst();
  return sat?.id ?? null;
}
