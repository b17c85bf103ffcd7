/** The journal: accepted updates of every document, in order, on disk before anybody is told. */
import type { Author, Seat } from "../../lib/seats.ts";
import type { Db } from "./database.ts";

/** The journal's name of a space's shared document, and of the page that one person on a seat has for themselves. */
export const sharedDocument = (space: string): string => `shared:${space}`;
export const ownDocument = (seat: string): string => `own:${seat}`;

export type Row = { author: Author; bytes: Uint8Array };
/** A document as it was read back: its last compacted state, if any, and the updates since. `seq` is the last one's. */
export type Stored = { state: Uint8Array | null; updates: Uint8Array[]; seq: number };

export type Journal = ReturnType<typeof openJournal>;

type Waiting = { document: string; rows: NewRow[]; done: () => void; failed: (error: unknown) => void };
type NewRow = Row & { document: string; seq: number; at: number };

// A batch is one statement, and SQLite binds at most 32,766 values in one.
const mostRowsAtOnce = 4_000;

/**
 * Opens the journal on a database. Appends of all documents that come within a few ms are committed together, with
 * one fsync.
 */
export function openJournal(db: Db, now: () => number) {
  let waiting: Waiting[] = [];
  let writing = false;
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
    writing = true;
    while (waiting.length > 0) {
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
     * Appends rows to a document, the first of them as number `seq`. Resolves when they are on disk.
     * @throws when the numbers are taken already or the disk does not take them; then none of the rows is stored
     */
    append(document: string, seq: number, rows: readonly Row[]): Promise<void> {
      const at = Math.round(now());
      return new Promise((done, failed) => {
        if (broken.has(document)) return failed(new Error("An append before this one has failed."));
        waiting.push({
          document,
          rows: rows.map((row, index) => ({ ...row, document, seq: seq + index, at })),
          done,
          failed,
        });
        // After this turn of the event loop, so that everything that arrived in it shares one fsync.
        if (!writing) {
          writing = true;
          setImmediate(() => void write());
        }
      });
    },

    /** Reads a document back. A document that was never written is empty. */
    async read(document: string): Promise<Stored> {
      broken.delete(document);
      const kept = await db
        .selectFrom("documents")
        .select(["seq", "state"])
        .where("name", "=", document)
        .executeTakeFirst();
      const rows = await db
        .selectFrom("journal")
        .select(["seq", "bytes"])
        .where("document", "=", document)
        .where("seq", ">", kept?.seq ?? 0)
        .orderBy("seq")
        .execute();
      return {
        state: kept?.state ?? null,
        updates: rows.map(({ bytes }) => bytes),
        seq: rows.at(-1)?.seq ?? kept?.seq ?? 0,
      };
    },

    /**
     * Puts `state`, which contains everything up to `seq`, in the place of those updates. From here on what was
     * deleted in the document is gone from the journal too.
     */
    async compact(document: string, seq: number, state: Uint8Array): Promise<void> {
      await db.transaction().execute(async (transaction) => {
        await transaction
          .insertInto("documents")
          .values({ name: document, epoch: 1, seq, state })
          .onConflict((conflict) => conflict.column("name").doUpdateSet({ seq, state }))
          .execute();
        await transaction.deleteFrom("journal").where("document", "=", document).where("seq", "<=", seq).execute();
      });
    },

    /** The words that wait for their sections to open, by seat. */
    async readHeld(document: string): Promise<{ seat: Seat; bytes: Uint8Array }[]> {
      return db.selectFrom("held").select(["seat", "bytes"]).where("document", "=", document).execute();
    },

    /** Keeps the words of `seat` that wait, in the place of those before; null when none wait any more. */
    async keepHeld(document: string, seat: Seat, bytes: Uint8Array | null): Promise<void> {
      if (bytes === null) {
        await db.deleteFrom("held").where("document", "=", document).where("seat", "=", seat).execute();
        return;
      }
      await db
        .insertInto("held")
        .values({ document, seat, bytes })
        .onConflict((conflict) => conflict.columns(["document", "seat"]).doUpdateSet({ bytes }))
        .execute();
    },
  };
}
