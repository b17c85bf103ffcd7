/** The first form of the database as it stood on three of its first days, and how today's data is put into each. */

const same = [
  `CREATE TABLE spaces (id TEXT PRIMARY KEY, welcome TEXT NOT NULL, created INTEGER NOT NULL, holding TEXT NOT NULL)`,
  `CREATE TABLE browsers (id TEXT PRIMARY KEY, secret TEXT NOT NULL UNIQUE, created INTEGER NOT NULL)`,
  `CREATE TABLE sittings (
    browser TEXT NOT NULL REFERENCES browsers(id) ON DELETE CASCADE,
    seat TEXT NOT NULL REFERENCES seats(id) ON DELETE CASCADE, PRIMARY KEY (browser, seat))`,
  `CREATE TABLE invitations (
    secret TEXT PRIMARY KEY, space TEXT NOT NULL REFERENCES spaces(id) ON DELETE CASCADE,
    created INTEGER NOT NULL, expires INTEGER NOT NULL, ended TEXT)`,
  `CREATE INDEX invitations_of_space ON invitations (space)`,
  `CREATE TABLE sessions (
    id TEXT PRIMARY KEY, space TEXT NOT NULL REFERENCES spaces(id) ON DELETE CASCADE,
    began INTEGER NOT NULL, ended INTEGER)`,
];
const seats = (cleared: string): string => `CREATE TABLE seats (
    id TEXT PRIMARY KEY, space TEXT NOT NULL REFERENCES spaces(id) ON DELETE CASCADE, seat TEXT NOT NULL,
    name TEXT NOT NULL, consented INTEGER NOT NULL, taken INTEGER NOT NULL, known INTEGER NOT NULL,
    arrived INTEGER NOT NULL, closed INTEGER, ${cleared}return_key TEXT UNIQUE)`;
const oneOnEachSeat = `CREATE UNIQUE INDEX one_on_each_seat ON seats (space, seat) WHERE closed IS NULL`;
const numbered = (id: string): string[] => [
  `CREATE TABLE documents (
    id ${id}, name TEXT NOT NULL UNIQUE, epoch INTEGER NOT NULL, seq INTEGER NOT NULL, state BLOB)`,
  `CREATE TABLE journal (
    document INTEGER NOT NULL, seq INTEGER NOT NULL, author TEXT NOT NULL, at INTEGER NOT NULL, bytes BLOB NOT NULL)`,
  `CREATE UNIQUE INDEX journal_key ON journal (document, seq)`,
  `CREATE TABLE held (document INTEGER NOT NULL, seat TEXT NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (document, seat))`,
];
const named = [
  `CREATE TABLE documents (name TEXT PRIMARY KEY, epoch INTEGER NOT NULL, seq INTEGER NOT NULL, state BLOB NOT NULL)`,
  `CREATE TABLE journal (
    document TEXT NOT NULL, seq INTEGER NOT NULL, author TEXT NOT NULL, at INTEGER NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (document, seq)) WITHOUT ROWID`,
  `CREATE TABLE held (document TEXT NOT NULL, seat TEXT NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (document, seat))`,
];

const fill = (clearedToo: boolean, documents: readonly string[]): string =>
  [
    ...["spaces", "invitations", "sessions"].map((table) => `INSERT INTO ${table} SELECT * FROM whole.${table}`),
    `INSERT INTO seats SELECT id, space, seat, name, consented, taken, known, arrived, closed,
      ${clearedToo ? "cleared, " : ""}return_key FROM whole.seats`,
    "INSERT INTO browsers SELECT id, secret, created FROM whole.browsers",
    "INSERT INTO sittings SELECT * FROM whole.sittings",
    ...documents,
  ].join("; ");
const fillNumbered = [
  "INSERT INTO documents SELECT id, name, 1, seq, state FROM whole.documents",
  "INSERT INTO journal SELECT document, seq, 'client', 1, bytes FROM whole.journal",
  "INSERT INTO held SELECT * FROM whole.held",
];
const fillNamed = [
  "INSERT INTO documents SELECT name, 1, seq, state FROM whole.documents WHERE state IS NOT NULL",
  `INSERT INTO journal SELECT name, journal.seq, 'client', 1, bytes
    FROM whole.journal AS journal JOIN whole.documents AS d ON d.id = journal.document`,
  "INSERT INTO held SELECT name, seat, bytes FROM whole.held AS h JOIN whole.documents AS d ON d.id = h.document",
];

/** By what the form lacked: its tables, and statements that fill them from a database of today's first form, `whole`. */
export const earlyForms = {
  "when rows said the names of their documents": {
    tables: [...same, seats(""), oneOnEachSeat, ...named].join("; "),
    fill: fill(false, fillNamed),
  },
  "before a refused client's words were cleared": {
    tables: [...same, seats(""), oneOnEachSeat, ...numbered("INTEGER PRIMARY KEY")].join("; "),
    fill: fill(false, fillNumbered),
  },
  "before a cookie's secret was replaced": {
    tables: [...same, seats("cleared INTEGER, "), oneOnEachSeat, ...numbered("INTEGER PRIMARY KEY AUTOINCREMENT")].join(
      "; ",
    ),
    fill: fill(true, fillNumbered),
  },
};
