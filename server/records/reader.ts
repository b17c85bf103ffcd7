/** The connection that reads, on the event loop: quickest there, and no writer ever keeps it waiting. */
import { DatabaseSync } from "@photostructure/sqlite";
import { statSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Reader } from "./driver.ts";
import { faultOf, isOfTheDisk } from "./work.ts";

type Sqlite = InstanceType<typeof DatabaseSync>;
/** An open connection. One that holds the database alone keeps a writer out, and has to let it go first. */
type Opened = { sqlite: Sqlite; alone: boolean };

/** Opens a database for reading. `unwritable`: nothing beside the file can be made or changed. */
export function openReader(file: string, unwritable: boolean) {
  let opened: Opened | null = open(file, unwritable);
  const statements = new Map<string, ReturnType<Sqlite["prepare"]>>();
  const close = (): void => {
    statements.clear();
    opened?.sqlite.close();
    opened = null;
  };
  return {
    all(sql, values) {
      if (!opened) throw faultOf("busy", "The database is being opened.");
      let statement = statements.get(sql);
      if (!statement) statements.set(sql, (statement = opened.sqlite.prepare(sql)));
      return statement.all(...values);
    },
    /** Lets a writer open the database. After that comes `openAgain`. */
    async makeWay(): Promise<void> {
      if (!opened?.alone) return;
      close();
      await letGo();
    },
    openAgain(stillUnwritable: boolean): void {
      if (opened && stillUnwritable) return;
      close();
      opened = open(file, stillUnwritable);
    },
    close,
  } satisfies Reader & Record<string, unknown>;
}

/**
 * SQLite keeps a closed connection, with its locks, for as long as a statement of it is there, and this binding ends a
 * statement only when it is collected as garbage.
 */
async function letGo(): Promise<void> {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  // What was collected is ended in a later turn.
  await setImmediate();
}

function open(file: string, unwritable: boolean): Opened {
  if (!unwritable) return { sqlite: look(file, true, ""), alone: false };
  const hasLog = (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
  // Without a log the file is all there is, and it stays as it is.
  if (!hasLog) return { sqlite: look(`${pathToFileURL(file).href}?immutable=1`, true, ""), alone: false };
  try {
    return { sqlite: look(file, true, ""), alone: false };
  } catch (error) {
    if (!isOfTheDisk(error)) throw error;
    // There is no room for the index of the log that processes share. Who has the database alone needs none.
    return { sqlite: look(file, false, "PRAGMA locking_mode = EXCLUSIVE; PRAGMA query_only = ON"), alone: true };
  }
}

function look(name: string, readOnly: boolean, pragmas: string): Sqlite {
  const sqlite = new DatabaseSync(name, { readOnly });
  try {
    sqlite.exec(`PRAGMA busy_timeout = 50; ${pragmas}`);
    sqlite.prepare("SELECT count(*) FROM sqlite_schema").get();
    return sqlite;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}
