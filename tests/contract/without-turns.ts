/** A database in which nobody waits for another's transaction: the statements of all callers come between each other. */
import type { Database } from "../../server/records/database.ts";

/** What a statement says by itself must then be enough. Nothing is taken back either, so what is refused stays half done. */
export function withoutTurns(database: Database): Database {
  const db = new Proxy(database.db, {
    get(target, name) {
      if (name === "transaction") return () => ({ execute: (work: (step: unknown) => unknown) => work(db) });
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  return { ...database, db };
}
