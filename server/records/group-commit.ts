/** Group commit: what is written to all documents within a few ms is on disk together, with one fsync. */
import type { Compilable } from "kysely";
import type { Database, Db } from "./database.ts";
import type { Statement } from "./work.ts";

/** What is written to a document: rows of the journal with their values in one line, or statements. */
export type Written = { rows: readonly (readonly unknown[])[] } | { statements: readonly Statement[] };
type Waiting = { document: string; written: Written; done: () => void; failed: (error: unknown) => void };

// What comes within this time shares one commit. An fsync costs more than everything else about an edit.
const gatherMs = 2;

// A statement is prepared once for each number of rows in it.
const mostRowsAtOnce = 64;

const behindAFailed = (): Error => new Error("A write before this one has failed.");

/** Opens what writes to documents in groups. Of one document everything is written in the order in which it came. */
export function openGroupCommit(db: Db, together: Database["together"]) {
  let waiting: Waiting[] = [];
  let group: Waiting[] = [];
  let writing = false;
  // Documents a write has failed for. A later one must not be stored behind the gap, so all of them fail until the
  // document has been read again.
  const broken = new Set<string>();

  /** What came to a document while a write before it was under way, which has failed. */
  const failWaiting = (document: string): void => {
    const behind = waiting.filter((one) => one.document === document);
    waiting = waiting.filter((one) => one.document !== document);
    for (const one of behind) one.failed(behindAFailed());
  };

  /** What comes to its end is of no group any more: who waited for it then would wait for ever. */
  const isOver = (one: Waiting): void => void (group = group.filter((other) => other !== one));

  const writeAlone = async (one: Waiting): Promise<void> => {
    try {
      if (broken.has(one.document)) throw behindAFailed();
      await together(statementsOf([one.written]));
      isOver(one);
      one.done();
    } catch (error) {
      isOver(one);
      broken.add(one.document);
      one.failed(error);
      failWaiting(one.document);
    }
  };

  const writeAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      await new Promise((gathered) => setTimeout(gathered, gatherMs));
      group = waiting;
      waiting = [];
      try {
        await together(statementsOf(group.map(({ written }) => written)));
        for (const one of group) one.done();
      } catch {
        // One may have taken the others down with it: each is tried alone, and fails for itself.
        for (const one of group) await writeAlone(one);
      }
      group = [];
    }
    writing = false;
  };

  const write = (document: string, written: Written): Promise<void> =>
    new Promise((done, failed) => {
      if (broken.has(document)) return failed(behindAFailed());
      waiting.push({ document, written, done, failed });
      if (writing) return;
      writing = true;
      void writeAll();
    });

  /** Resolves when what was under way to a document has come to its end there, well or badly. */
  const settled = async (document: string): Promise<void> => {
    const under = [...group, ...waiting].findLast((one) => one.document === document);
    if (!under) return;
    await new Promise<void>((settle) => {
      const { done, failed } = under;
      under.done = () => {
        done();
        settle();
      };
      under.failed = (error) => {
        failed(error);
        settle();
      };
    });
  };

  const inserts: string[] = [];
  const insertOf = (count: number): string => (inserts[count] ??= insertOfRows(db, count));

  /** All of it in its order, the rows of the journal as few statements. */
  const statementsOf = (all: readonly Written[]): Statement[] => {
    const statements: Statement[] = [];
    let rows: unknown[][] = [];
    const insert = (): void => {
      if (rows.length > 0) statements.push({ sql: insertOf(rows.length), values: rows.flat() });
      rows = [];
    };
    for (const written of all) {
      if ("rows" in written)
        for (const row of written.rows) {
          rows.push([...row]);
          if (rows.length === mostRowsAtOnce) insert();
        }
      else {
        insert();
        statements.push(...written.statements);
      }
    }
    insert();
    return statements;
  };

  return {
    /** Writes to a document, unless a write to it has failed. Resolves when it is on disk. */
    write,
    /** A write has failed: none is stored behind it. */
    breakOff: (document: string): void => void broken.add(document),
    /** Writes to a document again from now on, once what was under way to it has come to its end, well or badly. */
    async takeUp(document: string): Promise<void> {
      await settled(document);
      broken.delete(document);
    },
  };
}

/** A query as the statement that it is. */
export function statementOf(query: Compilable): Statement {
  const { sql, parameters: values } = query.compile();
  return { sql, values };
}

/** The statement that puts `count` rows into the journal, with their values in one line. */
function insertOfRows(db: Db, count: number): string {
  const row = { document: 0, seq: 0, bytes: new Uint8Array(), sum: 0 };
  return statementOf(db.insertInto("journal").values(Array.from({ length: count }, () => row))).sql;
}
