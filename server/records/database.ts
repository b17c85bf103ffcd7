/** The embedded database: how it is opened, made safe and brought to its present form. */
import { type Generated, Kysely, type Selectable } from "kysely";
import { join } from "node:path";
import type { Seat } from "../../lib/seats.ts";
import { routed } from "./driver.ts";
import { lockFolder, makeFolder, rememberFiles } from "./folder.ts";
import { isNewest, migrate } from "./migrations.ts";
import { openReader } from "./reader.ts";
import { CannotServe } from "./records.ts";
import { type Statement, isOfTheDisk, kinds, sqliteKind } from "./work.ts";
import { openWriterBeside } from "./writer.ts";

/** Times are ms since 1970; flags are 0 or 1; what a secret opens is found by the hash of the secret. */
export type Tables = {
  spaces: { id: string; welcome: string; created: number; holding: string; version: Generated<number> };
  /**
   * A person's time on a seat. `closed` is set when it was not them, and the seat is free again; `clears` says from when
   * on they cannot be let in again (before all times where their own person put them off), and `cleared` is set once
   * their words are gone too. Where somebody came back to a seat that was taken, `back_as` is the row they came back as:
   * this one is closed meanwhile, and its return key opens it again.
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
    back_as: string | null;
    clears: number | null;
  };
  /**
   * What a browser shows to be known. `browser` is the same for those that followed each other in one browser;
   * `replaces` is the one that this one was given for, `used` whether the browser has shown this one, and `seat` what
   * was taken with it, by a button's `press`.
   */
  cookies: {
    id: string;
    browser: string;
    secret: string;
    replaces: string | null;
    used: number;
    press: string | null;
    seat: string | null;
    made: number;
    renewed: number;
  };
  /** Which seats a cookie opens. */
  sittings: { cookie: string; seat: string };
  /** To a free seat; or for `back`, who sits on a taken one, to come back to it from `opens` on. */
  invitations: {
    secret: string;
    space: string;
    seat: Generated<Seat>;
    back: string | null;
    created: number;
    opens: Generated<number>;
    expires: number;
    ended: "used" | "withdrawn" | "refused" | null;
  };
  /** Stretches of time that both have opened together. */
  sessions: { id: string; space: string; began: number; ended: number | null };
  /** `seq` is the last journal row that `state` contains. `sum` is a check sum here and below: see `sums`. */
  documents: { id: Generated<number>; name: string; seq: number; state: Uint8Array | null; sum: Generated<number> };
  /** Who wrote is in the bytes. When they wrote is nowhere. */
  journal: { document: number; seq: number; bytes: Uint8Array; sum: number };
  /**
   * Words kept for a seat until their sections open again, unseen by the other. `earlier` are those among them that
   * waited when what is given could still be written over.
   */
  held: { document: number; seat: Seat; bytes: Uint8Array; sum: number; earlier: Uint8Array | null };
  /** One row that is written to find out whether anything can be. */
  pulse: { id: number; beats: number };
  /**
   * By a document's name; the row without a name speaks for all that have none of their own, and alone has the
   * `secret`. In a backup it says when that was `copied`, 0 where nobody knows.
   */
  epochs: {
    document: string;
    epoch: string;
    secret: Uint8Array | null;
    copied: number | null;
    back_at: number | null;
    back_to: number | null;
  };
};

export type Db = Kysely<Tables>;
export type SeatRow = Selectable<Tables["seats"]>;

export type Database = {
  db: Db;
  /** Statements as one: all of them or none, on disk when it resolves. */
  together(statements: readonly Statement[]): Promise<void>;
  /** Whether words could be kept at this moment: something is written, synced, and in its place. */
  canWrite(): Promise<boolean>;
  /** Whether the files are where they were opened. What is written to others is gone with them. */
  inPlace(): boolean;
  /** Whether nothing can be written at all. What is there is read meanwhile. */
  onlyReads(): boolean;
  /** Tries again to open it for writing. Gives whether it is. */
  tryToWrite(): Promise<boolean>;
  /** Empties the write-ahead log into the file: what was erased is gone from the disk only then. */
  emptyLog(): Promise<boolean>;
  /** After something was written: gives back free pages, and empties the log. */
  tidy(): Promise<boolean>;
  /** What whoever runs the server should know of the folder. */
  notices: readonly string[];
  /** Empties the log and closes everything. Gives whether the log is empty; what is in it is kept all the same. */
  close(): Promise<boolean>;
};

const mostTries = 20;
const pauseMs = 100;
const longestProbeMs = 5_000;
// Whoever asks, the disk is not written to more often than this.
const probeEveryMs = 1_000;

const ofTheData: readonly (number | undefined)[] = [kinds.damaged, kinds.noDatabase];

/**
 * Opens the database in `dataDir`, making it if there is none. Where the disk takes nothing, what is there can be read.
 * @param open how the writer is opened: on a thread of its own, but for tests that move the clock
 * @throws CannotServe when another process serves the same folder, or the data cannot be read
 */
export async function openDatabase(dataDir: string, open = openWriterBeside): Promise<Database> {
  const file = join(dataDir, "clearing.sqlite");
  const notices = makeFolder(dataDir);
  const unlock = lockFolder(dataDir);
  const writer = open(file);
  let onlyReads = false;
  try {
    await writer.ask({ kind: "open" }).catch((error: unknown) => {
      if (!isOfTheDisk(error)) throw error;
      onlyReads = true;
    });
    const reader = openReader(file, onlyReads);
    let inPlace = rememberFiles(file);
    const db = new Kysely<Tables>({ dialect: routed(reader, writer) });
    if (!onlyReads) await migrate(db);
    else if (!(await isNewest(db)))
      throw new CannotServe(
        "This data is of an older version, and the disk takes nothing, so it cannot be brought to this one. Nothing was changed.",
      );

    const emptyLog = async (): Promise<boolean> => {
      for (let tries = 0; tries < mostTries; tries += 1) {
        const { rows } = await writer.ask({ kind: "emptyLog" });
        if ((rows[0] as { busy: number }).busy === 0) return true;
        await new Promise((again) => setTimeout(again, pauseMs));
      }
      return false;
    };

    const shrink = async (): Promise<void> => {
      for (let before = Infinity; ;) {
        const { rows } = await writer.ask({ kind: "shrink" });
        const { freelist_count: left } = rows[0] as { freelist_count: number };
        if (left === 0 || left >= before) return;
        before = left;
      }
    };

    let probe: { at: number; answer: Promise<boolean> } | null = null;
    const beat = async (): Promise<boolean> => {
      const limit = AbortSignal.timeout(longestProbeMs);
      const late = new Promise<boolean>((done) => limit.addEventListener("abort", () => done(false)));
      const written = db.updateTable("pulse").set((row) => ({ beats: row("beats", "+", 1) }));
      // A full disk, or one that has gone: the answer is the report.
      return Promise.race([late, written.execute().then(() => true)]).catch(() => false);
    };

    return {
      db,
      notices,
      together: (statements) => writer.together(statements),
      inPlace: () => inPlace(),
      onlyReads: () => onlyReads,
      emptyLog,
      async canWrite() {
        if (!probe || performance.now() - probe.at >= probeEveryMs) probe = { at: performance.now(), answer: beat() };
        return probe.answer;
      },
      async tryToWrite() {
        if (!onlyReads) return true;
        await reader.makeWay();
        const opened = await writer.ask({ kind: "open" }).then(
          () => true,
          () => false,
        );
        reader.openAgain(!opened);
        if (opened) inPlace = rememberFiles(file);
        onlyReads = !opened;
        return opened;
      },
      async tidy() {
        if (onlyReads || !writer.hasWritten()) return true;
        await shrink();
        return emptyLog();
      },
      async close() {
        await db.destroy();
        const emptied = onlyReads || (await emptyLog().catch(() => false));
        reader.close();
        await writer.end();
        unlock();
        return emptied;
      },
    };
  } catch (error) {
    await writer.end().catch(() => undefined);
    unlock();
    throw asSentence(error, dataDir);
  }
}

/** What is wrong with the data or the disk, for whoever starts the server. */
function asSentence(error: unknown, dataDir: string): unknown {
  if (ofTheData.includes(sqliteKind(error)))
    return new CannotServe(
      `The data in ${dataDir} is damaged and cannot be read. Nothing was changed. Put a backup in its place: npm run restore -- FILE`,
      { cause: error },
    );
  if (isOfTheDisk(error))
    return new CannotServe(
      `Clearing could not start: the disk with ${dataDir} is full, cannot be written or has a fault, and what is there cannot be read without it.`,
      { cause: error },
    );
  return error;
}
