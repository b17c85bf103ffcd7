/** Invitations to the client's seat: made, looked at, used once, withdrawn, and taken back when it was not them. */
import { invitationStandsMs } from "../../lib/api.ts";
import { sit } from "./browsers.ts";
import type { Db } from "./database.ts";
import { eraseDocument, eraseHeld, ownDocument, sharedDocument } from "./journal.ts";
import { isNewcomer, newSeat, personOn } from "./people.ts";
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
    .where("ended", "is", null)
    .execute();

/** As `invite`, for a space whose client's seat is free; null when it is taken. */
export async function renewInvitation(db: Db, space: string): Promise<{ invitation: string; expires: number } | null> {
  return db
    .transaction()
    .execute(async (transaction) =>
      (await personOn(transaction, space, "client")) ? null : invite(transaction, space),
    );
}

/** Ends the open invitation of a space, if there is one. */
export async function withdrawInvitation(db: Db, space: string): Promise<void> {
  await withdraw(db, space);
}

export type Look =
  | { found: false; because: "unknown" | "used" | "withdrawn" | "expired" }
  | { found: true; space: string; from: string; welcome: string };

/** What an invitation leads to. Looking claims nothing. */
export async function lookAtInvitation(db: Db, secret: string): Promise<Look> {
  const row = await db
    .selectFrom("invitations")
    .innerJoin("spaces", "spaces.id", "invitations.space")
    .innerJoin("seats", "seats.space", "spaces.id")
    .select(["invitations.ended", "invitations.expires", "spaces.id as space", "spaces.welcome", "seats.name as from"])
    .where("invitations.secret", "=", hashSecret(secret))
    .where("seats.seat", "=", "practitioner")
    .where("seats.closed", "is", null)
    .executeTakeFirst();
  if (!row) return { found: false, because: "unknown" };
  if (row.ended) return { found: false, because: row.ended };
  if (row.expires <= Date.now()) return { found: false, because: "expired" };
  return { found: true, space: row.space, from: row.from, welcome: row.welcome };
}

/**
 * Sits a person down on the client's seat with an invitation. Of two at the same moment one sits; null for the other
 * and for an invitation that does not stand any more.
 */
export async function join(db: Db, person: { secret: string; name: string; cookie: string | null }) {
  return db.transaction().execute(async (transaction) => {
    const claimed = await transaction
      .updateTable("invitations")
      .set({ ended: "used" })
      .where("secret", "=", hashSecret(person.secret))
      .where("ended", "is", null)
      .where("expires", ">", Date.now())
      .returning("space")
      .executeTakeFirst();
    if (!claimed) return null;
    const client = newSeat(claimed.space, "client", person.name);
    await transaction.insertInto("seats").values(client).execute();
    return { space: claimed.space, cookie: await sit(transaction, person.cookie, client.id, Date.now()) };
  });
}

/**
 * *That is not them*: closes the client's seat. Their words are there until `eraseRefused`; nobody may be invited
 * before.
 * @returns whether somebody sat there who could still be refused
 */
export async function refuseNewcomer(db: Db, space: string): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const client = await personOn(transaction, space, "client");
    if (!client || !isNewcomer(client)) return false;
    await transaction
      .updateTable("seats")
      .set({ closed: Date.now(), return_key: null })
      .where("id", "=", client.id)
      .execute();
    await transaction.deleteFrom("sittings").where("seat", "=", client.id).execute();
    await eraseHeld(transaction, sharedDocument(space), "client");
    return true;
  });
}

/** The refused clients whose words are still there, everywhere or in one space. */
export function refusedClients(db: Db, space?: string): Promise<{ id: string; space: string }[]> {
  const refused = db.selectFrom("seats").select(["id", "space"]).where("closed", "is not", null);
  const uncleared = refused.where("cleared", "is", null);
  return (space === undefined ? uncleared : uncleared.where("space", "=", space)).execute();
}

/** Erases the own page of a refused client, as the last of their words. Nothing may write it any more. */
export async function eraseRefused(db: Db, seat: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await eraseDocument(transaction, ownDocument(seat));
    await transaction.updateTable("seats").set({ cleared: Date.now(), name: "" }).where("id", "=", seat).execute();
  });
}
