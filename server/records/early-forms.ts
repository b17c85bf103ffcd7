/** The first form as it was written in its first days, before it was frozen: brought to the form that stands. */
import { type Kysely, sql } from "kysely";

type Plain = Kysely<unknown>;

async function columnsOf(db: Plain, table: string): Promise<Set<string>> {
  const info = sql<{ name: string }>`pragma_table_info(${table})`.as("info");
  return new Set((await db.selectFrom(info).select("name").execute()).map(({ name }) => name));
}

async function run(db: Plain, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

/** Makes of a first form of any day the one that the next migration knows. Does nothing to that one. */
export async function settleFirst(db: Plain): Promise<void> {
  if (!(await columnsOf(db, "seats")).has("cleared")) await run(db, ["ALTER TABLE seats ADD COLUMN cleared INTEGER"]);
  if (!(await columnsOf(db, "browsers")).has("before"))
    await run(db, [
      "ALTER TABLE browsers ADD COLUMN before TEXT",
      "CREATE UNIQUE INDEX browsers_before ON browsers (before)",
    ]);
  const documents = await columnsOf(db, "documents");
  if (!documents.has("epoch")) return;
  const tables = ["documents", "journal", "held"];
  await run(db, [
    "DROP INDEX IF EXISTS journal_key",
    ...tables.map((table) => `ALTER TABLE ${table} RENAME TO early_${table}`),
    `CREATE TABLE documents (
      id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, seq INTEGER NOT NULL, state BLOB)`,
    "CREATE TABLE journal (document INTEGER NOT NULL, seq INTEGER NOT NULL, bytes BLOB NOT NULL)",
    "CREATE UNIQUE INDEX journal_key ON journal (document, seq)",
    `CREATE TABLE held (
      document INTEGER NOT NULL, seat TEXT NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (document, seat))`,
    ...(documents.has("id") ? numbered : named),
    ...tables.map((table) => `DROP TABLE early_${table}`),
  ]);
}

const numbered = [
  "INSERT INTO documents (id, name, seq, state) SELECT id, name, seq, state FROM early_documents",
  "INSERT INTO journal SELECT document, seq, bytes FROM early_journal",
  "INSERT INTO held SELECT document, seat, bytes FROM early_held",
];

/** On the very first day a row said the name of its document, and only one with a state had a row of its own. */
const named = [
  "INSERT INTO documents (name, seq, state) SELECT name, seq, state FROM early_documents",
  `INSERT OR IGNORE INTO documents (name, seq)
    SELECT document, 0 FROM early_journal UNION SELECT document, 0 FROM early_held`,
  `INSERT INTO journal SELECT documents.id, early_journal.seq, bytes
    FROM early_journal JOIN documents ON documents.name = early_journal.document`,
  `INSERT INTO held SELECT documents.id, seat, bytes
    FROM early_held JOIN documents ON documents.name = early_held.document`,
];
