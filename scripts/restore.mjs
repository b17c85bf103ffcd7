// `npm run restore -- FILE`: puts a backup in the place of the data. The data that was there is moved aside, not lost.
import { DatabaseSync } from "@photostructure/sqlite";
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { markAsCopy, newestForm, sha256Of } from "./copies.mjs";
import { isFull, keepSeats } from "./seats.mjs";

const [backup] = process.argv.slice(2);
const dataDir = resolve(process.env.DATA_DIR || "data");
const target = join(dataDir, "clearing.sqlite");
const incoming = `${target}.incoming`;
if (!backup || !existsSync(backup)) fail("Name the backup to restore: npm run restore -- clearing-monday.sqlite");
if (!statSync(backup).isFile()) fail(`${backup} is no file. Nothing was changed.`);
if (isOurs(backup))
  fail(`${backup} is the data itself, or what a restore has left: it would be taken away. Nothing was changed.`);
if (existsSync(`${backup}.sha256`) && readFileSync(`${backup}.sha256`, "utf8").trim() !== sha256Of(backup))
  fail("This backup is not what was written: its check sum differs. Nothing was changed.");

process.umask(0o077);
const lock = lockFolder();
const spaces = takeIn();
sayThatItIsOne();
const hasSeats = existsSync(target) && bringSeats();
moveAside();
renameSync(incoming, target);
lock.close();
console.log(`Restored ${spaces} spaces from ${backup}.`);
console.log(
  hasSeats
    ? "Who sits where, and what opens a seat, is as it was here until now."
    : "Who sits where is as it was in the backup. Whoever was put off a seat since then sits there again, and a return key that was replaced since then opens it again.",
);

/** Whether this is a file that a restore moves or removes, by whatever name: it cannot be read into its own place. */
function isOurs(file) {
  const { dev, ino } = statSync(file, { bigint: true });
  return [target, incoming]
    .flatMap(withLogs)
    .filter((own) => existsSync(own))
    .map((own) => statSync(own, { bigint: true }))
    .some((own) => own.dev === dev && own.ino === ino);
}

function lockFolder() {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const held = new DatabaseSync(join(dataDir, "lock.sqlite"));
    held.exec("PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
    return held;
  } catch (error) {
    if (error.errstr === "database is locked")
      fail("The server is running on this data. Stop it first. Nothing was changed.");
    fail(`${dataDir} cannot be written: ${error.message}. Nothing was changed.`);
  }
}

/** A database with the files that SQLite puts beside it. */
function withLogs(file) {
  return ["", "-journal", "-wal", "-shm"].map((part) => `${file}${part}`);
}

/** Removes what was copied, with the logs beside it: one that an interrupted restore has left would be read into the next. */
function removeIncoming() {
  for (const part of withLogs(incoming)) rmSync(part, { force: true });
}

/** Copies the backup beside the data and looks whether it is one. Gives how many spaces it holds. */
function takeIn() {
  try {
    removeIncoming();
    copyFileSync(backup, incoming);
  } catch (error) {
    giveUp(`The backup could not be copied: ${error.message}.`);
  }
  let copy;
  try {
    copy = new DatabaseSync(incoming);
    // What was moved aside keeps a log: what is written into the copy from here on would stand there, and be left behind.
    copy.exec("PRAGMA journal_mode = DELETE");
    const form = copy.prepare("PRAGMA user_version").get()?.user_version;
    if (form > newestForm) giveUp("This backup was written by a newer version of Clearing.");
    const check = copy.prepare("PRAGMA integrity_check").get()?.integrity_check;
    if (check !== "ok") giveUp("This backup is damaged.");
    return copy.prepare("SELECT count(*) AS n FROM spaces").get().n;
  } catch (error) {
    if (isFull(error)) giveUp(`The copy of the backup could not be written: ${error.message}.`);
    // No database, or none with our tables.
    giveUp("This backup is damaged, or is none of ours.");
  } finally {
    if (copy?.isOpen) copy.close();
  }
}

/** A backup says by itself that it is one. What another restore has moved aside does not. */
function sayThatItIsOne() {
  try {
    markAsCopy(incoming, 0);
  } catch (error) {
    giveUp(`The copy of the backup could not be written: ${error.message}.`);
  }
}

/** Gives whether who sits where could be read from the data that is here. */
function bringSeats() {
  try {
    return keepSeats(incoming, target);
  } catch (error) {
    giveUp(`Who sits where could not be brought over: ${error.message}.`);
  }
}

function moveAside() {
  if (!existsSync(target)) return;
  const aside = join(dataDir, `clearing-until-${new Date().toISOString().replace(/[:.]/g, "-")}.sqlite`);
  // What the log beside the old data holds belongs to it, and must not be read into the new.
  let busy = 0;
  try {
    const old = new DatabaseSync(target);
    ({ busy } = old.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get());
    old.close();
  } catch (error) {
    if (isFull(error)) giveUp(`The data that is here could not be made whole: ${error.message}.`);
    console.log("The data that is here is damaged. It is moved as it is.");
  }
  if (busy !== 0) giveUp("Another program is reading the data that is here, so it cannot be moved whole.");
  for (const part of ["", "-wal", "-shm"])
    if (existsSync(`${target}${part}`)) renameSync(`${target}${part}`, `${aside}${part}`);
  console.log(`The data that was here is now ${aside}. Remove it when you are sure.`);
}

function giveUp(why) {
  removeIncoming();
  fail(`${why} Nothing was changed.`);
}

function fail(why) {
  console.error(why);
  process.exit(1);
}
