/** The journal: accepted updates of every document, in order, on disk before anybody is told. */
import type { Seat } from "../../lib/seats.ts";
import type { Database, Db } from "./database.ts";
import { type Written, openGroupCommit, statementOf } from "./group-commit.ts";
import { readBack } from "./read-back.ts";
import type { Journal, Stored } from "./records.ts";
import { sumOfHeld, sumOfState, sumOfUpdate } from "./sums.ts";

/** The number of a document in the journal, in a transaction that writes it. A document that has none is given one. */
async function numberFor(db: Db, name: string): Promise<number> {
  await newDocument(db, name).execute();
  return (await db.selectFrom("documents").select("id").where("name", "=", name).executeTakeFirstOrThrow()).id;
}

const newDocument = (db: Db, name: string) =>
  db
    .insertInto("documents")
    .values({ name, seq: 0, state: null })
    .onConflict((conflict) => conflict.doNothing());

/** Begins a document with the server's own first update, inside a transaction of the caller's. */
export async function beginDocument(db: Db, name: string, first: Uint8Array): Promise<void> {
  const document = await numberFor(db, name);
  await db
    .insertInto("journal")
    .values({ document, seq: 1, bytes: first, sum: sumOfUpdate(name, 1, first) })
    .execute();
}

/** Removes every trace of a document, inside a transaction of the caller's. */
export async function eraseDocument(db: Db, name: string): Promise<void> {
  const numbers = db.selectFrom("documents").select("id").where("name", "=", name);
  await db.deleteFrom("journal").where("document", "in", numbers).execute();
  await db.deleteFrom("held").where("document", "in", numbers).execute();
  await db.deleteFrom("epochs").where("document", "=", name).execute();
  await db.deleteFrom("documents").where("name", "=", name).execute();
}

/** Removes what waits for a seat in a document, inside a transaction of the caller's. */
export async function eraseHeld(db: Db, name: string, seat: Seat): Promise<void> {
  const numbers = db.selectFrom("documents").select("id").where("name", "=", name);
  await db.deleteFrom("held").where("document", "in", numbers).where("seat", "=", seat).execute();
}

/** Opens the journal on a database. What is written to one document is on disk in the order it came. */
export function openJournal({ db, together }: Pick<Database, "db" | "together">): Journal {
  const group = openGroupCommit(db, together);
  // The numbers of the documents that have been read: only those are written to. One that was never written has none.
  const numbers = new Map<string, number | null>();
  // What the next update of each of them is numbered: behind a gap nothing could be read back.
  const nexts = new Map<string, number>();

  const known = (document: string): number | null => {
    const number = numbers.get(document);
    if (number === undefined) throw new Error("A document was written before it was read.");
    return number;
  };

  const numberOf = (document: string) => db.selectFrom("documents").select("id").where("name", "=", document);

  const rowsOf = (document: string, seq: number, updates: readonly Uint8Array[]): Written => {
    const number = known(document);
    const sum = (at: number, bytes: Uint8Array): number => sumOfUpdate(document, at, bytes);
    if (number !== null)
      return { rows: updates.map((bytes, index) => [number, seq + index, bytes, sum(seq + index, bytes)]) };
    const byName = updates.map((bytes, index) => {
      const row = { document: numberOf(document), seq: seq + index, bytes, sum: sum(seq + index, bytes) };
      return db.insertInto("journal").values(row);
    });
    return { statements: [newDocument(db, document), ...byName].map(statementOf) };
  };

  return {
    async append(document, seq, updates) {
      known(document);
      if (seq !== nexts.get(document)) {
        group.breakOff(document);
        throw new Error("An update does not have the next number of its document.");
      }
      nexts.set(document, seq + updates.length);
      await group.write(document, rowsOf(document, seq, updates));
      if (known(document) !== null) return;
      const { id } = await numberOf(document).executeTakeFirstOrThrow();
      numbers.set(document, id);
    },

    async read(document): Promise<Stored> {
      // What was under way before a fault has to have come to its end, well or badly, before the document goes on.
      await group.takeUp(document);
      const { number, ...stored } = await readBack(db, document);
      numbers.set(document, number);
      nexts.set(document, stored.seq + 1);
      return stored;
    },

    compact(document, seq, state) {
      known(document);
      const sum = sumOfState(document, seq, state);
      // Never back: an older state in the place of a newer one would lose the updates between.
      const newer = db.updateTable("documents").set({ seq, state, sum }).where("name", "=", document);
      const old = db.deleteFrom("journal").where("document", "=", numberOf(document)).where("seq", "<=", seq);
      return group.write(document, { statements: [newer.where("seq", "<=", seq), old].map(statementOf) });
    },

    keepHeld(document, seat, bytes, earlier = null) {
      known(document);
      const gone = db.deleteFrom("held").where("document", "=", numberOf(document)).where("seat", "=", seat);
      if (bytes === null) return group.write(document, { statements: [statementOf(gone)] });
      const sum = sumOfHeld(document, seat, bytes);
      const row = { document: numberOf(document), seat, bytes, sum, earlier };
      const kept = db.insertInto("held").values(row);
      return group.write(document, { statements: [newDocument(db, document), gone, kept].map(statementOf) });
    },
  };
}
