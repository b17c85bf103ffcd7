/** Browsers and the seats they may sit on: what a cookie opens. */
import { sql } from "kysely";
import type { Db } from "./database.ts";
import type { Sitter } from "./records.ts";
import { hashSecret, newCookieSecret, newId } from "./secrets.ts";
import { takesNothing } from "./work.ts";

const aDayMs = 24 * 60 * 60 * 1000;
const renewAfterMs = 7 * aDayMs;
/** How long a browser whose person came back elsewhere can say that it was not them. */
const takesBackMs = 7 * aDayMs;

// More answers than are ever lost one after the other.
const mostUnused = 50;

/** Where nothing can be written, people are let in to read, and what was to be noted is noted when they come again. */
function unlessNothingIsTaken(error: unknown): void {
  if (!takesNothing(error)) throw error;
}

type Cookie = { id: string; browser: string; replaces: string | null; used: number };

/** The cookie with this secret. It counts as used from now on, and the one it replaces is dead. */
export async function useCookie(db: Db, secret: string): Promise<Cookie | undefined> {
  const cookie = await db
    .selectFrom("cookies")
    .select(["id", "browser", "replaces", "used"])
    .where("secret", "=", hashSecret(secret))
    .executeTakeFirst();
  if (cookie && !cookie.used) await beginUse(db, cookie).catch(unlessNothingIsTaken);
  return cookie;
}

/**
 * With the first use of a cookie the one that it replaces is dead: the browser has shown that the answer which brought
 * the new one has arrived. So are those of the same browser that nobody has used a day later: their answers were lost.
 */
async function beginUse(db: Db, { id, browser, replaces }: Cookie): Promise<void> {
  // The old one goes first: a process that dies in between does all of this again.
  await db
    .deleteFrom("cookies")
    .where("browser", "=", browser)
    .where("id", "!=", id)
    .where((row) =>
      row.or([row("id", "=", replaces ?? ""), row.and([row("used", "=", 0), row("made", "<", Date.now() - aDayMs)])]),
    )
    .execute();
  await db.updateTable("cookies").set({ used: 1 }).where("id", "=", id).execute();
}

/** The seats that a cookie opens, those of people who came back elsewhere included. */
const seatsOf = (db: Db, cookie: string) =>
  db
    .selectFrom("sittings")
    .innerJoin("cookies", "cookies.id", "sittings.cookie")
    .innerJoin("seats", "seats.id", "sittings.seat")
    .select(["seats.id", "seats.space", "seats.seat", "seats.name", "cookies.browser"])
    .where("cookies.id", "=", cookie);

/** The seat that the browser with this cookie has in a space, or null: the same for no such space and for not theirs. */
export async function sitterIn(db: Db, secret: string | null, space: string): Promise<Sitter | null> {
  const cookie = secret === null ? undefined : await useCookie(db, secret);
  if (!cookie) return null;
  const sitters = seatsOf(db, cookie.id).where("seats.closed", "is", null);
  return (await sitters.where("seats.space", "=", space).executeTakeFirst()) ?? null;
}

/**
 * The seat that the browser with this cookie had in a space until somebody came back to it elsewhere, or null: also
 * once that has stood for a week.
 */
export async function formerSitterIn(db: Db, secret: string | null, space: string): Promise<Sitter | null> {
  const cookie = secret === null ? undefined : await useCookie(db, secret);
  if (!cookie) return null;
  const former = seatsOf(db, cookie.id)
    .where("seats.space", "=", space)
    .where("seats.back_as", "is not", null)
    .where("seats.clears", "is", null)
    .where("seats.closed", ">", Date.now() - takesBackMs)
    .orderBy("seats.closed", "desc");
  return (await former.executeTakeFirst()) ?? null;
}

/** Every seat of the browser with this cookie, the newest first. */
export async function sittersFor(db: Db, secret: string | null): Promise<Sitter[]> {
  const cookie = secret === null ? undefined : await useCookie(db, secret);
  if (!cookie) return [];
  return seatsOf(db, cookie.id).where("seats.closed", "is", null).orderBy("seats.taken", "desc").execute();
}

/** The browser with this cookie, where it may sit on any seat at all; null for a stranger's. */
export async function knownBrowser(db: Db, secret: string | null): Promise<string | null> {
  const cookie = secret === null ? undefined : await useCookie(db, secret);
  const seat = cookie && (await seatsOf(db, cookie.id).where("seats.closed", "is", null).limit(1).executeTakeFirst());
  return seat?.browser ?? null;
}

/** How a sitter stands now: still on the seat, signed out on this browser, or put off the seat. */
export async function standingOfSitter(
  db: Db,
  { id, browser }: Sitter,
): Promise<"sits" | "signed out" | "seat closed"> {
  const seat = await db.selectFrom("seats").select("closed").where("id", "=", id).executeTakeFirst();
  if (!seat || seat.closed !== null) return "seat closed";
  const sitting = await db
    .selectFrom("sittings")
    .innerJoin("cookies", "cookies.id", "sittings.cookie")
    .select("cookies.id")
    .where("sittings.seat", "=", id)
    .where("cookies.browser", "=", browser)
    .executeTakeFirst();
  return sitting ? "sits" : "signed out";
}

/** Of these seats every browser and seat that sit together now, each as `browser seat`. */
export async function sittingsOn(db: Db, seats: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom("sittings")
    .innerJoin("cookies", "cookies.id", "sittings.cookie")
    .innerJoin("seats", "seats.id", "sittings.seat")
    .select(["cookies.browser", "sittings.seat"])
    .where("sittings.seat", "in", seats)
    .where("seats.closed", "is", null)
    .execute();
  return new Set(rows.map(({ browser, seat }) => `${browser} ${seat}`));
}

/**
 * Sits a browser down on `seat` with a new cookie, whose secret nobody has had before. It opens what the cookie that
 * was shown opens at this moment, and the new seat; the one that was shown goes on opening what it did, and never the
 * new seat. So nobody who planted a cookie, copied one, or kept one that this browser lost comes to this seat with it,
 * and an answer that is lost on its way takes nothing from a browser. From the first use of the new one on, the one it
 * replaces is dead.
 *
 * Every cookie is a row of its own, and what one opens never depends on another (docs/decisions/007).
 * @param secret the secret that the browser shows, if it has one
 * @param press names the press of a button that asks for this, as `pressFor` gives it: asking again is not a second time
 * @returns the new secret
 */
export async function sit(
  db: Db,
  secret: string | null,
  seat: string,
  now: number,
  press: string | null = null,
): Promise<string> {
  const shown = secret === null ? undefined : await useCookie(db, secret);
  const fresh = newCookieSecret();
  const id = newId();
  const pressed = press === null ? null : hashSecret(press);
  // The answer to this press was lost, and its cookie with it.
  if (pressed !== null) await db.deleteFrom("cookies").where("press", "=", pressed).where("used", "=", 0).execute();
  await db
    .insertInto("cookies")
    .values({
      id,
      browser: shown?.browser ?? id,
      secret: hashSecret(fresh),
      replaces: shown?.id ?? null,
      used: 0,
      press: pressed,
      seat,
      made: now,
      renewed: now,
    })
    .execute();
  if (shown) await copySittings(db, shown.id, id);
  await db
    .insertInto("sittings")
    .values({ cookie: id, seat })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  if (shown) await forgetUnused(db, shown.browser, id);
  return fresh;
}

/** What one cookie opens, another opens too. */
async function copySittings(db: Db, from: string, to: string): Promise<void> {
  await db
    .insertInto("sittings")
    .columns(["cookie", "seat"])
    .expression((row) =>
      row
        .selectFrom("sittings")
        .select([sql.val(to).as("cookie"), "seat"])
        .where("cookie", "=", from),
    )
    .execute();
}

/** Of the cookies of a browser that nobody has used only the newest stay: who asks without end fills no disk. */
async function forgetUnused(db: Db, browser: string, fresh: string): Promise<void> {
  const unused = db.selectFrom("cookies").select("id").where("browser", "=", browser).where("used", "=", 0);
  await db
    .deleteFrom("cookies")
    .where("browser", "=", browser)
    .where("used", "=", 0)
    .where("id", "!=", fresh)
    .where("id", "not in", unused.orderBy("made", "desc").limit(mostUnused))
    .execute();
}

/** Whether the browser should be given its cookie again, so that it does not end while its person goes on coming. */
export async function renew(db: Db, secret: string, now: number): Promise<boolean> {
  const due = db
    .selectFrom("cookies")
    .select("id")
    .where("secret", "=", hashSecret(secret))
    .where("renewed", "<", now - renewAfterMs)
    // One that is being replaced must not come back behind the one that replaces it.
    .where((row) =>
      row.not(
        row.exists(row.selectFrom("cookies as next").select("next.id").whereRef("next.replaces", "=", "cookies.id")),
      ),
    );
  // Read first: who only comes waits for nobody's writing.
  if (!(await due.executeTakeFirst())) return false;
  const renewed = db.updateTable("cookies").set({ renewed: now }).where("id", "in", due).returning("id");
  return (await renewed.executeTakeFirst()) !== undefined;
}

/** Takes a seat off this browser: it does not know the space any more. The seat itself stays the person's. */
export async function standUp(db: Db, { browser, id }: Sitter): Promise<void> {
  const cookies = db.selectFrom("cookies").select("id").where("browser", "=", browser);
  await db.deleteFrom("sittings").where("seat", "=", id).where("cookie", "in", cookies).execute();
}
