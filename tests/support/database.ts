/** A look into a server's database, from outside and without writing. */
import { DatabaseSync } from "@photostructure/sqlite";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

type Value = string | number | Uint8Array;

/** Runs a query on the data of a server, which may be running, and gives its rows. */
export function rowsIn(dataDir: string, query: string, ...values: Value[]): Record<string, unknown>[] {
  return within(dataDir, true, (database) => database.prepare(query).all(...values) as Record<string, unknown>[]);
}

/** Changes rows behind a server's back. */
export function changeRows(dataDir: string, statement: string, ...values: Value[]): void {
  within(dataDir, false, (database) => database.prepare(statement).run(...values));
}

function within<T>(dataDir: string, readOnly: boolean, work: (database: InstanceType<typeof DatabaseSync>) => T): T {
  // The server writes too: whoever comes second waits for the first.
  const database = new DatabaseSync(join(dataDir, "clearing.sqlite"), { readOnly, timeout: 60_000 });
  try {
    return work(database);
  } finally {
    database.close();
  }
}

/** The files of a data folder that hold these bytes, whatever they are: tables, the write-ahead log, the rest. */
export const filesWith = (dataDir: string, words: string): string[] =>
  readdirSync(dataDir).filter((file) => readFileSync(join(dataDir, file)).includes(words));
