/**
 * The forms the database has had, oldest first. Each is applied once, in a transaction of its own. One that has landed
 * is never changed again: there is data that was written by it.
 */
import { type Kysely, sql } from "kysely";
import { settleFirst } from "./early-forms.ts";
import { CannotServe } from "./records.ts";

// A migration knows the tables of its own day, so it is not typed by those of today.
type Migration = (db: Kysely<unknown>) => Promise<void>;

const first: Migration = async (db) => {
  for (const statement of [
    sql`CREATE TABLE spaces (id TEXT PRIMARY KEY, welcome TEXT NOT NULL, created INTEGER NOT NULL, holding TEXT NOT NULL)`,
    sql`CREATE TABLE seats (
      id TEXT PRIMARY KEY, space TEXT NOT NULL REFERENCES spaces(id) ON DELETE CASCADE, seat TEXT NOT NULL,
      name TEXT NOT NULL, consented INTEGER NOT NULL, taken INTEGER NOT NULL, known INTEGER NOT NULL,
      arrived INTEGER NOT NULL, closed INTEGER, cleared INTEGER, return_key TEXT UNIQUE)`,
    // The law of two seats: one living row for each.
    sql`CREATE UNIQUE INDEX one_on_each_seat ON seats (space, seat) WHERE closed IS NULL`,
    sql`CREATE TABLE browsers (id TEXT PRIMARY KEY, secret TEXT NOT NULL UNIQUE, before TEXT UNIQUE, created INTEGER NOT NULL)`,
    sql`CREATE TABLE sittings (
      browser TEXT NOT NULL REFERENCES browsers(id) ON DELETE CASCADE,
      seat TEXT NOT NULL REFERENCES seats(id) ON DELETE CASCADE, PRIMARY KEY (browser, seat))`,
    sql`CREATE TABLE invitations (
      secret TEXT PRIMARY KEY, space TEXT NOT NULL REFERENCES spaces(id) ON DELETE CASCADE,
      created INTEGER NOT NULL, expires INTEGER NOT NULL, ended TEXT)`,
    sql`CREATE INDEX invitations_of_space ON invitations (space)`,
    sql`CREATE TABLE sessions (
      id TEXT PRIMARY KEY, space TEXT NOT NULL REFERENCES spaces(id) ON DELETE CASCADE,
      began INTEGER NOT NULL, ended INTEGER)`,
    // A number is never given twice: what was under way to an erased document must not turn up in another.
    sql`CREATE TABLE documents (
      id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, seq INTEGER NOT NULL, state BLOB)`,
    // Rows lie in the order they came, so that a commit for many documents writes few pages; the index is the key.
    sql`CREATE TABLE journal (
      document INTEGER NOT NULL, seq INTEGER NOT NULL, bytes BLOB NOT NULL)`,
    sql`CREATE UNIQUE INDEX journal_key ON journal (document, seq)`,
    sql`CREATE TABLE held (
      document INTEGER NOT NULL, seat TEXT NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (document, seat))`,
  ])
    await statement.execute(db);
};

/** Rows know their place and their sum, and there is one row that is written to find out whether any can be. */
const sums: Migration = async (db) => {
  await settleFirst(db);
  for (const statement of [
    // What belongs to no document has no place, and is read by nobody.
    sql`DELETE FROM journal WHERE document NOT IN (SELECT id FROM documents)`,
    sql`DELETE FROM held WHERE document NOT IN (SELECT id FROM documents)`,
    sql`ALTER TABLE documents ADD COLUMN sum INTEGER NOT NULL DEFAULT 0`,
    sql`UPDATE documents SET sum = sum_of_state(name, seq, state)`,
    sql`ALTER TABLE journal ADD COLUMN sum INTEGER NOT NULL DEFAULT 0`,
    sql`UPDATE journal SET sum = sum_of_update((SELECT name FROM documents WHERE id = document), seq, bytes)`,
    sql`ALTER TABLE held ADD COLUMN sum INTEGER NOT NULL DEFAULT 0`,
    sql`UPDATE held SET sum = sum_of_held((SELECT name FROM documents WHERE id = document), seat, bytes)`,
    sql`CREATE TABLE pulse (id INTEGER PRIMARY KEY CHECK (id = 1), beats INTEGER NOT NULL)`,
    sql`INSERT INTO pulse (id, beats) VALUES (1, 0)`,
  ])
    await statement.execute(db);
};

/** Each cookie becomes a row of its own, and a person can be let back in to a seat that is taken. */
const cookiesOfTheirOwn: Migration = async (db) => {
  for (const statement of [
    sql`CREATE TABLE cookies (
      id TEXT PRIMARY KEY, browser TEXT NOT NULL, secret TEXT NOT NULL UNIQUE,
      replaces TEXT REFERENCES cookies(id) ON DELETE SET NULL, used INTEGER NOT NULL,
      press TEXT UNIQUE, seat TEXT, made INTEGER NOT NULL, renewed INTEGER NOT NULL)`,
    sql`CREATE INDEX cookies_of_browser ON cookies (browser)`,
    sql`CREATE INDEX cookies_that_replace ON cookies (replaces)`,
    // A browser that was being given a new secret had two, and both opened the same.
    sql`INSERT INTO cookies SELECT 'before-' || id, id, before, NULL, 1, NULL, NULL, created, created
      FROM browsers WHERE before IS NOT NULL`,
    sql`INSERT INTO cookies SELECT id, id, secret, CASE WHEN before IS NULL THEN NULL ELSE 'before-' || id END,
      before IS NULL, NULL, NULL, created, created FROM browsers`,
    sql`CREATE TABLE sittings_now (
      cookie TEXT NOT NULL REFERENCES cookies(id) ON DELETE CASCADE,
      seat TEXT NOT NULL REFERENCES seats(id) ON DELETE CASCADE, PRIMARY KEY (cookie, seat))`,
    sql`INSERT INTO sittings_now SELECT cookies.id, sittings.seat
      FROM sittings JOIN cookies ON cookies.browser = sittings.browser`,
    sql`DROP TABLE sittings`,
    sql`DROP TABLE browsers`,
    sql`ALTER TABLE sittings_now RENAME TO sittings`,
    sql`CREATE INDEX sittings_on_seat ON sittings (seat)`,
    sql`ALTER TABLE seats ADD COLUMN back_as TEXT`,
    sql`ALTER TABLE invitations ADD COLUMN seat TEXT NOT NULL DEFAULT 'client'`,
    sql`ALTER TABLE invitations ADD COLUMN back TEXT REFERENCES seats(id) ON DELETE CASCADE`,
    sql`ALTER TABLE invitations ADD COLUMN opens INTEGER NOT NULL DEFAULT 0`,
  ])
    await statement.execute(db);
};

/** Lives of the data, by which a server that was set back is known. The row without a name speaks for all documents. */
const epochs: Migration = async (db) => {
  for (const statement of [
    sql`CREATE TABLE epochs (
      document TEXT PRIMARY KEY, epoch TEXT NOT NULL, secret BLOB, copied INTEGER, back_at INTEGER, back_to INTEGER)`,
    sql`INSERT INTO epochs (document, epoch, secret) VALUES ('', lower(hex(randomblob(8))), randomblob(32))`,
  ])
    await statement.execute(db);
};

/** Who was put off a seat can be let in again for a while. */
const lettingIn: Migration = async (db) => {
  await sql`ALTER TABLE seats ADD COLUMN clears INTEGER`.execute(db);
};

/** What was true because one wrote at a time is said to the database: who keeps a stale state, and one open way to a seat. */
const versions: Migration = async (db) => {
  for (const statement of [
    sql`ALTER TABLE spaces ADD COLUMN version INTEGER NOT NULL DEFAULT 0`,
    // There should be none. Where there are two, the newer one is the one that somebody holds.
    sql`UPDATE invitations SET ended = 'withdrawn' WHERE ended IS NULL AND EXISTS (
      SELECT 1 FROM invitations AS newer WHERE newer.ended IS NULL AND newer.space = invitations.space
      AND newer.seat = invitations.seat AND (newer.back IS NULL) = (invitations.back IS NULL)
      AND newer.rowid > invitations.rowid)`,
    sql`CREATE UNIQUE INDEX one_open_invitation ON invitations (space, seat) WHERE ended IS NULL AND back IS NULL`,
    sql`CREATE UNIQUE INDEX one_open_link_back ON invitations (space, seat) WHERE ended IS NULL AND back IS NOT NULL`,
  ])
    await statement.execute(db);
};

/** Words that waited when what is given could still be written over are told from all that came to wait later. */
const earlierWords: Migration = async (db) => {
  for (const statement of [sql`ALTER TABLE held ADD COLUMN earlier BLOB`, sql`UPDATE held SET earlier = bytes`])
    await statement.execute(db);
};

/** What is asked for while people are in a room is found without looking at every row. */
const indexes: Migration = async (db) => {
  for (const statement of [
    sql`CREATE INDEX IF NOT EXISTS invitations_back ON invitations (back) WHERE back IS NOT NULL`,
    sql`CREATE INDEX IF NOT EXISTS seats_of_space ON seats (space, seat)`,
    sql`CREATE INDEX IF NOT EXISTS seats_back_as ON seats (back_as) WHERE back_as IS NOT NULL`,
    sql`CREATE INDEX IF NOT EXISTS seats_to_clear ON seats (space) WHERE closed IS NOT NULL AND cleared IS NULL`,
    sql`CREATE INDEX IF NOT EXISTS sessions_of_space ON sessions (space)`,
  ])
    await statement.execute(db);
};

export const migrations: readonly Migration[] = [
  first,
  sums,
  cookiesOfTheirOwn,
  epochs,
  lettingIn,
  versions,
  earlierWords,
  indexes,
];

const formOf = async (db: Kysely<unknown>): Promise<number> => {
  const version = sql<{ user_version: number }>`pragma_user_version`.as("version");
  return (await db.selectFrom(version).select("user_version").executeTakeFirstOrThrow()).user_version;
};

/** Whether a database has the newest form already. */
export const isNewest = async <T>(db: Kysely<T>): Promise<boolean> =>
  (await formOf(db as unknown as Kysely<unknown>)) === migrations.length;

/**
 * Brings the database to its newest form. All or nothing for each step, so a process that dies meanwhile leaves a
 * form that this function knows.
 * @throws CannotServe when the database was written by a newer version: it is left as it is
 */
export async function migrate<T>(db: Kysely<T>): Promise<void> {
  const plain = db as unknown as Kysely<unknown>;
  const present = await formOf(plain);
  if (present > migrations.length)
    throw new CannotServe("This data was written by a newer version. Nothing was changed.");
  for (const [index, migration] of migrations.entries()) {
    if (index < present) continue;
    await plain.transaction().execute(async (step) => {
      await migration(step);
      await sql.raw(`PRAGMA user_version = ${index + 1}`).execute(step);
    });
  }
}
