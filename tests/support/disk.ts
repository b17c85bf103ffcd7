/** Bad days of a disk, for a server that runs: no room on it, files taken away, another program in the database. */
import { DatabaseSync } from "@photostructure/sqlite";
import { execFileSync } from "node:child_process";
import { readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import type { Server } from "./server.ts";

/** Runs a command with no room on its disk: no file grows. */
export const withoutRoom = ["prlimit", "--fsize=1:"] as const;

/** Takes all room from a running server's disk, or gives it back. */
export function setRoom({ process }: Server, room: "none" | "enough"): void {
  execFileSync("prlimit", ["--pid", String(process.pid), `--fsize=${room === "none" ? 1 : "unlimited"}:`]);
}

/** Takes the files of a database away from a running server. Gives back how to put them in their place again. */
export function takeFilesAway(dataDir: string): () => void {
  const names = readdirSync(dataDir).filter((name) => name.startsWith("clearing"));
  const move = (from: string, to: string): void => {
    for (const name of names) renameSync(join(dataDir, `${from}${name}`), join(dataDir, `${to}${name}`));
  };
  move("", "away-");
  return () => move("away-", "");
}

/** Another program that writes to the database, and has not come to its end. Gives back how it does. */
export function holdWriter(dataDir: string): () => void {
  const other = new DatabaseSync(join(dataDir, "clearing.sqlite"));
  other.exec("PRAGMA busy_timeout = 5000; BEGIN IMMEDIATE");
  return () => {
    other.exec("ROLLBACK");
    other.close();
  };
}
