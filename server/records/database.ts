/** The embedded database: how it is opened, made safe and brought to its present form. */
import { DatabaseSync } from "@photostructure/sqlite";
import { type Generated, Kysely, type Selectable, SqliteDialect, sql } from "kysely";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Seat } from "../../lib/seats.ts";
import { migrate } from "./migrations.ts";

/** Times are ms since 1970; flags are 0 or 1; what a secret opens is found by the hash of the secret. */
export type Tables = {
  spaces: { id: string; welcome: string; created: number; holding: string };
  /**
   * A person on a seat. `closed` is set when it was not them, and the seat is free again; `cleared` once their words
   * are gone too.
   */
  seats: {
    id: string;
    space: string;
    seat: Seat;
    name: string;
    consented: number;
    taken: number;
    known: number;
    arrived: number;
    closed: number | null;
    cleared: number | null;
    return_key: string | null;
  };
  /** `before` is the secret that `secret` replaced, until the browser has shown that it has the new one. */
  browsers: { id: string; secret: string; before: string | null; created: number };
  /** Which seats a browser may sit on. */
  sittings: { browser: string; seat: string };
  invitations: { secret: string; space: string; created: number; expires: number; ended: "used" | "withdrawn" | null };
  /** Stretches of time that both have opened together. */
  sessions: { id: string; space: string; began: number; ended: number | null };
  /** `seq` is the last journal row that `state` contains. */
  documents: { id: Generated<number>; name: string; seq: number; state: Uint8Array | null };
  /** Who wrote is in the bytes. When they wrote is nowhere. */
  journal: { document: number; seq: number; bytes: Uint8Array };
  /** Words kept for a seat until their sections open again, unseen by the other. */
  held: { document: number; seat: Seat; bytes: Uint8Array };
};

export type Db = Kysely<Tables>;
export type SeatRow = Selectable<Tables["seats"]>;

/** Thrown when another process already serves this data folder. */
export class AlreadyOpen extends Error {}

export type Database = {
  db: Db;
  /** Empties the write-ahead log into the file and closes it. */ close(): Promise<void>;
};

/**
 * Opens the database in `dataDir`, making it if there is none.
 * @throws AlreadyOpen when another process serves the same folder
 */
export async function openDatabase(dataDir: string): Promise<Database> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const unlock = lock(join(dataDir, "lock.sqlite"));
  const sqlite = new DatabaseSync(join(dataDir, "clearing.sqlite"));
  for (const pragma of [
    "journal_mode = WAL",
    // WAL defaults to NORMAL, with which words that were called kept can be gone after a power cut.
    "synchronous = FULL",
    // Without it deleted rows stay readable in the file.
    "secure_delete = ON",
    "foreign_keys = ON",
    // There is one writer. Only emptying the log ever waits, for a reader such as a backup, and everybody waits with it.
    "busy_timeout = 50",
  ])
    sqlite.exec(`PRAGMA ${pragma}`);
  const sync: unknown = sqlite.prepare("PRAGMA synchronous").get()?.synchronous;
  if (sync !== 2)
    throw new Error(`The database does not keep what it is given: synchronous is ${String(sync)}, not 2.`);
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: prepared(sqlite) }) });
  await migrate(db);
  return {
    db,
    async close() {
      await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(db);
      await db.destroy();
      unlock();
    },
  };
}

/** Whether words could be kept at this moment: a page of the file is written and committed. */
export async function canWrite(db: Db): Promise<boolean> {
  try {
    await sql`UPDATE documents SET seq = seq WHERE id = (SELECT max(id) FROM documents)`.execute(db);
    return true;
  } catch {
    return false; // A full disk, or one that has gone: the answer is the report.
  }
}

const mostTries = 20;

/**
 * Empties the write-ahead log into the file: what was erased is gone from the disk only then.
 * @returns false where a reader, such as a backup, would not let go of it
 */
export async function emptyLog(db: Db): Promise<boolean> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const { rows } = await sql<{ busy: number }>`PRAGMA wal_checkpoint(TRUNCATE)`.execute(db);
    if (rows[0]?.busy === 0) return true;
    await new Promise((again) => setTimeout(again, 100));
  }
  return false;
}

/** The lock is the operating system's on an open file, so it is gone with the process, however that ends. */
function lock(file: string): () => void {
  const held = new DatabaseSync(file);
  try {
    held.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
  } catch (error) {
    held.close();
    throw new AlreadyOpen("Another process is serving this data folder.", { cause: error });
  }
  return () => held.close();
}

/** The driver as Kysely wants it, with each statement prepared once. */
function prepared(sqlite: InstanceType<typeof DatabaseSync>) {
  const statements = new Map<string, ReturnType<typeof wrap>>();
  const wrap = (text: string) => {
    const statement = sqlite.prepare(text);
    return {
      reader: statement.columns().length > 0,
      all: (values: readonly unknown[]) => statement.all(...values),
      run: (values: readonly unknown[]) => statement.run(...values),
      iterate: (values: readonly unknown[]) => statement.iterate(...values),
    };
  };
  return {
    prepare(text: string) {
      let statement = statements.get(text);
      if (!statement) statements.set(text, (statement = wrap(text)));
      return statement;
    },
    close: () => sqlite.close(),
  };
}
