import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrations } from "../../server/records/migrations.ts";
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

/** Runs a command. The test goes on meanwhile, or the server would hang up on its resting connections unheard. */
const run = async (script: string, file: string, dataDir = server.dataDir) => {
  const child = spawn(process.execPath, [join(project, "scripts", script), file], {
    env: { ...process.env, DATA_DIR: dataDir },
  });
  const said = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const)
    child[stream].setEncoding("utf8").on("data", (text: string) => (said[stream] += text));
  await once(child, "close");
  return { status: child.exitCode, ...said };
};
const spacesIn = (dataDir: string) => rowsIn(dataDir, "SELECT id FROM spaces ORDER BY id").map(({ id }) => id);

test("a backup taken while the server runs brings everything back on an empty machine", async () => {
  const { space } = await openSpace(server.origin, { name: "Pia" });
  const backup = join(folder, "whole.sqlite");
  expect(await run("backup.mjs", backup)).toMatchObject({ status: 0 });

  const elsewhere = join(folder, "elsewhere");
  expect(await run("restore.mjs", backup, elsewhere)).toMatchObject({ status: 0 });
  expect(spacesIn(elsewhere)).toContain(space);
});

test("what a restore has left that was interrupted stands in the way of no other", async () => {
  const backup = join(folder, "again.sqlite");
  expect((await run("backup.mjs", backup)).status).toBe(0);
  const elsewhere = join(folder, "interrupted");
  expect((await run("restore.mjs", backup, elsewhere)).status).toBe(0);
  // SQLite would undo by it what it finds beside it.
  writeFileSync(join(elsewhere, "clearing.sqlite.incoming-journal"), "a change that was under way");
  expect(await run("restore.mjs", backup, elsewhere)).toMatchObject({ status: 0 });
  expect(readdirSync(elsewhere).filter((name) => name.includes("incoming"))).toEqual([]);
});

test("what is no whole backup of this version or an older one is refused in a sentence, and nothing is changed", async () => {
  const { space } = await openSpace(server.origin, { name: "Pia" });
  const whole = join(folder, "good.sqlite");
  await run("backup.mjs", whole);
  const elsewhere = join(folder, "refuses");
  expect((await run("restore.mjs", whole, elsewhere)).status).toBe(0);
  const bytes = readFileSync(whole);
  const changed = (change: (copy: InstanceType<typeof DatabaseSync>) => void) => (file: string) => {
    writeFileSync(file, bytes);
    const copy = new DatabaseSync(file);
    change(copy);
    copy.close();
  };
  const bad: Record<string, { make: (file: string) => void; why: RegExp }> = {
    "of the next version": {
      make: changed((copy) => copy.exec(`PRAGMA user_version = ${migrations.length + 1}`)),
      why: /newer version/,
    },
    "with a damaged first page": {
      make: (file) => writeFileSync(file, Buffer.concat([Buffer.alloc(100, 7), bytes.subarray(100)])),
      why: /damaged/,
    },
    "with a damaged page": {
      make: (file) =>
        writeFileSync(file, Buffer.concat([bytes.subarray(0, 4096), Buffer.alloc(4096, 7), bytes.subarray(8192)])),
      why: /damaged/,
    },
    "cut short": { make: (file) => writeFileSync(file, bytes.subarray(0, bytes.length / 2)), why: /damaged/ },
    empty: { make: (file) => writeFileSync(file, ""), why: /none of ours/ },
    "of another program": {
      make: (file) => {
        const copy = new DatabaseSync(file);
        copy.exec("CREATE TABLE notes (words TEXT)");
        copy.close();
      },
      why: /none of ours/,
    },
    "that is a letter": { make: (file) => writeFileSync(file, "Dear Pia,\n".repeat(500)), why: /none of ours/ },
    "that is a folder": { make: (file) => mkdirSync(file), why: /no file/ },
  };
  for (const [what, { make, why }] of Object.entries(bad)) {
    const file = join(folder, `${what}.sqlite`);
    make(file);
    const { status, stderr } = await run("restore.mjs", file, elsewhere);
    expect([what, status, stderr]).toEqual([what, 1, expect.stringMatching(why)]);
    expect(stderr).toMatch(/Nothing was changed\.\n$/);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(spacesIn(elsewhere)).toContain(space);
    expect(readdirSync(elsewhere).filter((name) => name.includes("incoming"))).toEqual([]);
  }
});

test("damaged data is moved aside whole when a backup takes its place", async () => {
  const { space } = await openSpace(server.origin, { name: "Pia" });
  const backup = join(folder, "after damage.sqlite");
  await run("backup.mjs", backup);
  const elsewhere = join(folder, "damaged");
  mkdirSync(elsewhere);
  writeFileSync(join(elsewhere, "clearing.sqlite"), "no database at all, but somebody's");
  const restored = await run("restore.mjs", backup, elsewhere);
  expect(restored).toMatchObject({ status: 0, stderr: "" });
  expect(spacesIn(elsewhere)).toContain(space);
  const aside = /is now (.*)\. Remove/.exec(restored.stdout)?.[1] ?? "";
  expect(readFileSync(aside, "utf8")).toBe("no database at all, but somebody's");
});

test("a backup is never written over another", async () => {
  const backup = join(folder, "twice.sqlite");
  expect((await run("backup.mjs", backup)).status).toBe(0);
  expect(await run("backup.mjs", backup)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("there already") as string,
  });
});

test("a backup that was changed since is not restored", async () => {
  const backup = join(folder, "changed.sqlite");
  await run("backup.mjs", backup);
  appendFileSync(backup, "x");
  const elsewhere = join(folder, "untouched");
  expect(await run("restore.mjs", backup, elsewhere)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("check sum") as string,
  });
});

test("nothing is restored from the data itself or from what a restore works on, which would be taken away", async () => {
  const { space } = await openSpace(server.origin, { name: "Pia" });
  const backup = join(folder, "own place.sqlite");
  await run("backup.mjs", backup);
  const elsewhere = join(folder, "own place");
  expect((await run("restore.mjs", backup, elsewhere)).status).toBe(0);
  const [target, incoming] = ["", ".incoming"].map((part) => join(elsewhere, `clearing.sqlite${part}`));
  if (target === undefined || incoming === undefined) throw new Error("There are two.");
  copyFileSync(backup, incoming);
  const link = join(folder, "another name.sqlite");
  symlinkSync(incoming, link);
  for (const file of [target, incoming, link]) {
    const { status, stderr } = await run("restore.mjs", file, elsewhere);
    expect([file, status, stderr]).toEqual([
      file,
      1,
      expect.stringMatching(/the data itself.*Nothing was changed\.\n$/),
    ]);
    expect([existsSync(target), existsSync(incoming)]).toEqual([true, true]);
  }
  expect(readdirSync(elsewhere).filter((name) => name.startsWith("clearing-until"))).toEqual([]);
  expect(spacesIn(elsewhere)).toContain(space);
});

test("nothing is restored under a running server, and what was there is moved aside, not lost", async () => {
  const backup = join(folder, "before.sqlite");
  await run("backup.mjs", backup);
  const later = await openSpace(server.origin, { name: "Pia" });
  expect(await run("restore.mjs", backup)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("running") as string,
  });
  await server.stop();

  const restored = await run("restore.mjs", backup);
  expect(restored).toMatchObject({ status: 0 });
  expect(spacesIn(server.dataDir)).not.toContain(later.space);
  const aside = /is now (.*)\. Remove/.exec(restored.stdout)?.[1] ?? "";
  expect(rowsIn(server.dataDir, "SELECT id FROM spaces").length).toBeGreaterThan(0);
  expect((await run("restore.mjs", aside, join(folder, "aside"))).status).toBe(0);
  expect(spacesIn(join(folder, "aside"))).toContain(later.space);
});
