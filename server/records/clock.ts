/** Times that lie ahead because the machine's clock has been set back since: nothing may stand longer for it. */
import { letInMs } from "../../lib/api.ts";
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
  // When somebody sat down, since when they are off the seat, and from when on they cannot be let in again.
  const latest = { taken: now, closed: now, clears: now + letInMs };
  for (const time of ["taken", "closed", "clears"] as const) {
    const most = latest[time];
    const seats = await db.selectFrom("seats").select("id").where(time, ">", most).execute();
    for (const { id } of seats)
      await db
        .updateTable("seats")
        .set({ [time]: most })
        .where("id", "=", id)
        .where(time, ">", most)
        .execute();
  }
}
