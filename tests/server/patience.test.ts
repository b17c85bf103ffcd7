// What takes its real time. All of it runs at once, so that it takes no more than the longest.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { changeRows } from "../support/database.ts";
import { openHeard } from "../support/heard.ts";
import { type Pair, pair } from "../support/people.ts";
import { type Room, enterRoom } from "../support/room.ts";
import { type Server, startServer } from "../support/server.ts";
import { openLine } from "../support/wire.ts";

let server: Server;
const opened: Room[] = [];

beforeAll(async () => {
  server = await startServer({ env: { LOG_LEVEL: "warn" } });
});
afterAll(async () => {
  for (const room of opened) room.leave();
  await server.end();
});

async function both(people: Pair, origin = server.origin): Promise<{ client: Room; practitioner: Room }> {
  const rooms = {
    practitioner: await enterRoom(origin, people.practitioner),
    client: await enterRoom(origin, people.client),
  };
  opened.push(...Object.values(rooms));
  return rooms;
}

/** How long, in ms, after `begun`. */
const since = (begun: number): number => performance.now() - begun;

describe.concurrent("in its own time", () => {
  test("who writes alone hears from the server before the stock client would give up the line", async () => {
    const { client } = await pair(server.origin);
    const line = openLine(server.origin, client);
    await line.document();
    await line.said.when(({ is }) => is === "awareness", line.said.all.length);
    expect(line.socket.readyState).toBe(WebSocket.OPEN);
    line.end();
  });

  test("a connection that never enters a room is closed, though it answers every ping", async () => {
    const url = `ws://localhost:${server.port}/socket.io/?EIO=4&transport=websocket`;
    const socket = new WebSocket(url, { origin: server.origin });
    const closed = openHeard<true>("end of the connection");
    socket.on("message", (data: Buffer) => data.toString() === "2" && socket.send("3"));
    socket.on("close", () => closed.push(true));
    expect(await closed.when(() => true)).toBe(true);
  });

  test("a killed page is shown as a line that is down, since the moment it went", async () => {
    const { client, practitioner } = await both(await pair(server.origin));
    const at = Date.now();
    client.cut();
    const { client: shown } = await practitioner.present.when((present) => present.client.state === "down");
    // Since it went, and not since it is said, which is some seconds later.
    expect((shown.since ?? NaN) - at).toBeLessThan((Date.now() - at) / 2);
  });

  test("a line that only seems to be up is shown as down, though nothing has ended it", async () => {
    const { client, practitioner } = await both(await pair(server.origin));
    client.beat();
    await practitioner.present.when((present) => present.client.state === "down");
    expect(client.ended.all).toEqual([]);
    client.beat();
    const back = await practitioner.present.when(
      ({ client: { state } }) => state === "here",
      practitioner.present.all.length,
    );
    expect(back.client.since).toBeNull();
  });

  test("who leaves on purpose is said to have left, not to be down", async () => {
    const { client, practitioner } = await both(await pair(server.origin));
    const at = Date.now();
    client.leave();
    const { client: shown } = await practitioner.present.when(
      ({ client: { state } }) => state === "left" || state === "down",
    );
    expect(shown.state).toBe("left");
    expect(shown.since).toBeGreaterThanOrEqual(at);
    expect(shown.since).toBeLessThanOrEqual(Date.now());
  });

  test("half a minute after a line went, nothing hangs on it any more: the floor is free, the cover lifted", async () => {
    const { client, practitioner } = await both(await pair(server.origin));
    await practitioner.act({ type: "floor:take" });
    await practitioner.act({ type: "moment:ask" });
    const begun = performance.now();
    practitioner.cut();
    const free = await client.holding.when(({ floor, moment }) => floor === null && moment === null, 2);
    expect(free.floorAsked).toBe(false);
    expect(since(begun)).toBeGreaterThan(29_000);
  });

  test("who holds the floor and does not come back after a restart does not hold it for ever", async () => {
    const restarted = await startServer({ env: { LOG_LEVEL: "warn" } });
    const people = await pair(restarted.origin);
    const before = await both(people, restarted.origin);
    await before.practitioner.act({ type: "floor:take" });
    for (const room of Object.values(before)) room.cut();
    await restarted.restart("SIGKILL");
    const client = await enterRoom(restarted.origin, people.client);
    expect(client.state()?.floor).toEqual({ seat: "practitioner" });
    expect((await client.holding.when(({ floor }) => floor === null, 0)).floor).toBeNull();
    client.leave();
    await restarted.end();
  });

  test("a seat that was taken away in the database itself is noticed on every open connection", async () => {
    const people = await pair(server.origin);
    const { client } = await both(people);
    const lines = [openLine(server.origin, people.client), openLine(server.origin, people.client, { mine: true })];
    await Promise.all(lines.map((line) => line.document()));
    changeRows(
      server.dataDir,
      "DELETE FROM sittings WHERE seat IN (SELECT id FROM seats WHERE space = ?)",
      people.space,
    );
    expect(await Promise.all(lines.map((line) => line.closed))).toEqual([4401, 4401]);
    expect(await client.closed.when(() => true)).toBe(4401);
  });
});
