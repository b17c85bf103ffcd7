/** Return keys: what brings a person back to their seat, and to their private page, on any device. */
import type { ExpressionBuilder } from "kysely";
import { takeBack } from "./back.ts";
import { sit, sitterIn } from "./browsers.ts";
import type { Db, Tables } from "./database.ts";
import type { Return } from "./records.ts";
import { hashSecret, newSecret } from "./secrets.ts";

/** A new return key for a person on a seat; the one before it is dead. */
export async function newReturnKey(db: Db, seat: string): Promise<string> {
  const key = newSecret();
  await db
    .updateTable("seats")
    .set({ return_key: hashSecret(key) })
    .where("id", "=", seat)
    .execute();
  return key;
}

/** A row that its key opens: somebody sits there, or left it for another of theirs and may still come back. */
const opensStill = (seat: ExpressionBuilder<Tables, "seats">) =>
  seat.and([seat.or([seat("closed", "is", null), seat("back_as", "is not", null)]), seat("clears", "is", null)]);

/** Whom a return key brings back at this moment; null when it opens nothing. Nothing is written. */
export async function personOf(db: Db, key: string): Promise<string | null> {
  const seat = await db
    .selectFrom("seats")
    .select("id")
    .where("return_key", "=", hashSecret(key))
    .where(opensStill)
    .executeTakeFirst();
  return seat?.id ?? null;
}

/**
 * Brings a person back with their return key, also to a row that was left for another; null when it opens nothing. A
 * browser that sits on the other seat of the same space stays there: both seats in one browser would be one person.
 */
export async function returnWith(db: Db, key: string, cookie: string | null): Promise<Return | null> {
  return db.transaction().execute(async (transaction) => {
    // Written as it is: a key that is replaced at this moment opens before that, or not at all.
    const row = await transaction
      .updateTable("seats")
      .set((seat) => ({ return_key: seat.ref("return_key") }))
      .where("return_key", "=", hashSecret(key))
      .where(opensStill)
      .returning(["id", "space", "seat", "closed"])
      .executeTakeFirst();
    if (!row) return null;
    const present = await sitterIn(transaction, cookie, row.space);
    if (present && present.seat !== row.seat) return { sitsAs: present.seat };
    const moved = row.closed !== null;
    if (moved) await takeBack(transaction, row.id, "keeps its key");
    return { space: row.space, cookie: await sit(transaction, cookie, row.id, Date.now()), moved };
  });
}
