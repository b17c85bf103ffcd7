import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { changeRows, rowsIn } from "../support/database.ts";
import { pair } from "../support/people.ts";
import { enterRoom } from "../support/room.ts";
import { startServer, tryToStart } from "../support/server.ts";
import { openLine } from "../support/wire.ts";

function folder(): string {
  const dataDir = mkdtempSync(join(tmpdir(), "clearing-config-"));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  return dataDir;
}

const wrong: Record<string, string> = {
  PORT: "eighty",
  PROXIES: "-1",
  LOG_LEVEL: "loud",
  PUBLIC_URL: "http://clearing.example",
  DATABASE_URL: "postgres://x",
  REDIS_URL: "redis://x",
};
const more: [string, string][] = [
  ["PORT", "65536"],
  ["PORT", "3000 "],
  ["PUBLIC_URL", "clearing.example"],
  ["PUBLIC_URL", "https://clearing.example/app"],
  ["PUBLIC_URL", "ftp://clearing.example"],
  ["PROXIES", "many"],
  ["STUN_URLS", "stun.example.org"],
  ["STUN_URLS", "stun:stun.example.org, turn:turn.example.org"],
  ["STUN_URLS", "stun:stun.example.org/path"],
  ["STUN_URLS", "stun:stun.example.org?transport=udp"],
  ["STUN_URLS", "stun:stun.example.org:65536"],
  ["STUN_URLS", "stun:256.1.1.1"],
  ["STUN_URLS", "stun:[::1::2]"],
  ["TURN_URLS", "turn:turn.example.org?transport=sctp"],
  ["TURN_URLS", "https://turn.example.org"],
  ["TURN_SECRET", "a secret without a server for it"],
  ["RELAY_ONLY", "perhaps"],
  ["RELAY_ONLY", "yes"],
];

test.for([...Object.entries(wrong), ...more])(
  "%s as '%s' ends the start with a sentence that names it",
  async ([name, value]) => {
    const { code, output } = await tryToStart({ DATA_DIR: folder(), [name]: value });
    expect(code).toBe(1);
    expect(output).toMatch(new RegExp(`^${name} is [^\\n]+\\.\\n$`, "m"));
    expect(output).not.toMatch(/\n\s+at /);
  },
);

test.for<[string, Record<string, string>]>([
  ["a relay without its secret", { TURN_URLS: "turn:turn.example.org" }],
  ["a secret that is easily guessed", { TURN_URLS: "turn:turn.example.org", TURN_SECRET: "hush-hush" }],
])("%s ends the start with a sentence that names the setting, and not what it holds", async ([, settings]) => {
  const { code, output } = await tryToStart({ DATA_DIR: folder(), ...settings });
  expect(code).toBe(1);
  expect(output).toMatch(/^TURN_SECRET is [^\n]+\.\n$/m);
  expect(output).not.toContain("hush");
});

test("a second process on the same data refuses to start, and the first goes on", async () => {
  const first = await startServer();
  const people = await pair(first.origin);
  const { code, output } = await tryToStart({ DATA_DIR: first.dataDir });
  expect([code, output]).toEqual([1, expect.stringContaining("Another process is serving this data folder.")]);
  const line = openLine(first.origin, people.client);
  await line.document();
  line.end();
  await first.restart("SIGKILL");
  await first.end();
});

test("a port that is taken is said in a sentence", async () => {
  const holder = createServer().listen(0, "127.0.0.1");
  await once(holder, "listening");
  const { port } = holder.address() as AddressInfo;
  const { code, output } = await tryToStart({ DATA_DIR: folder(), PORT: String(port) });
  expect([code, output]).toEqual([1, expect.stringContaining("the port is in use")]);
  holder.close();
});

test("SIGTERM and SIGINT end it in order: sockets with 4503, everything on disk, exit code 0", async () => {
  const server = await startServer();
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    const people = await pair(server.origin);
    const lines = [openLine(server.origin, people.client), openLine(server.origin, people.client, { mine: true })];
    const room = await enterRoom(server.origin, people.client);
    await Promise.all(lines.map((line) => line.document()));
    expect(await server.stop(signal)).toBe(0);
    expect(await Promise.all(lines.map((line) => line.closed))).toEqual([4503, 4503]);
    await room.ended.when(() => true);
    room.leave();
    expect(rowsIn(server.dataDir, "PRAGMA integrity_check")[0]?.integrity_check).toBe("ok");
    await server.restart();
  }
  await server.end();
});

test("data of a newer version is refused and left as it is", async () => {
  const server = await startServer();
  await pair(server.origin);
  await server.stop();
  changeRows(server.dataDir, "PRAGMA user_version = 999");
  const before = rowsIn(server.dataDir, "SELECT name, sql FROM sqlite_master ORDER BY name");
  const { code, output } = await tryToStart({ DATA_DIR: server.dataDir });
  expect([code, output]).toEqual([
    1,
    expect.stringMatching(/^This data was written by a newer version\. Nothing was changed\.$/m),
  ]);
  expect(output).not.toMatch(/\n\s+at /);
  expect(rowsIn(server.dataDir, "PRAGMA user_version")[0]?.user_version).toBe(999);
  expect(rowsIn(server.dataDir, "SELECT name, sql FROM sqlite_master ORDER BY name")).toEqual(before);
  await server.end();
});

test("a line that does not answer its goodbye does not keep the process from ending", async () => {
  const server = await startServer();
  const people = await pair(server.origin);
  const line = openLine(server.origin, people.client);
  await line.document();
  line.socket.pause();
  expect(await server.stop("SIGTERM")).toBe(0);
  line.end();
  await server.end();
});
