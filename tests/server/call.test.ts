/** Signalling: what two browsers need to say so that their voices meet reaches the one it is for and nobody else. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { InCall, Rtc } from "../../lib/rtc.ts";
import type { Present } from "../../lib/wire.ts";
import { type Pair, ask, pair } from "../support/people.ts";
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

const side = (letter: string): string => letter.repeat(16);
const inCall = (peer: string): InCall => ({ peer, microphone: true, picture: false, hears: true });
const offer = (from: string, to: string): Rtc => ({
  kind: "description",
  from,
  to,
  description: { type: "offer", sdp: "v=0" },
});
const sides = ({ client: c, practitioner: p }: Present) => [c.call?.peer ?? null, p.call?.peer ?? null];

/** Both join, each with one device, and know of each other. */
async function bothJoin(): Promise<void> {
  client.beat({ call: inCall(side("c")) });
  practitioner.beat({ call: inCall(side("p")) });
  for (const room of [client, practitioner])
    await room.present.when((present) => sides(present).every((peer) => peer !== null));
}

test("a message comes to the other side as it was said, and its sender hears that it was passed on", async () => {
  await bothJoin();
  expect(await client.socket.emitWithAck("rtc", offer(side("c"), side("p")))).toBe(true);
  expect(await practitioner.rtc.when(() => true)).toEqual(offer(side("c"), side("p")));
  expect(client.rtc.all).toEqual([]);
});

test("a goodbye is passed on, though its sender has left the call right behind it", async () => {
  await bothJoin();
  client.socket.emit("rtc", { kind: "bye", from: side("c"), to: side("p") }, () => {});
  client.beat();
  expect(await practitioner.rtc.when(() => true)).toMatchObject({ kind: "bye" });
});

test("nothing is passed on where the other is not in the call", async () => {
  client.beat({ call: inCall(side("c")) });
  expect(await client.socket.emitWithAck("rtc", offer(side("c"), side("p")))).toBe(false);
});

test("who is not in the call, or speaks under another name, is passed on to nobody", async () => {
  await bothJoin();
  const second = await enterRoom(server.origin, people.client);
  for (const [room, from, to] of [
    [second, side("c"), side("p")],
    [client, side("x"), side("p")],
    [client, side("p"), side("c")],
    [client, side("c"), side("c")],
    [client, side("c"), side("x")],
  ] as const)
    expect(await room.socket.emitWithAck("rtc", offer(from, to))).toBe(false);
  expect(practitioner.rtc.all).toEqual([]);
  expect(client.rtc.all).toEqual([]);
  second.leave();
});

test("a message never comes to another space, or to another device of the same person", async () => {
  const others = await pair(server.origin);
  const stranger = await enterRoom(server.origin, others.client);
  const tablet = await enterRoom(server.origin, people.practitioner);
  stranger.beat({ call: inCall(side("p")) });
  await bothJoin();
  expect(await client.socket.emitWithAck("rtc", offer(side("c"), side("p")))).toBe(true);
  await practitioner.rtc.when(() => true);
  expect(stranger.rtc.all).toEqual([]);
  expect(tablet.rtc.all).toEqual([]);
  for (const room of [stranger, tablet]) room.leave();
});

test("a person talks with one device: the one that joined last", async () => {
  await bothJoin();
  const phone = await enterRoom(server.origin, people.client);
  phone.beat({ call: inCall(side("d")) });
  await practitioner.present.when((present) => sides(present)[0] === side("d"));
  expect(await client.socket.emitWithAck("rtc", offer(side("c"), side("p")))).toBe(false);
  expect(await phone.socket.emitWithAck("rtc", offer(side("d"), side("p")))).toBe(true);
  phone.leave();
});

test.each<[string, unknown]>([
  ["nothing", undefined],
  ["another kind", { ...offer(side("c"), side("p")), kind: "mute" }],
  ["too much", { ...offer(side("c"), side("p")), description: { type: "offer", sdp: "v".repeat(14_001) } }],
])("what is no message is answered and passed on to nobody: %s", async (_, value) => {
  await bothJoin();
  expect(await client.socket.emitWithAck("rtc", value as Rtc)).toBe(false);
  expect(await client.socket.emitWithAck("rtc", offer(side("c"), side("p")))).toBe(true);
  await practitioner.rtc.when(() => true);
  expect(practitioner.rtc.all).toHaveLength(1);
});

test("we talk elsewhere turns the call off for the space, and is not said while a voice is open", async () => {
  await bothJoin();
  expect(await client.act({ type: "talk", elsewhere: true })).toEqual({
    ok: false,
    code: "voice-open",
    why: "A voice is open here. You can talk elsewhere once both of you have left the call.",
  });
  for (const room of [client, practitioner]) room.beat();
  await client.present.when((present) => sides(present).every((peer) => peer === null), client.present.all.length - 1);
  expect(await practitioner.act({ type: "talk", elsewhere: true })).toMatchObject({ ok: true });
  for (const [room, peer] of [
    [client, side("c")],
    [practitioner, side("p")],
  ] as const)
    room.beat({ call: inCall(peer) });
  expect(await client.socket.emitWithAck("rtc", offer(side("c"), side("p")))).toBe(false);
  expect(sides(client.present.all.at(-1) as Present)).toEqual([null, null]);

  expect(await client.act({ type: "talk", elsewhere: false })).toMatchObject({ ok: true });
  await practitioner.present.when((present) => sides(present).every((peer) => peer !== null));
  expect(await client.socket.emitWithAck("rtc", offer(side("c"), side("p")))).toBe(true);
});

test("a seat that was signed out learns of no server and is passed on to nobody", async () => {
  await bothJoin();
  expect(await client.socket.emitWithAck("ice")).toEqual({
    ok: true,
    ice: { servers: [], relayOnly: false, canRelay: false, expires: null },
  });
  const { space, cookie } = people.client;
  expect((await ask(server.origin, "DELETE", `/api/spaces/${space}/sitting`, { cookie })).status).toBeLessThan(300);
  await client.ended.when(() => true);
  expect(practitioner.rtc.all).toEqual([]);
});
