// What a backup says of itself: its check sum beside it, and in it that it is a copy, and of when.
import { DatabaseSync } from "@photostructure/sqlite";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

export const sha256Of = (file) => createHash("sha256").update(readFileSync(file)).digest("hex");

/** The newest form of the data that this version knows: how many there are in server/records/migrations.ts. */
export const newestForm = 8;
/** The form since which who sits where, and what opens a seat, stands in the tables that there are now. */
export const seatsSince = 6;

/**
 * Writes into a copy of the data when it was made, unless it knows already; 0 where nobody can say. A server that opens
 * it knows by this that it was set back.
 */
export function markAsCopy(file, at) {
  const copy = new DatabaseSync(file);
  try {
    // Data of an older version has no such table. Its epoch begins when it is brought to the present form.
    if (!copy.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'epochs'").get()) return;
    copy.prepare("UPDATE epochs SET copied = ? WHERE document = '' AND copied IS NULL").run(at);
  } finally {
    copy.close();
  }
}
