import { beforeEach, expect, test } from "vitest";
import { filesWith, rowsIn } from "../support/database.ts";
import { holdWriter, setRoom, takeFilesAway, withoutRoom } from "../support/disk.ts";
import { type Pair, ask, pair } from "../support/people.ts";
import { enterRoom } from "../support/room.ts";
import { type Server, startServer } from "../support/server.ts";
import { documentOf, openLine, say } from "../support/wire.ts";
import { type Writer, openWriter } from "../support/writer.ts";

let server: Server;
let people: Pair;
let client: Writer;

beforeEach(async () => {
  server = await startServer({ env: { LOG_LEVEL: "warn" } });
  people = await pair(server.origin);
  client = openWriter(server.origin, "client", people.client);
  await client.synced();
  await client.allKept(write("kept before "));
  return async () => {
    client.close();
    await server.end();
  };
});

const write = (words: string): number => client.edit((doc) => doc.getText("both:sheet").insert(0, words));
const sheet = async (): Promise<string> =>
  (await documentOf(server.origin, people.practitioner)).getText("both:sheet").toJSON();
const ready = async (): Promise<number> => (await ask(server.origin, "GET", "/readyz")).status;
/** Asks until it is so: an answer may be as old as a second. */
const readyIs = async (status: number): Promise<void> => {
  while ((await ready()) !== status) await new Promise((again) => setTimeout(again, 100));
};
const lines = () =>
  server
    .output()
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as { level: number; msg: string });
test("without room on the disk people read on, nothing is called kept, and what they wrote is kept once there is room", async () => {
  await readyIs(200);
  setRoom(server, "none");
  const down = client.lines.when((line) => line === "down", client.lines.all.length);
  const number = write("written without room ");
  await down;
  await readyIs(503);
  expect(client.keptUpTo()).toBeLessThan(number);
  expect(await sheet()).toBe("kept before ");
  const opened = await ask(server.origin, "POST", "/api/spaces", { body: { name: "Pia" } });
  expect([opened.status, await opened.json()]).toEqual([
    503,
    { code: "cannot-keep", why: expect.stringMatching(/cannot keep anything/) as string },
  ]);
  expect((await ask(server.origin, "GET", "/api/spaces", people.client)).status).toBe(200);

  setRoom(server, "enough");
  await client.allKept(number);
  await readyIs(200);
  expect(await sheet()).toBe("written without room kept before ");
});

test("a server that is stopped without room ends in order, and says what it could not do", async () => {
  setRoom(server, "none");
  const down = client.lines.when((line) => line === "down", client.lines.all.length);
  write("never kept ");
  await down;
  client.disconnect();
  expect(await server.stop()).toBe(0);
  expect(server.output()).toContain("the write-ahead log could not be emptied");
  expect(server.output()).not.toMatch(/nhandled/);
  await server.restart();
  expect(await sheet()).toBe("kept before ");
});

test.each([
  ["after it ended in order", "SIGTERM"],
  ["after it was killed", "SIGKILL"],
] as const)(
  "a server that starts without room, %s, lets people read, and keeps again once there is room",
  async (_, signal) => {
    client.disconnect();
    const files = server.output().length;
    await server.restart(signal, withoutRoom);
    expect(await sheet()).toBe("kept before ");
    await readyIs(503);
    expect((await ask(server.origin, "POST", "/api/spaces", { body: { name: "Pia" } })).status).toBe(503);
    expect((await ask(server.origin, "GET", "/api/spaces", people.client)).status).toBe(200);
    await server.said("nothing can be written to the disk", files);
    setRoom(server, "enough");
    await readyIs(200);
    // At the first try, and people could read until then.
    expect(server.output().slice(files)).not.toContain("could not be opened again");
    client.connect();
    await client.allKept(write("and after "));
    expect(await sheet()).toBe("and after kept before ");
  },
);

test("opening and reading write nothing, also what nobody has written yet", async () => {
  const state = () => ({
    rows: rowsIn(server.dataDir, "SELECT name, seq FROM documents ORDER BY name"),
    version: rowsIn(server.dataDir, "PRAGMA data_version"),
  });
  const room = await enterRoom(server.origin, people.client);
  const before = state();
  for (const mine of [true, false]) {
    const line = openLine(server.origin, people.client, { mine });
    await line.document();
    line.end();
  }
  await ask(server.origin, "GET", `/api/spaces/${people.space}`, people.client);
  await ask(server.origin, "GET", "/api/spaces", people.client);
  expect(state()).toEqual(before);
  room.leave();
});

test("database files that are taken away are noticed, nothing is called kept meanwhile, and all goes on once they are back", async () => {
  const line = openLine(server.origin, people.practitioner);
  await line.document();
  const putBack = takeFilesAway(server.dataDir);
  const number = write("into nothing ");
  // Who only reads must not go on believing that their words are there.
  expect(await line.closed).toBe(4509);
  await server.said("not in their place");
  await readyIs(503);
  expect(client.keptUpTo()).toBeLessThan(number);
  const late = openLine(server.origin, people.practitioner);
  expect(await late.closed).toBe(4509);
  expect(lines().filter(({ msg }) => msg.includes("not in their place")).length).toBe(1);

  putBack();
  await client.allKept(number);
  await readyIs(200);
  expect(await sheet()).toBe("into nothing kept before ");
});

test("files that others have put in the place of the database are not taken for it", async () => {
  const putBack = takeFilesAway(server.dataDir);
  const strangers = await startServer();
  const { copyFileSync } = await import("node:fs");
  copyFileSync(`${strangers.dataDir}/clearing.sqlite`, `${server.dataDir}/clearing.sqlite`);
  await strangers.end();
  const number = write("into another file ");
  await readyIs(503);
  expect(client.keptUpTo()).toBeLessThan(number);
  putBack();
  await client.allKept(number);
});

test("while the disk takes its time, strangers are answered, rooms are entered, and nothing is called kept too early", async () => {
  const elsewhere = await pair(server.origin);
  const one = await enterRoom(server.origin, elsewhere.client);
  // The first use of a cookie is noted, and waits for the disk as all writing does.
  (await enterRoom(server.origin, elsewhere.practitioner)).leave();
  const letGo = holdWriter(server.dataDir);
  const number = write("slowly ");
  const line = openLine(server.origin, people.client);
  await line.opened;
  // All of this happens while the writer waits, or the test would not come to its end.
  for (const path of ["/healthz", "/", "/api/spaces"])
    expect((await ask(server.origin, "GET", path, people.client)).status).toBe(200);
  one.beat({ elsewhere: true });
  const two = await enterRoom(server.origin, elsewhere.practitioner);
  await two.present.when(({ client: { state } }) => state === "elsewhere");
  line.send(say.step1());
  expect(client.keptUpTo()).toBeLessThan(number);
  letGo();
  await client.allKept(number);
  expect(await sheet()).toBe("slowly kept before ");
  for (const room of [one, two]) room.leave();
  line.end();
  expect(filesWith(server.dataDir, "slowly ").length).toBeGreaterThan(0);
});
