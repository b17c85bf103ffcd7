/** The connection that reads, on the event loop: quickest there, and no writer ever keeps it waiting. */
import { DatabaseSync } from "@photostructure/sqlite";
import { statSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { Reader } from "./driver.ts";

type Sqlite = InstanceType<typeof DatabaseSync>;

/**
 * Opens a database for reading.
 * @param unwritable nothing beside the file can be made or changed: then also nobody else changes it
 */
export function openReader(
  file: string,
  unwritable: boolean,
): Reader & {
  openAgain(unwritable: boolean): void;
  close(): void;
} {
  let sqlite = open(file, unwritable);
  const statements = new Map<string, ReturnType<Sqlite["prepare"]>>();
  return {
    all(sql, values) {
      let statement = statements.get(sql);
      if (!statement) statements.set(sql, (statement = sqlite.prepare(sql)));
      return statement.all(...values);
    },
    openAgain(now) {
      statements.clear();
      sqlite.close();
      sqlite = open(file, now);
    },
    close: () => sqlite.close(),
  };
}

function open(file: string, unwritable: boolean): Sqlite {
  const hasLog = (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
  // Reading beside a log needs files of its own. Without one, the file is all there is, and it stays as it is.
  const name = unwritable && !hasLog ? `${pathToFileURL(file).href}?immutable=1` : file;
  const sqlite = new DatabaseSync(name, { readOnly: true });
  try {
    sqlite.exec("PRAGMA busy_timeout = 50");
    sqlite.prepare("SELECT count(*) FROM sqlite_schema").get();
    return sqlite;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}
