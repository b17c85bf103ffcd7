/** What the writer is asked and answers: plain values, so that they pass from one thread to another. */

export type Statement = { sql: string; values: readonly unknown[] };
export type Result = { rows: unknown[]; changes: number | bigint; lastId: number | bigint };

export const begin: Statement = { sql: "begin immediate", values: [] };
export const commit: Statement = { sql: "commit", values: [] };
export const rollback: Statement = { sql: "rollback", values: [] };

export type Work =
  /** Opens the database for writing. Everything else fails before that. */
  | { kind: "open" }
  | { kind: "run"; statement: Statement }
  /** As `run`, in the transaction that was begun before. */
  | { kind: "within"; statement: Statement }
  | { kind: "together"; statements: readonly Statement[] }
  /** Gives back a few free pages at the end of the file. The row says how many are left. */
  | { kind: "shrink" }
  /** Empties the write-ahead log into the file. The row says whether a reader would not let go of it. */
  | { kind: "emptyLog" }
  | { kind: "close" };

/** An error as it passes between threads. */
type Fault = { name: string; message: string; stack: string | undefined; code: unknown; errcode: unknown };
export type Answer = { result: Result; fault: Fault | null };

export const nothing: Result = { rows: [], changes: 0, lastId: 0 };

/** An error as a plain value. */
export function asFault(error: unknown): Fault {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  return { name, message, stack, code, errcode };
}

/** The error that `asFault` was given. */
export const asError = ({ name, message, stack, code, errcode }: Fault): Error =>
  Object.assign(new Error(message), { name, stack, code, errcode });

/** An error of ours that says the same as SQLite's does. */
export const faultOf = (kind: keyof typeof kinds, message: string): Error =>
  Object.assign(new Error(message), { errcode: kinds[kind] });

/** The kind of a fault of SQLite, without what says more about it; undefined for any other error. */
export function sqliteKind(error: unknown): number | undefined {
  const { errcode } = (error ?? {}) as { errcode?: unknown };
  return typeof errcode === "number" ? errcode & 0xff : undefined;
}

/** Whether an error says that the disk takes nothing now, not that something is wrong with what was asked. */
export const isOfTheDisk = (error: unknown): boolean => ofTheDisk.includes(sqliteKind(error));

/** Whether an error says that nothing can be written now: the disk takes nothing, or another program holds the database. */
export const takesNothing = (error: unknown): boolean => isOfTheDisk(error) || sqliteKind(error) === kinds.busy;

export const kinds = {
  busy: 5,
  readOnly: 8,
  input: 10,
  damaged: 11,
  full: 13,
  cannotOpen: 14,
  noDatabase: 26,
} as const;
const ofTheDisk: readonly (number | undefined)[] = [kinds.readOnly, kinds.input, kinds.full, kinds.cannotOpen];
