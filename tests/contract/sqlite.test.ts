/** The contract of the records, held by the embedded database. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe } from "vitest";
import { openRecords } from "../../server/records/open.ts";
import type { Records } from "../../server/records/records.ts";
import { openDatabase } from "../../server/records/database.ts";
import { openSqlite, recordsIn } from "../../server/records/sqlite.ts";
import { openWriterHere } from "../support/writer-here.ts";
import { atOnceContract } from "./at-once.ts";
import { holdingContract } from "./holding.ts";
import { journalContract } from "./journal.ts";
import { seatsContract } from "./seats.ts";
import { withoutTurns } from "./without-turns.ts";

let folder: string;
const opened = new Set<Records>();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "clearing-contract-"));
  return async () => {
    for (const records of opened) await records.close();
    opened.clear();
    rmSync(folder, { recursive: true, force: true });
  };
});

/** How this test opens what it has kept so far. What it had open is closed by it. */
const opening = (open: (folder: string) => Promise<Records>) => async (): Promise<Records> => {
  for (const records of opened) await records.close();
  opened.clear();
  const records = await open(folder);
  opened.add(records);
  return records;
};
const nobody = (): void => undefined;
const beside = opening((dataDir) => openRecords(dataDir, Date.now, nobody));
// A thread takes a second to begin, which all that waits for nobody else can do without.
const here = opening((dataDir) => openSqlite(dataDir, Date.now, nobody, openWriterHere));
// What is right only because one writes at a time is not right here.
const mixed = opening(async (dataDir) =>
  recordsIn(withoutTurns(await openDatabase(dataDir, openWriterHere)), Date.now, nobody),
);

describe("records in SQLite: seats", () => {
  seatsContract(here);
});
describe("records in SQLite: the journal", () => {
  journalContract(here);
});
describe("records in SQLite: how a space is held", () => {
  holdingContract(here);
});
describe("records in SQLite: two at once", () => {
  atOnceContract(beside);
});
describe("records in SQLite, statements mixed: two at once", () => {
  atOnceContract(mixed);
});
