/** Reading a document back from the disk, as far as what stands there is whole. */
import type { Db } from "./database.ts";
import type { Stored } from "./records.ts";
import { sumOfHeld, sumOfState, sumOfUpdate } from "./sums.ts";
import { kinds, sqliteKind } from "./work.ts";

type Row = { seq: number; bytes: Uint8Array | null; sum: number };
type Read = { number: number | null; state: Row | null; rows: Row[]; whole: boolean };

/** Reads a document, with its number in the journal: null for one that was never written. */
export async function readBack(db: Db, name: string): Promise<Stored & { number: number | null }> {
  const { number, state, rows, whole: readable } = await readRows(db, name);
  const held = await readHeld(db, name);
  const wholeState = state === null || sumOfState(name, state.seq, state.bytes) === state.sum;
  const begin = state?.seq ?? 0;
  const updates: Uint8Array[] = [];
  for (const { seq, bytes, sum } of wholeState ? rows : []) {
    const next = begin + updates.length + 1;
    if (seq !== next || bytes === null || sumOfUpdate(name, seq, bytes) !== sum) break;
    updates.push(bytes);
  }
  return {
    number,
    state: wholeState ? (state?.bytes ?? null) : null,
    updates,
    held: held.rows,
    seq: begin + updates.length,
    whole: readable && wholeState && updates.length === rows.length && held.whole,
  };
}

/** All in one statement: a compaction in between would take away rows that the state read before does not contain. */
async function readRows(db: Db, name: string): Promise<Read> {
  const document = db.selectFrom("documents").where("name", "=", name);
  const journal = db.selectFrom("journal").innerJoin("documents", "documents.id", "journal.document");
  const since = journal.where("documents.name", "=", name).whereRef("journal.seq", ">", "documents.seq");
  try {
    const [state, ...rows] = await document
      .select(["id", "seq", "state as bytes", "sum"])
      .unionAll(since.select(["document as id", "journal.seq", "journal.bytes", "journal.sum"]))
      .orderBy("seq")
      .execute();
    return { number: state?.id ?? null, state: state ?? null, rows, whole: true };
  } catch (error) {
    if (sqliteKind(error) !== kinds.damaged) throw error;
    return readOneByOne(db, name);
  }
}

/** What can still be read where the file itself is damaged: each row by itself, up to the first that cannot. */
async function readOneByOne(db: Db, name: string): Promise<Read> {
  const document = db.selectFrom("documents").where("name", "=", name);
  const state = await document.select(["id", "seq", "state as bytes", "sum"]).executeTakeFirst();
  const rows: Row[] = [];
  if (!state) return { number: null, state: null, rows, whole: false };
  const journal = db.selectFrom("journal").where("document", "=", state.id);
  try {
    for (let seq = state.seq + 1; ; seq += 1) {
      const row = await journal.select(["seq", "bytes", "sum"]).where("seq", "=", seq).executeTakeFirst();
      if (!row) break;
      rows.push(row);
    }
  } catch (error) {
    if (sqliteKind(error) !== kinds.damaged) throw error;
  }
  return { number: state.id, state, rows, whole: false };
}

async function readHeld(db: Db, name: string): Promise<{ rows: Stored["held"]; whole: boolean }> {
  const rows = await db
    .selectFrom("held")
    .innerJoin("documents", "documents.id", "held.document")
    .select(["held.seat", "held.bytes", "held.sum", "held.earlier"])
    .where("documents.name", "=", name)
    .execute();
  const whole = rows.filter(({ seat, bytes, sum }) => sumOfHeld(name, seat, bytes) === sum);
  const read = whole.map(({ seat, bytes, earlier }) => ({ seat, bytes, earlier }));
  return { rows: read, whole: whole.length === rows.length };
}
