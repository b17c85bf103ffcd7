import * as encoding from "lib0/encoding";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { newClientId } from "../../lib/seats.ts";
import { declareSections, sections } from "../../lib/sections.ts";
import { newRandom, settings } from "../support/guard-random.ts";
import { type Pair, type Sitting, pair } from "../support/people.ts";
import { type Server, startServer } from "../support/server.ts";
import { type Line, documentOf, openLine, say } from "../support/wire.ts";
import { type Writer, openWriter } from "../support/writer.ts";

const { seed, count } = settings("RANDOM_FRAMES", 2_000);

let server: Server;
let people: Pair;
let healthy: Writer[];

beforeAll(async () => {
  server = await startServer({ env: { LOG_LEVEL: "warn" } });
  people = await pair(server.origin);
  const others = await pair(server.origin);
  healthy = [
    openWriter(server.origin, "client", others.client),
    openWriter(server.origin, "practitioner", others.practitioner),
  ];
});
afterAll(async () => {
  for (const writer of healthy) writer.close();
  await server.end();
});

/** Two others write to each other: it fails where the server, or their words, have come to harm. */
async function othersAreWell(): Promise<boolean> {
  const [one, other] = healthy;
  const word = `well ${one?.latest()} `;
  one?.edit((doc) => doc.getText("both:sheet").insert(0, word));
  await Promise.all([one?.allKept(), other?.sees(word)]);
  return server.process.exitCode === null;
}

const bytes = (...numbers: number[]): Uint8Array => Uint8Array.from(numbers);

async function openedLine(who: Sitting = people.practitioner): Promise<Line> {
  const line = openLine(server.origin, who);
  await line.said.when(({ is }) => is === "step1");
  return line;
}

async function codeAfter(...messages: (Uint8Array | string)[]): Promise<number> {
  const line = await openedLine();
  for (const message of messages) line.socket.send(message);
  return line.closed;
}

describe("a message that is none of ours ends the line with 4400", () => {
  const varintWithoutEnd = bytes(0, ...Array.from({ length: 40 }, () => 255));
  const messages: Record<string, Uint8Array | string> = {
    "a text": "hello",
    "an empty text": "",
    "no bytes": bytes(),
    "an auth message": bytes(2, 0, 1, 120),
    "an unknown kind": bytes(4),
    "a kind of the server's": bytes(11, 2, 123, 125),
    "a very large kind": bytes(255, 255, 255, 255, 127),
    "a kind without end": bytes(...Array.from({ length: 20 }, () => 255)),
    "a sync message without a kind": bytes(0),
    "a sync message of an unknown kind": bytes(0, 3, 0),
    "a length without end": varintWithoutEnd,
    "a length beyond the message": bytes(0, 2, 250, 1, 0),
    "a length of 2^53": bytes(0, 2, 128, 128, 128, 128, 128, 128, 128, 16),
    "something behind an update": bytes(0, 2, 1, 0, 7),
    "something behind a number": bytes(10, 1, 1),
    "no number": bytes(10),
    "a number without end": bytes(10, ...Array.from({ length: 20 }, () => 255)),
    "a state vector of 2^53 - 1 entries": say.step1(bytes(255, 255, 255, 255, 255, 255, 255, 15)),
    "an empty state vector": say.step1(bytes()),
    "a state vector that is cut short": say.step1(bytes(1, 5)),
    "a state vector of 200,000 entries": say.step1(vectorOf(200_000)),
  };
  test.for(Object.keys(messages))("%s", async (what) => {
    expect(await codeAfter(messages[what] ?? expect.unreachable())).toBe(4400);
    expect(await othersAreWell()).toBe(true);
  });
});

function vectorOf(entries: number): Uint8Array {
  const to = encoding.createEncoder();
  encoding.writeVarUint(to, entries);
  for (let entry = 0; entry < entries; entry += 1) {
    encoding.writeVarUint(to, entry * 4 + 1);
    encoding.writeVarUint(to, 1);
  }
  return encoding.toUint8Array(to);
}

test(
  "random messages end lines, and nothing else",
  async () => {
    console.log(`frames: SEED=${seed} RANDOM_FRAMES=${count}`);
    const random = newRandom(seed);
    const before = Y.encodeStateAsUpdate(await documentOf(server.origin, people.client));
    let line = await openedLine();
    const known = [say.step1(), say.step2(bytes(0, 0)), say.update(bytes(0, 0)), say.kept(3), bytes(3), bytes(1, 1, 0)];
    for (let sent = 0; sent < count; sent += 1) {
      const message = random.chance(0.5) ? Uint8Array.from(random.pick(known)) : new Uint8Array(random.below(60));
      for (let change = 1 + random.below(4); change > 0 && message.length > 0; change -= 1)
        message[random.below(message.length)] = random.below(256);
      // Sent one by one and answered, so that each message meets an open line.
      line.send(message, say.kept(sent));
      const answered = line.said.when((said) => said.is === "kept" && said.number === sent).then(() => null);
      const code = await Promise.race([line.closed, answered]);
      if (code === null && sent % 400 > 0) continue;
      if (code !== null) expect([4400, 4413, 4422, 4529]).toContain(code);
      line.end();
      line = await openedLine();
    }
    line.end();
    expect(Y.encodeStateAsUpdate(await documentOf(server.origin, people.client))).toEqual(before);
    expect(await othersAreWell()).toBe(true);
  },
  30_000 + count * 30,
);

test("an update that is too large is refused in words, by what it is and by how much it carries", async () => {
  const line = await openedLine();
  line.send(say.update(new Uint8Array(64 * 1024 + 1)));
  expect(await line.said.when(({ is }) => is === "refused")).toMatchObject({ kind: "size" });
  expect(await line.closed).toBe(4413);
  for (const size of [1024 * 1024 + 1, 2 * 1024 * 1024]) {
    const large = await openedLine();
    large.send(say.step2(new Uint8Array(size)));
    expect(await large.said.when(({ is }) => is === "refused")).toMatchObject({ kind: "size" });
    expect(await large.closed).toBe(4413);
  }
  expect(await codeAfter(new Uint8Array(5 * 1024 * 1024))).toBe(1009);
  expect(await othersAreWell()).toBe(true);
});

test("frames in pieces are put together, and too many pieces end the line", async () => {
  const line = await openedLine();
  const message = say.kept(7);
  for (const [at, byte] of message.entries()) line.socket.send(bytes(byte), { fin: at === message.length - 1 });
  await line.said.when((said) => said.is === "kept" && said.number === 7);
  for (let piece = 0; piece < 100_000; piece += 1) line.socket.send(bytes(0), { fin: false }, () => undefined);
  expect([1006, 1008, 1009]).toContain(await line.closed);
  expect(await othersAreWell()).toBe(true);
});

test("who asks for everything again and again is told that it is too fast", async () => {
  const line = await openedLine();
  for (let question = 0; question < 30; question += 1) line.send(say.step1());
  expect(await line.closed).toBe(4529);
  expect(line.said.all.filter(({ is }) => is === "step2").length).toBeLessThanOrEqual(10);
});

test("who sends thousands of messages at once is told that it is too fast", async () => {
  const line = await openedLine();
  for (let message = 0; message < 3_000; message += 1) line.socket.send(say.kept(message), () => undefined);
  expect(await line.closed).toBe(4529);
  expect(await othersAreWell()).toBe(true);
});

test("what is parked for missing words does not pile up: the line ends", async () => {
  const line = await openedLine();
  const doc = new Y.Doc();
  doc.clientID = newClientId("practitioner");
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  for (let word = 0; word < 300; word += 1) doc.getText("both:sheet").insert(0, "x");
  for (const update of updates.slice(1)) line.socket.send(say.update(update), () => undefined);
  expect(await line.closed).toBe(4409);
  expect(await othersAreWell()).toBe(true);
});

test("who takes nothing of what they asked for is let go", async () => {
  const full = await pair(server.origin);
  const writer = openLine(server.origin, full.practitioner);
  for (let part = 0; part < 4; part += 1) {
    const doc = new Y.Doc();
    declareSections(doc, sections);
    doc.clientID = newClientId("practitioner");
    doc.getText("both:sheet").insert(0, "x".repeat(1_000_000));
    await writer.opened;
    await writer.keep(part, say.step2(Y.encodeStateAsUpdate(doc)));
  }
  const stalled = openLine(server.origin, full.client);
  await stalled.said.when(({ is }) => is === "step1");
  stalled.socket.pause();
  for (let question = 0; question < 10; question += 1) stalled.send(say.step1());
  // The writer's own questions are answered after those, so by then all of them have met the full line.
  await writer.document();
  stalled.socket.resume();
  expect(await stalled.closed).toBe(4508);
  writer.end();
  expect(await othersAreWell()).toBe(true);
});

test("a full space says so, keeps what it has, and can still be read and emptied", async () => {
  const full = await pair(server.origin);
  const writer = openLine(server.origin, full.practitioner);
  const doc = await writer.document();
  const put = (size: number): Uint8Array => {
    const before = Y.encodeStateVector(doc);
    doc.clientID = newClientId("practitioner");
    doc.getText("both:sheet").insert(0, "x".repeat(size));
    return Y.encodeStateAsUpdate(doc, before);
  };
  for (let part = 0; part < 5; part += 1) await writer.keep(part, say.step2(put(1_000_000)));
  const vector = Y.encodeStateVector(doc);
  writer.send(say.step2(put(900_000)));
  expect(await writer.said.when(({ is }) => is === "refused")).toMatchObject({
    kind: "size",
    why: expect.stringContaining("full"),
  });
  expect(await writer.closed).toBe(4413);
  const again = openLine(server.origin, full.practitioner);
  const kept = await again.document();
  expect([Y.encodeStateVector(kept), kept.getText("both:sheet").length]).toEqual([vector, 5_000_000]);
  kept.clientID = newClientId("practitioner");
  const before = Y.encodeStateVector(kept);
  kept.getText("both:sheet").delete(0, 5_000_000);
  await again.keep(1, say.update(Y.encodeStateAsUpdate(kept, before)));
  expect((await documentOf(server.origin, full.client)).getText("both:sheet").length).toBe(0);
  again.end();
});
