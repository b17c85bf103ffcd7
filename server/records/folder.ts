/** The data folder: for nobody else on this machine, for one process at a time, and whether its files are in their place. */
import { DatabaseSync } from "@photostructure/sqlite";
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { CannotServe } from "./records.ts";
import { kinds, sqliteKind } from "./work.ts";

const ours = /^(clearing|lock)[^/]*\.sqlite(-wal|-shm|-journal|\.incoming.*)?$/;
const othersMay = 0o077;

/**
 * Makes the data folder if there is none, and closes it and its files to others on this machine.
 * @returns a sentence for each thing that stays open to others
 */
export function makeFolder(dataDir: string): string[] {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    for (const name of ["lock.sqlite", "clearing.sqlite"])
      if (!existsSync(join(dataDir, name))) closeSync(openSync(join(dataDir, name), "a", 0o600));
  } catch (error) {
    if (!existsSync(join(dataDir, "clearing.sqlite")))
      throw new CannotServe(
        `Clearing could not start: it cannot write to ${dataDir}, and there is no data to read. Set DATA_DIR to a folder it may write to.`,
        { cause: error },
      );
  }
  const names = readdirSync(dataDir);
  // What else lies in the folder is somebody's, who may need to reach it.
  const alone = names.every((name) => ours.test(name));
  const paths = names.filter((name) => ours.test(name)).map((name) => join(dataDir, name));
  return [dataDir, ...paths].flatMap((path) => {
    const mode = statSync(path).mode;
    if ((mode & othersMay) === 0) return [];
    try {
      if (path === dataDir && !alone) throw new Error("It holds other files.");
      chmodSync(path, mode & 0o700);
      return [];
    } catch {
      const only = path === dataDir ? "chmod 700" : "chmod 600";
      return [`Others on this machine may reach ${path}. To keep what people write from them: ${only} ${path}`];
    }
  });
}

/**
 * Holds the folder for this process. The lock is the operating system's on an open file, so it is gone with the
 * process, however that ends.
 * @throws CannotServe when another process serves the folder
 * @returns how to let it go
 */
export function lockFolder(dataDir: string): () => void {
  let held: InstanceType<typeof DatabaseSync> | null = null;
  try {
    held = new DatabaseSync(join(dataDir, "lock.sqlite"));
    // It holds nothing, and needs no file beside it: one could not be made on a full disk.
    held.exec("PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
  } catch (error) {
    const kind = sqliteKind(error);
    if (kind === kinds.busy) {
      held?.close();
      throw new CannotServe("Another process is serving this data folder.", { cause: error });
    }
    // Where nothing can be written, nobody else writes either, and a lock that only reads keeps a writer out.
    if (held && kind === kinds.readOnly) lockForReading(held);
  }
  return () => held?.close();
}

function lockForReading(lock: InstanceType<typeof DatabaseSync>): void {
  try {
    lock.exec("BEGIN; SELECT count(*) FROM sqlite_schema");
  } catch (error) {
    lock.close();
    throw new CannotServe("Another process is serving this data folder.", { cause: error });
  }
}

/**
 * Remembers which files a database and its log are at this moment.
 * @returns whether the same files are still in their place
 */
export function rememberFiles(file: string): () => boolean {
  const paths = [file, `${file}-wal`];
  const inode = (path: string): bigint | undefined => statSync(path, { throwIfNoEntry: false, bigint: true })?.ino;
  const known = paths.map(inode);
  return () => paths.every((path, index) => inode(path) === known[index]);
}
