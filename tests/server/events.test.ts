import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { once } from "node:events";
import { type Socket, io } from "socket.io-client";
import { WebSocket } from "ws";
import { type Pair, type Sitting, pair } from "../support/people.ts";
import { type Room, enterRoom } from "../support/room.ts";
import { type Server, startServer } from "../support/server.ts";

let server: Server;
let people: Pair;
/** The other in the room, who must not notice anything. */
let other: Room;

beforeAll(async () => {
  server = await startServer({ env: { LOG_LEVEL: "warn" } });
});
afterAll(() => server.end());
beforeEach(async () => {
  people = await pair(server.origin);
  other = await enterRoom(server.origin, people.client);
  return () => other.leave();
});

/** A socket that may say anything. */
type Loose = Socket & { emit(event: string, ...values: unknown[]): unknown };

const loose = ({ space, cookie }: Sitting, path = "", auth: object = { space }): Loose =>
  io(`${server.origin}${path}`, {
    transports: ["websocket"],
    auth,
    extraHeaders: { cookie, origin: server.origin },
    forceNew: true,
    reconnection: false,
  });

const connected = async (socket: Loose): Promise<void> => {
  if (!socket.connected) await new Promise<void>((done) => socket.once("connect", () => done()));
};

const refusedWith = (socket: Loose): Promise<unknown> =>
  new Promise((done) =>
    socket.once("connect_error", (error) => done((error as { data?: unknown }).data ?? error.message)),
  );

describe("an event that makes no sense is left unanswered or refused, and harms nobody", () => {
  const nested = JSON.parse(`${"[".repeat(2_000)}${"]".repeat(2_000)}`) as unknown;
  const events: Record<string, [string, ...unknown[]]> = {
    "an act without anything": ["act"],
    "an act without an ack": ["act", { type: "floor:take" }],
    "an ack that is no function": ["act", { type: "floor:nothing" }, "not a function"],
    "an act of an unknown type": ["act", { type: "space:erase" }],
    "an act with more than it takes": ["act", { type: "quiet:offer", minutes: 5, seat: "client" }],
    "an act named by a prototype": ["act", { type: "__proto__" }],
    "an act of bytes": ["act", Buffer.from([1, 2, 3])],
    "bytes inside an act": ["act", { type: "quiet:offer", minutes: Buffer.from([5]) }],
    "twenty arguments": ["act", ...Array.from({ length: 20 }, (_, index) => index)],
    "deep nesting": ["act", nested],
    "a beat of the wrong kind": ["beat", "elsewhere"],
    "a beat with a long card": ["beat", { elsewhere: false, card: "x".repeat(65) }],
    "a beat with the other's seat": ["beat", { elsewhere: true, card: null, seat: "client" }],
    "an unknown event": ["erase", people],
    "an event of the server's": ["holding", { quiet: null }],
    "an error": ["error", "x"],
    "an event named by a prototype": ["__proto__", {}],
    "an event without a name": [""],
  };
  test.for(Object.keys(events))("%s", async (what) => {
    const socket = loose(people.practitioner);
    await connected(socket);
    const before = other.present.all.length;
    socket.emit(...(events[what] ?? expect.unreachable()));
    // What was sent before has been dealt with once this is answered; too much of it may have ended the line.
    const answer = await Promise.race([
      socket.emitWithAck("act", { type: "floor:ask" }),
      new Promise((done) => socket.once("disconnect", done)),
    ]);
    expect(answer).toBeDefined();
    expect(await other.act({ type: "session:open" })).toMatchObject({ ok: true });
    const shown = other.present.all.slice(before);
    expect(shown.map(({ client }) => client.state)).not.toContain("elsewhere");
    expect(shown.map(({ practitioner }) => practitioner.card).filter(Boolean)).toEqual([]);
    expect(server.process.exitCode).toBeNull();
    socket.disconnect();
  });
});

test("acts that come with the connection itself are heard, also where many rooms have yet to be opened", async () => {
  const pairs = await Promise.all(Array.from({ length: 60 }, () => pair(server.origin)));
  await server.restart();
  const sockets = pairs.map(({ practitioner }) => loose(practitioner));
  const answers = await Promise.all(sockets.map((socket) => socket.emitWithAck("act", { type: "floor:take" })));
  for (const answer of answers)
    expect(answer).toMatchObject({ ok: true, holding: { floor: { seat: "practitioner" } } });
  for (const socket of sockets) socket.disconnect();
});

test("acts that are none get a sentence, and change nothing", async () => {
  const room = await enterRoom(server.origin, people.practitioner);
  const before = other.holding.all.length;
  for (const minutes of [0, 61, -1, 1.5, "5", undefined, [5], { n: 5 }]) {
    const answer = await room.act({ type: "quiet:offer", minutes } as never);
    expect(answer, `${String(minutes)} minutes`).toEqual({
      ok: false,
      code: "not-done-here",
      why: "This cannot be done here.",
    });
  }
  for (const act of [
    null,
    7,
    "floor:take",
    [],
    {},
    { type: null },
    { type: ["floor:take"] },
    { type: "signal", kind: "alarm" },
  ])
    expect(await room.act(act as never)).toEqual({
      ok: false,
      code: "not-done-here",
      why: "This cannot be done here.",
    });
  expect(await room.act({ type: "floor:take" })).toMatchObject({ ok: true });
  expect((await other.holding.when(({ floor }) => floor !== null, before)).floor).toEqual({ seat: "practitioner" });
  expect(other.holding.all.slice(before).length).toBe(1);
  room.leave();
});

test.for(["as it goes", "in one piece"])(
  "who does too much at once is let go with 4529, and the other does not wait for it: %s",
  async (how) => {
    const socket = loose(people.practitioner);
    await connected(socket);
    const closed = new Promise((done) => socket.once("closed", done));
    // What comes while the server stands still lies there as one piece.
    if (how === "in one piece") server.process.kill("SIGSTOP");
    for (let beat = 0; beat < 1_000; beat += 1) socket.emit("beat", { elsewhere: false, card: null });
    await new Promise((sent) => setImmediate(sent));
    server.process.kill("SIGCONT");
    expect(await closed).toBe(4529);
    expect(await other.act({ type: "session:open" })).toMatchObject({ ok: true });
  },
);

test("an event that is larger than any of ours ends the line", async () => {
  const socket = loose(people.practitioner);
  await connected(socket);
  const ended = new Promise((done) => socket.once("disconnect", done));
  socket.emit("act", { type: "x".repeat(20_000) });
  expect(await ended).toBe("transport close");
  expect(await other.act({ type: "session:open" })).toMatchObject({ ok: true });
});

test("a line that asks to come in again and again, or without end for what is not there, is cut off", async () => {
  for (const entry of [`40{"space":"${people.space}"}`, "40/x,"]) {
    const line = new WebSocket(`${server.origin.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`, {
      headers: { cookie: people.practitioner.cookie, origin: server.origin },
    });
    line.on("error", () => undefined);
    const heard: string[] = [];
    line.on("message", (data: Buffer) => heard.push(data.toString()));
    const closed = once(line, "close");
    await once(line, "open");
    for (let time = 0; time < 2_000 && line.readyState === line.OPEN; time += 1) line.send(entry);
    await closed;
    expect(heard.filter((said) => said.startsWith("4")).length).toBeLessThan(20);
  }
  expect(await other.act({ type: "session:open" })).toMatchObject({ ok: true });
});

test("no other door opens: other namespaces, no space, spaces of other spelling or kind", async () => {
  for (const path of ["/admin", "/__proto__"]) {
    const { io } = loose(people.client, path);
    expect(await new Promise((ended) => io.once("close", ended))).toBe("transport close");
  }
  const { space } = people;
  const wrong: object[] = [
    {},
    { space: "" },
    { space: null },
    { space: [space] },
    { space: { toString: "x" } },
    { space: space.toUpperCase() },
    { space: ` ${space}` },
    { space: `${space}/mine` },
    { space: "__proto__" },
    { space: "0".repeat(26) },
  ];
  for (const auth of wrong) expect(await refusedWith(loose(people.client, "", auth))).toEqual({ code: 4404 });
  expect(await refusedWith(loose({ ...people.client, cookie: "clearing=x" }))).toEqual({ code: 4404 });
});

test("no session can be taken up again: what was said meanwhile is told to nobody who may not hear it", async () => {
  const room = await enterRoom(server.origin, people.practitioner);
  // Socket.IO's own recovery would hand out a private id here, and skip the door for who brings it back.
  expect((room.socket as unknown as { _pid?: unknown })._pid).toBeUndefined();
  const recovered = loose(people.practitioner, "", { space: people.space, pid: "x", offset: "0" });
  await connected(recovered);
  expect(recovered.recovered ?? false).toBe(false);
  recovered.disconnect();
  room.leave();
});

test("a connection that is in a room cannot be led into a second one", async () => {
  const elsewhere = await pair(server.origin);
  const watcher = await enterRoom(server.origin, elsewhere.client);
  const socket = loose(people.practitioner);
  await connected(socket);
  const ended = new Promise((done) => socket.once("disconnect", done));
  // A second connect packet on the same line, with the name of another space.
  socket.io.engine.write(`0${JSON.stringify({ space: elsewhere.space })}`);
  socket.emit("act", { type: "floor:take" });
  expect(await ended).toBe("transport close");
  expect(watcher.holding.all.at(-1)?.floor).toBeNull();
  expect(watcher.present.all.at(-1)?.practitioner.state).toBe("never");
  watcher.leave();
});
