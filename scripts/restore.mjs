// `npm run restore -- FILE`: puts a backup in the place of the data. The data that was there is moved aside, not lost.
import { DatabaseSync } from "@photostructure/sqlite";
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { sha256Of } from "./copies.mjs";

const [backup] = process.argv.slice(2);
const dataDir = resolve(process.env.DATA_DIR || "data");
const target = join(dataDir, "clearing.sqlite");
if (!backup || !existsSync(backup)) fail("Name the backup to restore: npm run restore -- clearing-monday.sqlite");
if (existsSync(`${backup}.sha256`) && readFileSync(`${backup}.sha256`, "utf8").trim() !== sha256Of(backup))
  fail("This backup is not what was written: its check sum differs. Nothing was changed.");

mkdirSync(dataDir, { recursive: true, mode: 0o700 });
const lock = new DatabaseSync(join(dataDir, "lock.sqlite"));
try {
  lock.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
} catch {
  fail("The server is running on this data. Stop it first. Nothing was changed.");
}

const incoming = `${target}.incoming`;
copyFileSync(backup, incoming);
const spaces = countSpaces(incoming);
if (spaces === null) {
  rmSync(incoming);
  fail("This backup is damaged, or is none of ours. Nothing was changed.");
}

if (existsSync(target)) {
  // What the log beside the old data holds belongs to it, and must not be read into the new.
  const old = new DatabaseSync(target);
  const { busy } = old.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get();
  old.close();
  if (busy !== 0) {
    rmSync(incoming);
    fail("Another program is reading the data that is here, so it cannot be moved whole. Nothing was changed.");
  }
  const aside = join(dataDir, `clearing-until-${new Date().toISOString().replace(/[:.]/g, "-")}.sqlite`);
  renameSync(target, aside);
  for (const rest of ["-wal", "-shm"]) rmSync(`${target}${rest}`, { force: true });
  console.log(`The data that was here is now ${aside}. Remove it when you are sure.`);
}
renameSync(incoming, target);
lock.close();
console.log(`Restored ${spaces} spaces from ${backup}.`);

/** How many spaces a database holds, or null for one that is damaged or not ours. */
function countSpaces(file) {
  try {
    const copy = new DatabaseSync(file, { readOnly: true });
    const check = copy.prepare("PRAGMA integrity_check").get()?.integrity_check;
    const count = copy.prepare("SELECT count(*) AS n FROM spaces").get()?.n;
    copy.close();
    return check === "ok" ? count : null;
  } catch {
    return null; // No database, or none with our tables: the answer is the report.
  }
}

function fail(why) {
  console.error(why);
  process.exit(1);
}
