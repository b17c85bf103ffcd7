import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { atRest } from "../../lib/holding.ts";
import type { Present } from "../../lib/wire.ts";
import { type Pair, openSpace, pair } from "../support/people.ts";
import { type Room, enterRoom } from "../support/room.ts";
import { type Server, startServer } from "../support/server.ts";

let server: Server;
let people: Pair;
let client: Room;
let practitioner: Room;

beforeAll(async () => {
  server = await startServer({ env: { LOG_LEVEL: "warn" } });
});
afterAll(() => server.end());
beforeEach(async () => {
  people = await pair(server.origin);
  practitioner = await enterRoom(server.origin, people.practitioner);
  client = await enterRoom(server.origin, people.client);
  return () => {
    for (const room of [client, practitioner]) room.leave();
  };
});

const states = (present: Present | undefined): unknown => [present?.client.state, present?.practitioner.state];

test("nobody has been here, then one, then both; names come from the server", async () => {
  const fresh = await openSpace(server.origin, { name: "Pia" });
  const alone = await enterRoom(server.origin, fresh);
  expect(alone.present.all.at(-1)).toEqual({
    practitioner: { state: "here", since: null, name: "Pia", card: null, call: null },
    client: { state: "never", since: null, name: "", card: null, call: null },
  });
  alone.leave();
  expect(states(await practitioner.present.when(({ client: { state } }) => state === "here"))).toEqual([
    "here",
    "here",
  ]);
});

test("looking elsewhere and the card one is in are told as they are said, and as nothing else", async () => {
  client.beat({ elsewhere: true, card: "card-7" });
  const away = await practitioner.present.when(({ client: { state } }) => state === "elsewhere");
  expect(away.client).toEqual({ state: "elsewhere", since: null, name: "Chris", card: "card-7", call: null });
  client.beat();
  await practitioner.present.when(({ client: { state } }) => state === "here", practitioner.present.all.length);
});

test("two devices are one person: here if either is, and gone only when both are", async () => {
  const second = await enterRoom(server.origin, people.client);
  client.beat({ elsewhere: true });
  second.beat({ elsewhere: true });
  await practitioner.present.when(({ client: { state } }) => state === "elsewhere");
  second.beat();
  await practitioner.present.when(({ client: { state } }) => state === "here", practitioner.present.all.length);
  const before = practitioner.present.all.length;
  second.leave();
  client.beat({ card: "still here" });
  const after = await practitioner.present.when(({ client: { card } }) => card === "still here", before);
  expect(after.client.state).toBe("here");
  expect(practitioner.present.all.slice(before).map(({ client: { state } }) => state)).not.toContain("left");
});

test("a page that is loaded again within the grace is not shown as gone, nor is anybody told the time", async () => {
  const before = practitioner.present.all.length;
  client.cut();
  client = await enterRoom(server.origin, people.client);
  client.beat({ card: "back" });
  await practitioner.present.when(({ client: { card } }) => card === "back", before);
  for (const { client: shown } of practitioner.present.all.slice(before))
    expect([shown.state, shown.since]).toEqual(["here", null]);
});

test("whole state comes with every connection, without asking", async () => {
  await client.act({ type: "noOutcome:begin" });
  const second = await enterRoom(server.origin, people.practitioner);
  expect(second.state()).toEqual({ ...atRest, noOutcome: { since: expect.any(Number) } });
  expect(states(second.present.all.at(-1))).toEqual(["here", "here"]);
  second.leave();
});
