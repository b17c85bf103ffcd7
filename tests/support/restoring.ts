/** Setting a server back: by a backup and the command that restores it, or by files that were put back behind its back. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Server } from "./server.ts";

const project = resolve(import.meta.dirname, "../..");

function run(script: string, file: string, dataDir: string): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(project, "scripts", script), file], {
    encoding: "utf8",
    env: { ...process.env, DATA_DIR: dataDir },
  });
  if (status !== 0) throw new Error(`${script} ended with ${String(status)}: ${stderr}`);
  return stdout;
}

const dataFiles = (folder: string): string[] =>
  readdirSync(folder).filter((name) => name.startsWith("clearing.sqlite"));

export type Restoring = {
  /** Sets the server back, and starts it. */
  setBack(): Promise<void>;
  /** Removes what that took from the disk. */
  end(): void;
};

/** Takes a backup of a running server, into `file`. */
export function backUp(server: Server) {
  const folder = mkdtempSync(join(tmpdir(), "clearing-set-back-"));
  const file = join(folder, "backup.sqlite");
  run("backup.mjs", file, server.dataDir);
  let said = "";
  return {
    file,
    /** What the last restore has said. */
    said: (): string => said,
    async setBack(from = file): Promise<void> {
      await server.stop();
      said = run("restore.mjs", from, server.dataDir);
      await server.restart();
    },
    end: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Copies the files of a server as they lie there, log and all: what comes later is cut off, as by a disk that lied. */
export function copyFiles(server: Server): Restoring {
  const folder = mkdtempSync(join(tmpdir(), "clearing-files-"));
  for (const name of dataFiles(server.dataDir)) cpSync(join(server.dataDir, name), join(folder, name));
  return {
    async setBack() {
      await server.stop("SIGKILL");
      for (const name of dataFiles(server.dataDir)) rmSync(join(server.dataDir, name));
      for (const name of dataFiles(folder)) cpSync(join(folder, name), join(server.dataDir, name));
      await server.restart();
    },
    end: () => rmSync(folder, { recursive: true, force: true }),
  };
}
