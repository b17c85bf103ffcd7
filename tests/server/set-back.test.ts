import { copyFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as Y from "yjs";
import { newClientId } from "../../lib/seats.ts";
import type { PlaceSaid } from "../../lib/yjs-wire.ts";
import { rowsIn } from "../support/database.ts";
import { type Sitting, openSpace, pair } from "../support/people.ts";
import { backUp, copyFiles } from "../support/restoring.ts";
import { type Server, startServer } from "../support/server.ts";
import { type Line, openLine, say } from "../support/wire.ts";

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.end());

/** A person's line, which asks where the document stands and says where it stood. */
const lineOf = (sitting: Sitting, place = "", mine = false): Line => openLine(server.origin, sitting, { place, mine });

/** Where the document stands, as it was said last. */
const placeOf = async (line: Line, from = 0): Promise<PlaceSaid> => {
  const said = await line.said.when(({ is }) => is === "place", from);
  if (said.is !== "place") throw new Error("unreachable");
  return said;
};

let letters = 0;
/** Writes one more letter, and waits until it is kept. */
async function write(line: Line): Promise<void> {
  const doc = new Y.Doc();
  doc.clientID = newClientId("client");
  doc.getText("both:sheet").insert(0, "x");
  letters += 1;
  await line.keep(letters, say.update(Y.encodeStateAsUpdate(doc)));
}

/** Where a document stands after one more letter of the client's. */
async function placeAfter(sitting: Sitting): Promise<PlaceSaid> {
  const line = lineOf(sitting);
  const { place } = await placeOf(line);
  await write(line);
  const said = await line.said.when((message) => message.is === "place" && message.place !== place);
  line.end();
  if (said.is !== "place") throw new Error("unreachable");
  return said;
}

/** Where a document stands for somebody who comes back with `claim`. */
async function comeBack(sitting: Sitting, claim = "", mine = false): Promise<PlaceSaid> {
  const line = lineOf(sitting, claim, mine);
  const said = await placeOf(line);
  line.end();
  return said;
}

test("who asks hears where the document stands before anything is asked of them, and again as it grows", async () => {
  const { client } = await pair(server.origin);
  const line = lineOf(client);
  const first = await placeOf(line);
  expect(line.said.all[0]?.is).toBe("place");
  expect(first.setBack).toBeNull();
  await write(line);
  const next = await placeOf(line, 1);
  expect(next.epoch).toBe(first.epoch);
  expect(next.place).not.toBe(first.place);
  line.end();
});

test("who does not ask hears nothing of it, as the stock client", async () => {
  const { client } = await pair(server.origin);
  const line = openLine(server.origin, client);
  await line.document();
  await write(line);
  expect(line.said.all.map(({ is }) => is)).not.toContain("place");
  line.end();
});

test("a restored server is in another life, and says to when it was set back", async () => {
  const { client } = await pair(server.origin);
  const before = await placeAfter(client);
  const from = Date.now();
  const backup = backUp(server);
  const to = Date.now();
  await placeAfter(client);
  await backup.setBack();
  const after = await comeBack(client, before.place);
  expect(after.epoch).not.toBe(before.epoch);
  expect(after.setBack?.to).toBeGreaterThanOrEqual(from);
  expect(after.setBack?.to).toBeLessThanOrEqual(to);
  expect((await comeBack(client, "", true)).epoch).toBe(after.epoch);

  // It is said to everybody who was there, and to nobody who came later.
  expect((await openSpace(server.origin)).space).not.toBe(client.space);
  const later = await pair(server.origin);
  expect((await comeBack(later.client)).setBack).toBeNull();
  expect((await comeBack(later.client, "", true)).setBack).toBeNull();
  await server.restart();
  expect(await comeBack(client)).toMatchObject({ epoch: after.epoch, setBack: after.setBack });
  backup.end();
});

test("a backup that was put in its place by hand is known as one, too", async () => {
  const { client } = await pair(server.origin);
  const before = await placeAfter(client);
  const backup = backUp(server);
  await server.stop();
  for (const end of ["-wal", "-shm"]) rmSync(join(server.dataDir, `clearing.sqlite${end}`), { force: true });
  copyFileSync(backup.file, join(server.dataDir, "clearing.sqlite"));
  await server.restart();
  const after = await comeBack(client);
  expect(after.epoch).not.toBe(before.epoch);
  expect(after.setBack?.to).toEqual(expect.any(Number));
  expect(rowsIn(server.dataDir, "SELECT copied FROM epochs WHERE document = ''")).toEqual([{ copied: null }]);
  backup.end();
});

test("who comes back from further than the server has come shows that it lost something, to all", async () => {
  const { client, practitioner } = await pair(server.origin);
  const kept = await placeAfter(client);
  const files = copyFiles(server);
  const lost = await placeAfter(client);
  await files.setBack();
  const other = lineOf(practitioner, kept.place);
  expect(await placeOf(other)).toMatchObject({ epoch: kept.epoch, setBack: null });

  const after = await comeBack(client, lost.place);
  expect(after.epoch).not.toBe(kept.epoch);
  expect(after.setBack).toEqual({ at: expect.any(Number) as number, to: null });
  expect((await placeOf(other, 1)).epoch).toBe(after.epoch);
  // Once: the same place is of another life now.
  expect((await comeBack(client, lost.place)).epoch).toBe(after.epoch);
  expect((await comeBack(client, lost.place)).setBack).toEqual(after.setBack);
  await server.restart();
  expect((await comeBack(practitioner)).epoch).toBe(after.epoch);
  other.end();
  files.end();
});

test("no other place moves anybody into another life", async () => {
  const { client, practitioner } = await pair(server.origin);
  const { client: stranger } = await pair(server.origin);
  const now = await placeAfter(client);
  for (let more = 0; more < 3; more += 1) await placeAfter(stranger);
  const ofAnother = await placeAfter(stranger);
  const [epoch, seq, signature = ""] = now.place.split(".");
  const forged = [
    ofAnother.place,
    ...["999999999999999", "-1", "NaN", "Infinity", "1e9", "", "0x7f", "9".repeat(400), ` ${Number(seq) + 1}`].map(
      (number) => `${epoch}.${number}.${signature}`,
    ),
    `${epoch}.${Number(seq) + 1}.${ofAnother.place.split(".")[2]}`,
    `${epoch}.${Number(seq) + 1}.`,
    `${epoch}.${Number(seq) + 1}.${"A".repeat(43)}`,
    `${epoch}.${Number(seq) + 1}`,
    "constructor.1.1",
    "\0",
    "🌿".repeat(10),
    "x".repeat(3_000),
  ];
  const other = lineOf(practitioner, now.place);
  await placeOf(other);
  for (const claim of forged) expect(await comeBack(client, claim)).toMatchObject({ epoch, setBack: null });
  expect(other.said.all.filter(({ is }) => is === "place")).toHaveLength(1);
  expect(rowsIn(server.dataDir, "SELECT count(*) AS n FROM epochs WHERE document LIKE ?", `%${client.space}`)).toEqual([
    { n: 0 },
  ]);
  other.end();
});
