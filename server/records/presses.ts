/** Presses of a button by which somebody sits down: each is done once, also where its answer is lost and it is asked again. */
import { useCookie } from "./browsers.ts";
import type { Db } from "./database.ts";
import { hashSecret } from "./secrets.ts";

/**
 * A press of one button, by what it is for: it stands for nothing else, for somebody else's button least of all.
 * @param what the kind of the act, or the secret that is used up by it
 */
export const pressFor = (what: string, press: string | null): string | null => press && `${what} ${press}`;

/**
 * The seat that an earlier asking by the same press has taken already, where the answer never arrived: nobody has used
 * its cookie. Null for a press that is new, and for one that was answered.
 * @param shown the secret that the browser shows with this asking: where it came with the answer, that has arrived
 */
export async function takenBy(
  db: Db,
  press: string | null,
  shown: string | null = null,
): Promise<{ seat: string; space: string } | null> {
  if (press === null) return null;
  if (shown !== null) await useCookie(db, shown);
  const taken = await db
    .selectFrom("cookies")
    .innerJoin("seats", "seats.id", "cookies.seat")
    .select(["seats.id as seat", "seats.space"])
    .where("cookies.press", "=", hashSecret(press))
    .where("cookies.used", "=", 0)
    .where("seats.closed", "is", null)
    .executeTakeFirst();
  return taken ?? null;
}

/** Whether a press was answered and the answer has arrived: what was asked for by it is done. */
export async function isAnswered(db: Db, press: string | null): Promise<boolean> {
  if (press === null) return false;
  const pressed = db.selectFrom("cookies").select("id").where("press", "=", hashSecret(press));
  return (await pressed.where("used", "=", 1).executeTakeFirst()) !== undefined;
}
