import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import * as Y from "yjs";
import type { Act } from "../../lib/acts.ts";
import { newExpectation } from "../../lib/expectations.ts";
import type { Seat } from "../../lib/seats.ts";
import { settings } from "../support/guard-random.ts";
import { type Pair, pair } from "../support/people.ts";
import { type Room, enterRoom } from "../support/room.ts";
import { type Server, startServer } from "../support/server.ts";
import { documentOf } from "../support/wire.ts";
import { type Writer, openWriter } from "../support/writer.ts";

const { seed, count } = settings("KILLED_RELEASES", 8);

let server: Server;
let people: Pair;
let client: Writer;
let practitioner: Writer;
let room: Record<Seat, Room>;

beforeAll(async () => {
  server = await startServer({ env: { LOG_LEVEL: "warn" } });
});
afterAll(() => server.end());

beforeEach(async () => {
  people = await pair(server.origin);
  await open();
  const number = client.edit((doc) => doc.getMap("both:expectations").set("card", newExpectation("work", 1)));
  await client.allKept(number);
  await practitioner.seen("the card", () => (cardOf(practitioner.doc) ? true : null));
  return close;
});

async function open(): Promise<void> {
  client = openWriter(server.origin, "client", people.client);
  practitioner = openWriter(server.origin, "practitioner", people.practitioner);
  room = {
    client: await enterRoom(server.origin, people.client),
    practitioner: await enterRoom(server.origin, people.practitioner),
  };
  await Promise.all([client.synced(), practitioner.synced()]);
}

function close(): void {
  for (const writer of [client, practitioner]) writer.close();
  for (const { leave } of Object.values(room)) leave();
}

const cardOf = (doc: Y.Doc): Y.Text | null => {
  const card = doc.getMap("both:expectations").get("card");
  const text = card instanceof Y.Map ? card.get("text") : null;
  return text instanceof Y.Text ? text : null;
};

/** Writes words into the one card, one message for all of them. */
const write = (writer: Writer, words: string): number =>
  writer.edit((doc) => cardOf(doc)?.insert(cardOf(doc)?.length ?? 0, words));

const onDisk = async (): Promise<string> => cardOf(await documentOf(server.origin, people.client))?.toJSON() ?? "";

const begin: Act = { type: "noOutcome:begin" };
const end: Act = { type: "noOutcome:end" };

const mustDo = async (seat: Seat, act: Act): Promise<void> =>
  expect(await room[seat].act(act)).toMatchObject({ ok: true });

/** Lets everything that the server has taken so far reach `reader`: it comes before what is written last. */
async function settled(reader: Writer, other: Writer): Promise<void> {
  const words = `settled ${other.doc.clientID} ${other.latest()}`;
  other.edit((doc) => doc.getText("both:sheet").insert(0, words), "open");
  await reader.sees(words);
}

test("words for a resting section are kept and said to wait, the other never gets them until it ends", async () => {
  await mustDo("client", begin);
  await practitioner.allKept(write(practitioner, "waiting words"));
  expect(await practitioner.waits.when(() => true)).toEqual(["both:expectations"]);
  await settled(client, practitioner);
  expect(client.received("waiting words")).toBe(false);
  expect(client.waits.all).toEqual([]);
  expect(cardOf(await documentOf(server.origin, people.client))?.toJSON()).toBe("");
  await mustDo("client", end);
  await client.sees("waiting words");
  expect(await practitioner.waits.when(({ length }) => length === 0)).toEqual([]);
});

test("words that meet the beginning of no outcome on the way end up in the document once, whichever came first", async () => {
  const rounds = 12;
  for (let round = 0; round < rounds; round += 1) {
    const acts = [room.client.act(begin), write(practitioner, `p${round} `), write(practitioner, `q${round} `)];
    await Promise.all([acts[0], practitioner.allKept()]);
    await mustDo("client", end);
    await client.sees(`q${round} `);
  }
  const words = Array.from({ length: rounds }, (_, round) => `p${round} q${round} `).join("");
  expect(cardOf(client.doc)?.toJSON()).toBe(words);
  expect(cardOf(practitioner.doc)?.toJSON()).toBe(words);
  expect(practitioner.refused.all).toEqual([]);
});

test("one who goes on typing in a resting section is neither refused nor sent away, and every word is kept", async () => {
  await mustDo("client", begin);
  const letters = Array.from({ length: 200 }, (_, index) => `${index} `);
  for (const letter of letters) write(practitioner, letter);
  await practitioner.allKept();
  expect([practitioner.closed.all, practitioner.refused.all]).toEqual([[], []]);
  await server.restart("SIGKILL");
  close();
  await open();
  await mustDo("client", end);
  await client.sees(letters.at(-1) ?? "");
  expect(cardOf(client.doc)?.toJSON()).toBe(letters.join(""));
});

test("words written offline wait when they come, while open sections of the same writing flow on", async () => {
  practitioner.disconnect();
  await mustDo("client", begin);
  write(practitioner, "offline words");
  practitioner.edit((doc) => doc.getText("both:sheet").insert(0, "an open page"), "open");
  practitioner.connect();
  await client.sees("an open page");
  await practitioner.allKept();
  expect(await practitioner.waits.when(() => true)).toEqual(["both:expectations"]);
  expect(client.received("offline words")).toBe(false);
  await mustDo("client", end);
  await client.sees("offline words");
});

test("what waits is there after the server was killed, and merges without its writer", async () => {
  await mustDo("client", begin);
  await practitioner.allKept(write(practitioner, "left behind"));
  practitioner.close();
  room.practitioner.leave();
  const before = client.lines.all.length;
  await server.restart("SIGKILL");
  room.client.leave();
  room.client = await enterRoom(server.origin, people.client);
  await client.lines.when((line) => line === "up", before);
  expect(client.received("left behind")).toBe(false);
  await mustDo("client", end);
  await client.sees("left behind");
});

test(
  "words that waited are not lost when the server is killed at the moment their section opens",
  async () => {
    console.log(`held: SEED=${seed} KILLED_RELEASES=${count}`);
    for (let round = 0; round < count; round += 1) {
      await mustDo("client", begin);
      await practitioner.allKept(write(practitioner, `r${round} `));
      const told = room.client.holding.when(({ noOutcome }) => noOutcome === null, room.client.holding.all.length);
      room.client.socket.emit("act", end, () => undefined);
      await told;
      await server.restart("SIGKILL");
      // The writer is gone with what they knew: only the server has the words now.
      close();
      await open();
      await mustDo("client", end);
      await client.sees(`r${round} `);
    }
  },
  60_000 + count * 30_000,
);

test("the floor makes the other's words in shared sections wait until it is laid down", async () => {
  await mustDo("practitioner", { type: "floor:take" });
  await client.allKept(write(client, "one moment"));
  expect(await client.waits.when(() => true)).toEqual(["both:expectations"]);
  await practitioner.allKept(write(practitioner, "I speak. "));
  await settled(practitioner, practitioner);
  await client.sees("I speak. ");
  expect(practitioner.received("one moment")).toBe(false);
  await mustDo("practitioner", { type: "floor:lay" });
  await practitioner.sees("one moment");
  expect(await onDisk()).toContain("one moment");
});

test("deletes wait as words do", async () => {
  await client.allKept(write(client, "six weeks"));
  await practitioner.sees("six weeks");
  await mustDo("client", begin);
  await practitioner.allKept(practitioner.edit((doc) => cardOf(doc)?.delete(0, 4)));
  await settled(client, practitioner);
  expect([cardOf(client.doc)?.toJSON(), await onDisk()]).toEqual(["six weeks", "six weeks"]);
  await mustDo("client", end);
  await client.seen("the shorter card", () => (cardOf(client.doc)?.toJSON() === "weeks" ? true : null));
});

test("the writer's other devices have the waiting words too, those that are open and those that come later", async () => {
  const second = openWriter(server.origin, "practitioner", people.practitioner);
  await second.synced();
  await mustDo("client", begin);
  await practitioner.allKept(write(practitioner, "on both my screens"));
  await second.sees("on both my screens");
  expect(await second.waits.when(() => true)).toEqual(["both:expectations"]);
  const third = openWriter(server.origin, "practitioner", people.practitioner);
  await third.sees("on both my screens");
  expect(await third.waits.when(() => true)).toEqual(["both:expectations"]);
  await third.allKept(write(third, ", and on"));
  await second.sees(", and on");
  expect(client.received("on both my screens")).toBe(false);
  await mustDo("client", end);
  await client.sees("on both my screens, and on");
  for (const writer of [second, third]) writer.close();
});

test("what a seat may never write is refused while it rests, and never waits", async () => {
  await mustDo("client", begin);
  practitioner.edit((doc) => doc.getMap("client:decisions").set("mine", "forged"));
  expect(await practitioner.refused.when(() => true)).toMatchObject({
    kind: "section",
    sections: ["client:decisions"],
  });
  expect(await practitioner.closed.when(() => true)).toBe(4422);
  await mustDo("client", end);
  expect((await documentOf(server.origin, people.client)).getMap("client:decisions").size).toBe(0);
});
