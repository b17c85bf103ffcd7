import { chmodSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { pair } from "../support/people.ts";
import { type Server, startServer, tryToStart } from "../support/server.ts";

let server: Server;

beforeEach(async () => {
  server = await startServer({ env: { LOG_LEVEL: "warn" } });
  return () => server.end();
});

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);
const modes = (): Record<string, string> =>
  Object.fromEntries(readdirSync(server.dataDir).map((name) => [name, modeOf(join(server.dataDir, name))]));

test("a folder and files that others could reach are closed to them at the start", async () => {
  await pair(server.origin);
  await server.stop("SIGKILL");
  for (const name of readdirSync(server.dataDir)) chmodSync(join(server.dataDir, name), 0o644);
  chmodSync(server.dataDir, 0o755);
  await server.restart();
  await pair(server.origin);
  expect(modeOf(server.dataDir)).toBe("700");
  expect(new Set(Object.values(modes()))).toEqual(new Set(["600"]));
  expect(Object.keys(modes())).toEqual(
    expect.arrayContaining(["clearing.sqlite", "clearing.sqlite-wal", "lock.sqlite"]),
  );
  expect(server.output()).not.toContain("Others on this machine");
});

test("a new folder is for nobody else, whatever the mask of the process is", async () => {
  await server.stop();
  const dataDir = join(server.dataDir, "deeper", "data");
  const { code } = await tryToStart({ DATA_DIR: dataDir });
  expect(code).toBeNull();
  expect(modeOf(dataDir)).toBe("700");
  for (const name of readdirSync(dataDir)) expect(modeOf(join(dataDir, name))).toBe("600");
});

test("a folder that holds what is not ours is left as it is, and the start says so; our files in it are closed", async () => {
  await server.stop();
  const letters = join(server.dataDir, "letters.txt");
  writeFileSync(letters, "somebody's");
  chmodSync(letters, 0o644);
  chmodSync(server.dataDir, 0o755);
  chmodSync(join(server.dataDir, "clearing.sqlite"), 0o644);
  await server.restart();
  expect([modeOf(server.dataDir), modeOf(letters)]).toEqual(["755", "644"]);
  expect(modeOf(join(server.dataDir, "clearing.sqlite"))).toBe("600");
  await server.said(`Others on this machine may reach ${server.dataDir}.`);
});

test.each(["clearing.sqlite", "clearing.sqlite with the rest of its page"])(
  "a damaged first page ends the start with a sentence: %s",
  async (what) => {
    await pair(server.origin);
    await server.stop();
    const file = join(server.dataDir, "clearing.sqlite");
    const bytes = readFileSync(file);
    bytes.fill(0xab, what === "clearing.sqlite" ? 0 : 100, what === "clearing.sqlite" ? 16 : 4096);
    writeFileSync(file, bytes);
    const { code, output } = await tryToStart({ DATA_DIR: server.dataDir });
    expect(code).toBe(1);
    expect(output).toMatch(
      /^The data in .* is damaged and cannot be read\. Nothing was changed\. Put a backup in its place/m,
    );
    expect(output).not.toMatch(/\n\s+at /);
    expect(readFileSync(file).equals(bytes)).toBe(true);
  },
);

test("a folder that can neither be made nor read ends the start with a sentence", async () => {
  await server.stop();
  const dataDir = join(server.dataDir, "lock.sqlite", "data");
  const { code, output } = await tryToStart({ DATA_DIR: dataDir });
  expect([code, output]).toEqual([
    1,
    expect.stringContaining(`Clearing could not start: it cannot write to ${dataDir}`),
  ]);
  expect(output).not.toMatch(/\n\s+at /);
});
