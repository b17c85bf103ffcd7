import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type * as Y from "yjs";
import { type Mode, sharedRules } from "../../lib/sections.ts";
import { closeCodes } from "../../lib/wire.ts";
import { type TestPage, isKept, openClient, sheetOf, until, writeOn } from "../support/room-pages.ts";
import { type RoomServer, startRoomServer } from "../support/room-server.ts";

const section = "both:sheet";
let server: RoomServer;
let page: TestPage;
let mode: Mode;

beforeEach(async () => {
  mode = { noOutcome: false, floor: null };
  server = await startRoomServer();
  page = openClient(server, "space", { rules: sharedRules(() => mode) });
  await isKept(page);
});
afterEach(async () => {
  page.close();
  await server.close();
});

const words = (): string => sheetOf(page.snapshot().doc).toString();
const theOther = (change: (text: Y.Text) => void): void => server.write("/space", (doc) => change(sheetOf(doc)));
const caughtUp = (): Promise<boolean> => new Promise((done) => page.catchUp(section, done));
/** How many of what this page has sent the server was asked to answer. */
const asked = (): number => server.heard.filter(({ kind }) => kind === "kept").length;

describe("a page that waits for what the server has", () => {
  test("has all that the other did before, also what came at once and is shown a moment later", async () => {
    writeOn(page, "six weeks and more");
    await isKept(page);
    for (let time = 0; time < 3; time += 1) theOther((text) => text.delete(0, 4));
    const seen = await new Promise<string>((done) => page.catchUp(section, () => done(words())));
    expect(seen).toBe("d more");
  });

  test("changes nothing at the server, and nothing is less kept for it", async () => {
    const told: boolean[] = [];
    page.progress.subscribe(() => told.push(page.progress.snapshot().unkept));
    expect(await caughtUp()).toBe(true);
    expect(told).toEqual([]);
    expect(sheetOf(server.docOf("/space")).toString()).toBe("");
  });

  test("is in step with it until the line goes, and again when it is back", async () => {
    expect(page.snapshot().inStep).toBe(true);
    server.up(false);
    await until(page, ({ inStep }) => !inStep);
    expect(await caughtUp()).toBe(false);
    theOther((text) => text.insert(0, "meanwhile"));
    server.up(true);
    page.reconnect();
    await until(page, ({ inStep }) => inStep);
    expect(words()).toBe("meanwhile");
  });

  test("is told no where the line only seemed to be up", async () => {
    server.keep(false);
    const before = asked();
    const answer = caughtUp();
    await server.until(() => asked() > before);
    expect(page.snapshot().inStep).toBe(true);
    server.up(false);
    expect(await answer).toBe(false);
  });

  test("is told no before the server's copy has come, and when it can come no more", async () => {
    server.up(false);
    const early = openClient(server, "space");
    expect(early.snapshot().inStep).toBe(false);
    expect(await new Promise((done) => early.catchUp(section, done))).toBe(false);
    early.close();
    server.up(true);
    page.reconnect();
    await isKept(page);
    server.end("/space", closeCodes.signedOut);
    await until(page, ({ stopped }) => stopped !== null);
    expect(page.snapshot().inStep).toBe(false);
    expect(await caughtUp()).toBe(false);
  });

  test("is told no where what it does next would wait for the section to open", async () => {
    mode = { noOutcome: false, floor: "practitioner" };
    expect(await caughtUp()).toBe(false);
    mode = { noOutcome: false, floor: null };
    server.waits("/space", [section]);
    await until(page, ({ waiting }) => waiting.length > 0);
    expect(await caughtUp()).toBe(false);
    server.waits("/space", []);
    await until(page, ({ waiting }) => waiting.length === 0);
    expect(await caughtUp()).toBe(true);
  });

  test("is told no where the section closed while the server was asked", async () => {
    server.keep(false);
    const before = asked();
    const answer = caughtUp();
    await server.until(() => asked() > before);
    mode = { noOutcome: false, floor: "practitioner" };
    server.keep(true);
    expect(await answer).toBe(false);
  });
});
