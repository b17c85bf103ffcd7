import { afterEach, beforeEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { readCopies } from "../../app/live/copies.ts";
import { type OpenRoom, openRoom } from "../../app/live/open-room.ts";
import { atRest, shown } from "../../lib/holding.ts";
import type { Seat } from "../../lib/seats.ts";
import { closeCodes } from "../../lib/wire.ts";
import { type Holder, startHolder } from "../support/room-holder.ts";
import { isKept, sheetOf, until, writeOn } from "../support/room-pages.ts";
import { type RoomServer, startRoomServer } from "../support/room-server.ts";
import { type TestWindow, newWindow } from "../support/room-window.ts";

let server: RoomServer;
let holder: Holder;
let tab: TestWindow;
let room: OpenRoom;
let told: string[];

const open = (seat: Seat): OpenRoom =>
  openRoom({
    origin: server.origin,
    space: "space",
    seat,
    page: tab.page,
    tell: (line) => void told.push(line),
    Socket: WebSocket as unknown as typeof globalThis.WebSocket,
  });
const allKept = (): Promise<unknown> => Promise.all([isKept(room.shared), isKept(room.own)]);

beforeEach(async () => {
  server = await startRoomServer();
  holder = await startHolder(server.http);
  tab = newWindow();
  told = [];
  room = open("client");
  await Promise.all([allKept(), until(room.hold, ({ connected }) => connected)]);
});
afterEach(async () => {
  room.close();
  await holder.close();
  await server.close();
});

test("words that the shared document refuses are kept on the page of one's own, and the person is told", async () => {
  server.refuse({ code: closeCodes.refused });
  writeOn(room.shared, "refused words");
  await until(room.own.progress, () => told.length > 0);
  await allKept();
  expect(told).toEqual(["These words could not be placed. They are kept as a draft."]);
  const kept = readCopies(server.docOf("/space/mine"));
  expect(kept.map(({ section, words }) => [section, words])).toEqual([["both:sheet", "refused words"]]);
  expect(sheetOf(server.docOf("/space")).toString()).toBe("");
});

test("words that one's own page refuses are kept there as copies, once it is loaded again", async () => {
  const first = room.own.snapshot().doc;
  server.refuse({ code: closeCodes.refused });
  room.own.edit("own:drafts", (doc) => doc.getMap("own:drafts").set("letter", "Dear Pia"));
  await until(room.own, ({ doc }) => doc !== first);
  await allKept();
  expect(readCopies(server.docOf("/space/mine")).map(({ words }) => words)).toEqual(["Dear Pia"]);
  expect(room.own.snapshot().doc.getMap("own:drafts").size).toBe(0);
});

test("taking back leaves alone what the room closes at the moment", async () => {
  writeOn(room.shared, "mine");
  const hold = async (floor: Seat | null): Promise<void> => {
    const seen = room.hold.snapshot().holding;
    holder.sockets()[0]?.emit("holding", shown({ ...atRest, floor: floor && { seat: floor } }, 0));
    await until(room.hold, ({ holding }) => holding !== seen);
  };
  await hold("practitioner");
  room.shared.undo();
  expect(sheetOf(room.shared.snapshot().doc).toString()).toBe("mine");
  await hold(null);
  room.shared.undo();
  expect(sheetOf(room.shared.snapshot().doc).toString()).toBe("");
});

test("leaving asks once while something is unkept, and not when all is kept", async () => {
  const leaves = (): boolean => tab.send("beforeunload");
  expect(leaves()).toBe(true);
  server.keep(false);
  writeOn(room.shared, "not yet kept");
  expect(leaves()).toBe(false);
  expect(leaves()).toBe(true);
  server.keep(true);
  await allKept();
  server.keep(false);
  writeOn(room.shared, "nor this");
  expect(leaves()).toBe(false);
  server.keep(true);
  await allKept();
  expect(leaves()).toBe(true);
});

test("a space that was opened elsewhere is opened here again as a whole", async () => {
  for (const path of ["/space", "/space/mine"]) server.end(path, closeCodes.tooManyTabs);
  holder.sockets()[0]?.emit("closed", closeCodes.tooManyTabs);
  holder.sockets()[0]?.disconnect(true);
  await Promise.all([
    until(room.shared, ({ stopped }) => stopped !== null),
    until(room.own, ({ stopped }) => stopped !== null),
    until(room.hold, ({ connected }) => !connected),
  ]);
  room.openAgain();
  await Promise.all([allKept(), until(room.hold, ({ connected }) => connected)]);
  expect([room.shared.snapshot().stopped, room.own.snapshot().stopped]).toEqual([null, null]);
});

test("with the network back every line is made anew", async () => {
  const before = server.heard.length;
  tab.send("online");
  await until(room.shared.progress, ({ keeping }) => keeping === "offline");
  await Promise.all([allKept(), holder.until(() => holder.spaces.length === 2)]);
  expect(server.heard.slice(before).filter(({ kind }) => kind === "step 2").length).toBe(2);
});
