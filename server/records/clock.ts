/** Times that lie ahead because the machine's clock has been set back since: nothing may stand longer for it. */
import type { Db } from "./database.ts";

/** Brings what began after `now` to now, with as long to go as it had at its beginning. Writes only where there is any. */
export async function bringToNow(db: Db, now: number): Promise<void> {
  const invitations = await db.selectFrom("invitations").selectAll().where("created", ">", now).execute();
  for (const { secret, created, opens, expires } of invitations) {
    const later = now - created;
    const times = { created: now, opens: opens && opens + later, expires: expires + later };
    await db
      .updateTable("invitations")
      .set(times)
      .where("secret", "=", secret)
      .where("created", "=", created)
      .execute();
  }
  const seats = await db.selectFrom("seats").select("id").where("taken", ">", now).execute();
  for (const { id } of seats)
    await db.updateTable("seats").set({ taken: now }).where("id", "=", id).where("taken", ">", now).execute();
}
