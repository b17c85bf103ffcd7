/** Return keys: what brings a person back to their seat, and to their private page, on any device. */
import { takeBack } from "./back.ts";
import { sit, sitterIn } from "./browsers.ts";
import type { Db } from "./database.ts";
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
      .where((seat) => seat.or([seat("closed", "is", null), seat("back_as", "is not", null)]))
      .where("clears", "is", null)
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
