/** The journal: accepted updates of every document, in order, on disk before anybody is told. */
import type { Seat } from "../../lib/seats.ts";
import type { Db } from "./database.ts";

/** The journal's name of a space's shared document, and of the page that one person on a seat has for themselves. */
export const sharedDocument = (space: string): string => `shared:${space}`;
export const ownDocument = (seat: string): string => `own:${seat}`;

/** A document as it was read back: its last compacted state, if any, and the updates since. `seq` is the last one's. */
export type Stored = { state: Uint8Array | null; updates: Uint8Array[]; seq: number };

/** The number of a document in the journal. A document that has none is given one. */
async function numberOf(db: Db, name: string): Promise<number> {
  await db
    .insertInto("documents")
    .values({ name, seq: 0, state: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await db.selectFrom("documents").select("id").where("name", "=", name).executeTakeFirstOrThrow()).id;
}

/** Begins a document with the server's own first update, inside a transaction of the caller's. */
export async function beginDocument(db: Db, name: string, first: Uint8Array): Promise<void> {
  const document = await numberOf(db, name);
  await db.insertInto("journal").values({ document, seq: 1, bytes: first }).execute();
}

/** Removes every trace of a document, inside a transaction of the caller's. */
export async function eraseDocument(db: Db, name: string): Promise<void> {
  const document = await numberOf(db, name);
  await db.deleteFrom("journal").where("document", "=", document).execute();
  await db.deleteFrom("held").where("document", "=", document).execute();
  await db.deleteFrom("documents").where("id", "=", document).execute();
}

/** Removes what waits for a seat in a document, inside a transaction of the caller's. */
export async function eraseHeld(db: Db, name: string, seat: Seat): Promise<void> {
  const document = await numberOf(db, name);
  await db.deleteFrom("held").where("document", "=", document).where("seat", "=", seat).execute();
}

export type Journal = ReturnType<typeof openJournal>;

type Waiting = { document: string; rows: NewRow[]; done: () => void; failed: (error: unknown) => void };
type NewRow = { document: number; seq: number; bytes: Uint8Array };

// Appends that come within this time share one commit. An fsync costs more than everything else about an edit.
const gatherMs = 2;

// A statement is prepared once for each number of rows in it.
const mostRowsAtOnce = 64;

/**
 * Opens the journal on a database. Appends of all documents that come within a few ms are committed together, with
 * one fsync.
 */
export function openJournal(db: Db) {
  let waiting: Waiting[] = [];
  let writing = false;
  let written: Promise<void> = Promise.resolve();
  // The numbers of the documents that have been read: only those are written to.
  const numbers = new Map<string, number>();
  const numberRead = (document: string): number => {
    const number = numbers.get(document);
    if (number === undefined) throw new Error("A document was written before it was read.");
    return number;
  };
  // Documents an append has failed for. A later append must not be stored behind the gap, so all of them fail until
  // the document has been read again.
  const broken = new Set<string>();

  const insert = async (rows: readonly NewRow[]): Promise<void> => {
    await db.transaction().execute(async (transaction) => {
      for (let from = 0; from < rows.length; from += mostRowsAtOnce)
        await transaction
          .insertInto("journal")
          .values(rows.slice(from, from + mostRowsAtOnce))
          .execute();
    });
  };

  const writeAlone = async ({ document, rows, done, failed }: Waiting): Promise<void> => {
    try {
      if (broken.has(document)) throw new Error("An append before this one has failed.");
      await insert(rows);
      done();
    } catch (error) {
      broken.add(document);
      failed(error);
    }
  };

  const write = async (): Promise<void> => {
    while (waiting.length > 0) {
      await new Promise((gathered) => setTimeout(gathered, gatherMs));
      const group = waiting;
      waiting = [];
      try {
        await insert(group.flatMap(({ rows }) => rows));
        for (const { done } of group) done();
      } catch {
        // One append may have taken the others down with it: each is tried alone, and fails for itself.
        for (const append of group) await writeAlone(append);
      }
    }
    writing = false;
  };

  return {
    /**
     * Appends updates to a document, the first of them as number `seq`. Resolves when they are on disk.
     * @throws when the numbers are taken already or the disk does not take them; then none of them is stored
     */
    append(document: string, seq: number, updates: readonly Uint8Array[]): Promise<void> {
      const number = numberRead(document);
      return new Promise((done, failed) => {
        if (broken.has(document)) return failed(new Error("An append before this one has failed."));
        waiting.push({
          document,
          rows: updates.map((bytes, index) => ({ document: number, seq: seq + index, bytes })),
          done,
          failed,
        });
        if (!writing) {
          writing = true;
          written = write();
        }
      });
    },

    /** Reads a document back. A document that was never written is empty. */
    async read(document: string): Promise<Stored> {
      // What was appended before a fault has to have come to its end, well or badly, before the document goes on.
      await written;
      broken.delete(document);
      const number = await numberOf(db, document);
      numbers.set(document, number);
      // In one transaction: a compaction in between would take away rows that the state read before does not contain.
      return db.transaction().execute(async (transaction) => {
        const kept = await transaction
          .selectFrom("documents")
          .select(["seq", "state"])
          .where("id", "=", number)
          .executeTakeFirstOrThrow();
        const rows = await transaction
          .selectFrom("journal")
          .select(["seq", "bytes"])
          .where("document", "=", number)
          .where("seq", ">", kept.seq)
          .orderBy("seq")
          .execute();
        return {
          state: kept.state,
          updates: rows.map(({ bytes }) => bytes),
          seq: rows.at(-1)?.seq ?? kept.seq,
        };
      });
    },

    /**
     * Puts `state`, which contains everything up to `seq`, in the place of those updates. From here on what was
     * deleted in the document is gone from the journal too.
     */
    async compact(document: string, seq: number, state: Uint8Array): Promise<void> {
      const number = numberRead(document);
      await db.transaction().execute(async (transaction) => {
        // Never back: an older state in the place of a newer one would lose the updates between.
        const newer = transaction.updateTable("documents").set({ seq, state }).where("id", "=", number);
        await newer.where("seq", "<=", seq).execute();
        await transaction.deleteFrom("journal").where("document", "=", number).where("seq", "<=", seq).execute();
      });
    },

    /** The words that wait for their sections to open, by seat. */
    async readHeld(document: string): Promise<{ seat: Seat; bytes: Uint8Array }[]> {
      return db.selectFrom("held").select(["seat", "bytes"]).where("document", "=", numberRead(document)).execute();
    },

    /** Keeps the words of `seat` that wait, in the place of those before; null when none wait any more. */
    async keepHeld(document: string, seat: Seat, bytes: Uint8Array | null): Promise<void> {
      const number = numberRead(document);
      if (bytes === null) {
        await db.deleteFrom("held").where("document", "=", number).where("seat", "=", seat).execute();
        return;
      }
      await db
        .insertInto("held")
        .values({ document: number, seat, bytes })
        .onConflict((conflict) => conflict.columns(["document", "seat"]).doUpdateSet({ bytes }))
        .execute();
    },
  };
}
