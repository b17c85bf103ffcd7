/** The writing connection: how it is opened and made safe, and everything that is done on it. */
import { DatabaseSync } from "@photostructure/sqlite";
import type { Seat } from "../../lib/seats.ts";
import { rememberFiles } from "./folder.ts";
import { sumOfHeld, sumOfState, sumOfUpdate } from "./sums.ts";
import { type Result, type Statement, type Work, begin, commit, faultOf, nothing, rollback } from "./work.ts";

type Sqlite = InstanceType<typeof DatabaseSync>;

// Another process may hold the file for a moment. Whoever waits here keeps nobody from reading.
const patienceMs = 5_000;
// A reader, such as a backup, may hold the log for long: nobody who writes waits for that.
const logPatienceMs = 50;
const pagesAtOnce = 256;

/** Opens what does the writer's work on the database `file`. Each piece of work is whole or not done at all. */
export function openStore(file: string): (work: Work) => Result {
  let sqlite: Sqlite | null = null;
  let inPlace = (): boolean => true;
  const statements = new Map<string, { statement: ReturnType<Sqlite["prepare"]>; reads: boolean }>();

  const open = (): Sqlite => {
    if (!sqlite) throw faultOf("readOnly", "The database is not open for writing.");
    return sqlite;
  };

  const prepare = (sql: string) => {
    const statement = open().prepare(sql);
    const prepared = { statement, reads: statement.columns().length > 0 };
    statements.set(sql, prepared);
    return prepared;
  };

  const run = ({ sql, values }: Statement): Result => {
    const { statement, reads } = statements.get(sql) ?? prepare(sql);
    if (reads) return { ...nothing, rows: statement.all(...values) };
    const { changes, lastInsertRowid } = statement.run(...values);
    return { rows: [], changes, lastId: lastInsertRowid };
  };

  /** What is written to a file that has been taken away is on no disk, whatever the system says of it. */
  const kept = (result: Result): Result => {
    if (!open().isTransaction && !inPlace()) throw faultOf("cannotOpen", "The database file is not in its place.");
    return result;
  };

  const takeBack = (): void => {
    // A fault of the disk may have taken it back already.
    if (open().isTransaction) open().exec("ROLLBACK");
  };

  const together = (given: readonly Statement[]): void => {
    run(begin);
    try {
      for (const statement of given) run(statement);
      run(commit);
    } catch (error) {
      takeBack();
      throw error;
    }
  };

  const emptyLog = (): Result => {
    open().exec(`PRAGMA busy_timeout = ${logPatienceMs}`);
    try {
      return { ...nothing, rows: open().prepare("PRAGMA wal_checkpoint(TRUNCATE)").all() };
    } finally {
      open().exec(`PRAGMA busy_timeout = ${patienceMs}`);
    }
  };

  return (work) => {
    switch (work.kind) {
      case "open":
        sqlite = opened(file);
        inPlace = rememberFiles(file);
        return nothing;
      case "within":
        if (work.statement.sql === rollback.sql) {
          takeBack();
          return nothing;
        }
        // A fault of the disk takes the whole transaction back. What comes behind it must not be kept by itself.
        if (!open().isTransaction) throw new Error("The transaction has been taken back already.");
        return kept(run(work.statement));
      case "run":
        return kept(run(work.statement));
      case "together":
        together(work.statements);
        return kept(nothing);
      case "shrink":
        open().exec(`PRAGMA incremental_vacuum(${pagesAtOnce})`);
        return { ...nothing, rows: open().prepare("PRAGMA freelist_count").all() };
      case "emptyLog":
        return emptyLog();
      case "close":
        sqlite?.close();
        sqlite = null;
        return nothing;
    }
  };
}

function opened(file: string): Sqlite {
  const sqlite = new DatabaseSync(file);
  try {
    for (const pragma of [
      `busy_timeout = ${patienceMs}`,
      // Pages that are free can be given back without writing the whole file anew. Only an empty file takes it.
      "auto_vacuum = INCREMENTAL",
      "journal_mode = WAL",
      // WAL defaults to NORMAL, with which words that were called kept can be gone after a power cut.
      "synchronous = FULL",
      // Without it deleted rows stay readable in the file.
      "secure_delete = ON",
      "foreign_keys = ON",
    ])
      sqlite.exec(`PRAGMA ${pragma}`);
    const sync: unknown = sqlite.prepare("PRAGMA synchronous").get()?.synchronous;
    if (sync !== 2)
      throw new Error(`The database does not keep what it is given: synchronous is ${String(sync)}, not 2.`);
    // A database from before could give nothing back: it is written anew once.
    if (sqlite.prepare("PRAGMA auto_vacuum").get()?.auto_vacuum !== 2) sqlite.exec("VACUUM");
    // For the migration that gives check sums to rows that had none.
    sqlite.function("sum_of_update", { deterministic: true }, sumOfUpdate);
    sqlite.function("sum_of_state", { deterministic: true }, sumOfState);
    sqlite.function("sum_of_held", { deterministic: true }, (name: string, seat: Seat, bytes: Uint8Array) =>
      sumOfHeld(name, seat, bytes),
    );
    // From the first look on, the log has its file.
    sqlite.prepare("SELECT count(*) FROM sqlite_schema").get();
    return sqlite;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}
