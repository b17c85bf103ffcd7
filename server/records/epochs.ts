/** Epochs: one life of the data, told from the one before it when a server was set back to an earlier state. */
import { randomBytes } from "node:crypto";
import type { Database } from "./database.ts";
import { CannotServe, type Epochs } from "./records.ts";

// The row that speaks for every document which has none of its own.
const whole = "";

const newEpoch = (): string => randomBytes(8).toString("hex");

/**
 * Opens the epochs of a database. One that is a copy, as a backup says of itself, begins a new epoch in all of its
 * documents, however it came to be in its place.
 * @throws CannotServe where it has to begin one and nothing can be written
 */
export async function openEpochs(
  { db, onlyReads }: Pick<Database, "db" | "onlyReads">,
  now: () => number,
): Promise<Epochs> {
  const found = await db.selectFrom("epochs").selectAll().where("document", "=", whole).executeTakeFirstOrThrow();
  const { secret, copied } = found;
  if (secret === null) throw new Error("The database has lost what it knows its own places by.");
  // Whoever came in before it has begun would write on in the life that the backup was of.
  if (copied !== null && onlyReads())
    throw new CannotServe(
      "This data comes from a backup, and the disk takes nothing: make room on it, and start again.",
    );
  if (copied !== null) {
    const setBack = { epoch: newEpoch(), copied: null, back_at: now(), back_to: copied === 0 ? null : copied };
    await db.transaction().execute(async (transaction) => {
      const begun = transaction.updateTable("epochs").set(setBack).where("document", "=", whole);
      const { numUpdatedRows } = await begun.where("copied", "is not", null).executeTakeFirst();
      // Once only, however many found it so.
      if (numUpdatedRows > 0n) await transaction.deleteFrom("epochs").where("document", "!=", whole).execute();
    });
  }

  return {
    secret,
    now,

    async of(document) {
      const rows = await db.selectFrom("epochs").selectAll().where("document", "in", [document, whole]).execute();
      const row = rows.find((one) => one.document === document) ?? rows[0];
      if (!row) throw new Error("The database has lost its epoch.");
      return { epoch: row.epoch, setBack: row.back_at === null ? null : { at: row.back_at, to: row.back_to } };
    },

    async raise(document) {
      const row = { epoch: newEpoch(), back_at: now(), back_to: null };
      await db
        .insertInto("epochs")
        .values({ document, ...row, secret: null, copied: null })
        .onConflict((conflict) => conflict.column("document").doUpdateSet(row))
        .execute();
      return { epoch: row.epoch, setBack: { at: row.back_at, to: null } };
    },
  };
}
