/** Browsers and the seats they may sit on: what a cookie opens. */
import type { Seat } from "../../lib/seats.ts";
import type { Db } from "./database.ts";
import { hashSecret, newCookieSecret, newId } from "./secrets.ts";

/** Who is asking: a living seat, and the browser that may sit on it. `id` names this person's time on the seat. */
export type Sitter = { id: string; space: string; seat: Seat; name: string; browser: string };

/** The browser that a cookie opens, by its present secret or the one before. */
const browserWith = (db: Db, cookie: string) =>
  db
    .selectFrom("browsers")
    .select(["id", "secret", "before"])
    .where((row) => row.or([row("secret", "=", hashSecret(cookie)), row("before", "=", hashSecret(cookie))]))
    .executeTakeFirst();

/** The seats of the browser with this cookie. From the first use of a new secret on, the one before is dead. */
async function sittersOf(db: Db, cookie: string) {
  const browser = await browserWith(db, cookie);
  if (browser?.before && browser.secret === hashSecret(cookie))
    await db.updateTable("browsers").set({ before: null }).where("id", "=", browser.id).execute();
  return db
    .selectFrom("browsers")
    .innerJoin("sittings", "sittings.browser", "browsers.id")
    .innerJoin("seats", "seats.id", "sittings.seat")
    .select(["seats.id", "seats.space", "seats.seat", "seats.name", "browsers.id as browser"])
    .where("browsers.id", "=", browser?.id ?? "")
    .where("seats.closed", "is", null);
}

/** The seat that the browser with this cookie has in a space, or null: the same for no such space and for not theirs. */
export async function sitterIn(db: Db, cookie: string | null, space: string): Promise<Sitter | null> {
  if (cookie === null) return null;
  const sitters = await sittersOf(db, cookie);
  return (await sitters.where("seats.space", "=", space).executeTakeFirst()) ?? null;
}

/** Every seat of the browser with this cookie, the newest first. */
export async function sittersFor(db: Db, cookie: string | null): Promise<Sitter[]> {
  return cookie === null ? [] : (await sittersOf(db, cookie)).orderBy("seats.taken", "desc").execute();
}

/** How a sitter stands now: still on the seat, signed out on this browser, or put off the seat. */
export async function standingOfSitter(
  db: Db,
  { id, browser }: Sitter,
): Promise<"sits" | "signed out" | "seat closed"> {
  const seat = await db
    .selectFrom("seats")
    .leftJoin("sittings", (join) => join.onRef("sittings.seat", "=", "seats.id").on("sittings.browser", "=", browser))
    .select(["seats.closed", "sittings.browser"])
    .where("seats.id", "=", id)
    .executeTakeFirst();
  if (!seat || seat.closed !== null) return "seat closed";
  return seat.browser === null ? "signed out" : "sits";
}

/** Every browser and seat that sit together now, each as `browser seat`. */
export async function allSittings(db: Db): Promise<Set<string>> {
  const rows = await db
    .selectFrom("sittings")
    .innerJoin("seats", "seats.id", "sittings.seat")
    .select(["sittings.browser", "sittings.seat"])
    .where("seats.closed", "is", null)
    .execute();
  return new Set(rows.map(({ browser, seat }) => `${browser} ${seat}`));
}

/**
 * Lets a browser sit on `seat` and gives it a new cookie secret, so that a cookie somebody planted before is dead once
 * the new one is used. Until then the old one stands: the answer that brings the new one may be lost on its way, and
 * with it every seat of this browser.
 * @param cookie the browser's present secret, if it has one
 * @returns the new secret; null where an earlier new one is still under way to this browser
 */
export async function sit(db: Db, cookie: string | null, seat: string, now: number): Promise<string | null> {
  const secret = newCookieSecret();
  const known = cookie === null ? undefined : await browserWith(db, cookie);
  const browser = known?.id ?? newId();
  const underWay = known !== undefined && known.secret !== hashSecret(cookie ?? "");
  if (known && !underWay)
    await db
      .updateTable("browsers")
      .set({ secret: hashSecret(secret), before: known.secret })
      .where("id", "=", browser)
      .execute();
  if (!known)
    await db
      .insertInto("browsers")
      .values({ id: browser, secret: hashSecret(secret), before: null, created: now })
      .execute();
  await db
    .insertInto("sittings")
    .values({ browser, seat })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return underWay ? null : secret;
}

/** Takes a seat off this browser: it does not know the space any more. The seat itself stays the person's. */
export async function standUp(db: Db, cookie: string, seat: string): Promise<void> {
  const browser = await browserWith(db, cookie);
  if (browser) await db.deleteFrom("sittings").where("browser", "=", browser.id).where("seat", "=", seat).execute();
}
