// What a restore does not set back: who sits where, and what opens a seat. Whoever was put off a seat stays off it, what
// was withdrawn or replaced opens nothing, and whoever has sat down since sits there.
import { DatabaseSync } from "@photostructure/sqlite";
import { newestForm, seatsSince } from "./copies.mjs";

// For spaces that both have. What the backup alone knows of stays as it is there. `cleared` is the backup's word: the
// words of somebody who was put off have come back with it, and the server takes them out again. An invitation that is
// not known at present has ended since the backup, and was forgotten.
const statements = `
  CREATE TEMP TABLE known AS SELECT id FROM now.seats WHERE space IN (SELECT id FROM spaces);

  UPDATE seats SET closed = 0, return_key = NULL WHERE id IN (SELECT id FROM known);
  UPDATE seats SET (name, known, arrived, closed, return_key, back_as, clears) =
    (SELECT name, known, arrived, closed, return_key, back_as, clears FROM now.seats AS seat WHERE seat.id = seats.id)
    WHERE id IN (SELECT id FROM known);
  INSERT INTO seats SELECT * FROM now.seats
    WHERE id IN (SELECT id FROM known) AND id NOT IN (SELECT id FROM seats);

  DELETE FROM sittings WHERE seat IN (SELECT id FROM known);
  UPDATE cookies SET press = NULL;
  INSERT INTO cookies SELECT * FROM now.cookies WHERE true
    ON CONFLICT (id) DO UPDATE SET
      replaces = excluded.replaces, used = excluded.used, renewed = excluded.renewed, press = excluded.press;
  INSERT INTO sittings SELECT * FROM now.sittings WHERE seat IN (SELECT id FROM known);
  UPDATE cookies SET replaces = NULL WHERE replaces NOT IN (SELECT id FROM cookies);

  UPDATE invitations SET ended = 'withdrawn' WHERE ended IS NULL AND EXISTS (
    SELECT 1 FROM now.invitations AS other WHERE other.ended IS NULL AND other.space = invitations.space
    AND other.seat = invitations.seat AND (other.back IS NULL) = (invitations.back IS NULL));
  UPDATE invitations SET ended = 'withdrawn' WHERE ended IS NULL
    AND space IN (SELECT id FROM now.spaces) AND secret NOT IN (SELECT secret FROM now.invitations);
  INSERT INTO invitations SELECT * FROM now.invitations WHERE space IN (SELECT id FROM spaces)
    ON CONFLICT (secret) DO UPDATE SET opens = excluded.opens, expires = excluded.expires, ended = excluded.ended;

  CREATE TEMP TABLE erased AS SELECT id FROM documents
    WHERE name IN (SELECT 'own:' || id FROM now.seats WHERE cleared IS NOT NULL);
  DELETE FROM journal WHERE document IN (SELECT id FROM erased);
  DELETE FROM held WHERE document IN (SELECT id FROM erased);
  DELETE FROM documents WHERE id IN (SELECT id FROM erased);`;

/**
 * Brings into a copy of the data who sits where at present, from the data that it takes the place of.
 * @returns whether that could be read, and is of the same life
 * @throws where the disk takes no more
 */
export function keepSeats(copyFile, presentFile) {
  const copy = new DatabaseSync(copyFile);
  try {
    // SQLite would check after each statement what is right only after all of them.
    copy.exec("PRAGMA foreign_keys = OFF; PRAGMA secure_delete = ON");
    copy.prepare("ATTACH DATABASE ? AS now").run(presentFile);
    if (!isSame(copy)) return false;
    copy.exec(`BEGIN IMMEDIATE; ${statements}`);
    if (copy.prepare("PRAGMA main.foreign_key_check").all().length > 0) return false;
    copy.exec("COMMIT");
    return true;
  } catch (error) {
    if (isFull(error)) throw error;
    return false; // What is damaged there says nothing. What was begun is taken back as the copy is closed.
  } finally {
    copy.close();
  }
}

/** Whether an error says that the disk takes no more, or nothing: SQLITE_FULL and SQLITE_READONLY. */
export const isFull = ({ errcode }) => errcode !== undefined && [13, 8].includes(errcode & 0xff);

function isSame(copy) {
  const formOf = (schema) => copy.prepare(`PRAGMA ${schema}.user_version`).get()?.user_version;
  const isKnown = (form) => form >= seatsSince && form <= newestForm;
  if (!isKnown(formOf("main")) || !isKnown(formOf("now"))) return false;
  const secret = (schema) => `(SELECT secret FROM ${schema}.epochs WHERE document = '')`;
  return copy.prepare(`SELECT ${secret("main")} = ${secret("now")} AS same`).get()?.same === 1;
}
