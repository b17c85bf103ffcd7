/** How Kysely reaches the database: what only reads is read here at once, everything else goes to the writer. */
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SelectQueryNode,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import { type Statement, commit, rollback } from "./work.ts";
import type { Turn, Writer } from "./writer.ts";

/** A connection that only reads. Each statement sees all that was kept before it, and nothing of what is under way. */
export type Reader = { all(sql: string, values: readonly unknown[]): unknown[] };

class Connection implements DatabaseConnection {
  turn: Turn | null = null;
  readonly reader: Reader;
  readonly writer: Writer;

  constructor(reader: Reader, writer: Writer) {
    this.reader = reader;
    this.writer = writer;
  }

  async executeQuery<R>({ sql, parameters: values, query }: CompiledQuery): Promise<QueryResult<R>> {
    if (!this.turn && SelectQueryNode.is(query)) return { rows: this.reader.all(sql, values) as R[] };
    const { rows, changes, lastId } = await (this.turn ?? this.writer).run({ sql, values });
    return { rows: rows as R[], numAffectedRows: BigInt(changes), insertId: BigInt(lastId) };
  }

  // oxlint-disable-next-line require-yield
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error("Nothing is read in pieces here.");
  }

  async end(statement: Statement): Promise<void> {
    await this.turn?.run(statement);
  }
}

/** The dialect for a database that is read through `reader` and written through `writer`. */
export const routed = (reader: Reader, writer: Writer): Dialect => ({
  createAdapter: () => new SqliteAdapter(),
  createQueryCompiler: () => new SqliteQueryCompiler(),
  createIntrospector: (db) => new SqliteIntrospector(db),
  createDriver: (): Driver => ({
    init: async () => {},
    acquireConnection: async () => new Connection(reader, writer),
    async beginTransaction(connection) {
      if (!(connection instanceof Connection)) return;
      connection.turn = await writer.turn();
    },
    commitTransaction: (connection) => (connection as Connection).end(commit),
    rollbackTransaction: (connection) => (connection as Connection).end(rollback),
    async releaseConnection(connection) {
      if (connection instanceof Connection) connection.turn?.end();
    },
    destroy: async () => {},
  }),
});
