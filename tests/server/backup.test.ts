import { spawnSync } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rowsIn } from "../support/database.ts";
import { openSpace } from "../support/people.ts";
import { type Server, startServer } from "../support/server.ts";

const project = resolve(import.meta.dirname, "../..");
let server: Server;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "clearing-backup-"));
  server = await startServer();
});
afterAll(async () => {
  await server.end();
  rmSync(folder, { recursive: true, force: true });
});

const run = (script: string, file: string, dataDir = server.dataDir) =>
  spawnSync(process.execPath, [join(project, "scripts", script), file], {
    encoding: "utf8",
    env: { ...process.env, DATA_DIR: dataDir },
  });
const spacesIn = (dataDir: string) => rowsIn(dataDir, "SELECT id FROM spaces ORDER BY id").map(({ id }) => id);

test("a backup taken while the server runs brings everything back on an empty machine", async () => {
  const { space } = await openSpace(server.origin, { name: "Pia" });
  const backup = join(folder, "whole.sqlite");
  expect(run("backup.mjs", backup)).toMatchObject({ status: 0 });

  const elsewhere = join(folder, "elsewhere");
  expect(run("restore.mjs", backup, elsewhere)).toMatchObject({ status: 0 });
  expect(spacesIn(elsewhere)).toContain(space);
});

test("a backup is never written over another", async () => {
  const backup = join(folder, "twice.sqlite");
  expect(run("backup.mjs", backup).status).toBe(0);
  expect(run("backup.mjs", backup)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("there already") as string,
  });
});

test("a backup that was changed since is not restored", async () => {
  const backup = join(folder, "changed.sqlite");
  run("backup.mjs", backup);
  appendFileSync(backup, "x");
  const elsewhere = join(folder, "untouched");
  expect(run("restore.mjs", backup, elsewhere)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("check sum") as string,
  });
});

test("nothing is restored under a running server, and what was there is moved aside, not lost", async () => {
  const backup = join(folder, "before.sqlite");
  run("backup.mjs", backup);
  const later = await openSpace(server.origin, { name: "Pia" });
  expect(run("restore.mjs", backup)).toMatchObject({ status: 1, stderr: expect.stringContaining("running") as string });
  await server.stop();

  const restored = run("restore.mjs", backup);
  expect(restored).toMatchObject({ status: 0 });
  expect(spacesIn(server.dataDir)).not.toContain(later.space);
  const aside = /is now (.*)\. Remove/.exec(restored.stdout)?.[1] ?? "";
  expect(rowsIn(server.dataDir, "SELECT id FROM spaces").length).toBeGreaterThan(0);
  expect(run("restore.mjs", aside, join(folder, "aside")).status).toBe(0);
  expect(spacesIn(join(folder, "aside"))).toContain(later.space);
});
