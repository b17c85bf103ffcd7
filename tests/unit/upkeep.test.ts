/** What is deleted leaves the disk while everything stays open, and the disk gets its room back. Only the test moves time. */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { newClientId } from "../../lib/seats.ts";
import { sections, sharedRules } from "../../lib/sections.ts";
import type { Steps } from "../../server/live/budget.ts";
import { type OpenDocument, openDocument } from "../../server/live/document.ts";
import type { Reader } from "../../server/live/taken.ts";
import { type Database, openDatabase } from "../../server/records/database.ts";
import { openJournal } from "../../server/records/journal.ts";
import { openUpkeep } from "../../server/records/upkeep.ts";
import { filesWith } from "../support/database.ts";
import { openWriterHere } from "../support/writer-here.ts";

const fiveMinutes = 5 * 60_000;
const name = "shared:one";

/** Does work in steps without a pause. */
const atOnce = <T>(steps: Steps<T>): T => {
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
};
const work = async <T>(steps: Steps<T>): Promise<T> => atOnce(steps);

let folder: string;
let database: Database;
let document: OpenDocument;
let stopUpkeep: () => void;
const told: string[] = [];

async function open(): Promise<void> {
  database = await openDatabase(folder, openWriterHere);
  stopUpkeep = openUpkeep(database, (news) => told.push(news));
  const rules = sharedRules(() => ({ noOutcome: false, floor: null }));
  const onLost = (error: unknown): void => void told.push(String(error));
  document = await openDocument({ name, rules, sections, journal: openJournal(database), onLost, work });
}

/** As a process that is killed: nothing is put away. */
async function kill(): Promise<void> {
  stopUpkeep();
  vi.clearAllTimers();
  await database.close();
}

beforeEach(async () => {
  told.length = 0;
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
  folder = mkdtempSync(join(tmpdir(), "clearing-upkeep-"));
  await open();
  return () => rmSync(folder, { recursive: true, force: true });
});
afterEach(async () => {
  expect(told).toEqual([]);
  await kill();
  vi.useRealTimers();
});

const reader: Reader = {
  seat: "client",
  show: () => undefined,
  waits: () => undefined,
  lost: (because) => void told.push(because),
};

/** Somebody who writes in their own copy, which the document takes. */
function openPen() {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, atOnce(document.answer(Y.encodeStateVector(doc))).update);
  doc.clientID = newClientId("client");
  const kept: Promise<boolean>[] = [];
  doc.on("update", (update: Uint8Array) => {
    const first = document.take(update, reader);
    const taken = first.kind === "large" ? atOnce(document.takeLarge(update, reader)) : first;
    if (taken.kind !== "taken") throw new Error(`It was ${taken.kind}.`);
    kept.push(taken.kept);
  });
  return {
    sheet: doc.getText("both:sheet"),
    /** Lets what was written come to the disk. */
    async settle(): Promise<void> {
      const all = Promise.all(kept.splice(0));
      await vi.advanceTimersByTimeAsync(100);
      await all;
    },
  };
}

const bytesInJournal = async (): Promise<number> =>
  (await database.db.selectFrom("journal").select("bytes").execute()).reduce((sum, { bytes }) => sum + bytes.length, 0);
const size = (): number => statSync(join(folder, "clearing.sqlite")).size;

test("what was deleted is gone from all files within five minutes, while the page stays open", async () => {
  const { sheet, settle } = openPen();
  sheet.insert(0, "stays. A SECRET THAT GOES");
  await settle();
  expect(filesWith(folder, "SECRET THAT GOES")).not.toEqual([]);
  sheet.delete(7, sheet.length - 7);
  await settle();
  await vi.advanceTimersByTimeAsync(fiveMinutes);
  expect(filesWith(folder, "SECRET THAT GOES")).toEqual([]);
  expect(filesWith(folder, "stays. ")).not.toEqual([]);
});

test("so is what was deleted again and again, each time within five minutes", async () => {
  const { sheet, settle } = openPen();
  for (let turn = 0; turn < 8; turn += 1) {
    const word = `DRAFT NUMBER ${turn} OF MANY`;
    sheet.insert(0, word);
    await settle();
    sheet.delete(0, word.length);
    await settle();
    await vi.advanceTimersByTimeAsync(60_000);
  }
  await vi.advanceTimersByTimeAsync(fiveMinutes - 60_000);
  expect(filesWith(folder, "OF MANY")).toEqual([]);
});

test("what a process that was killed left behind goes too, five minutes after the document is open again", async () => {
  const { sheet, settle } = openPen();
  sheet.insert(0, "A SECRET BEFORE THE END");
  await settle();
  sheet.delete(0, sheet.length);
  await settle();
  await kill();
  await open();
  await vi.advanceTimersByTimeAsync(fiveMinutes);
  expect(filesWith(folder, "BEFORE THE END")).toEqual([]);
});

test("words that waited and were taken back leave the files too", async () => {
  await database.db.insertInto("documents").values({ name: "shared:two", seq: 0, state: null }).execute();
  const journal = openJournal(database);
  await journal.read("shared:two");
  const bytes = new TextEncoder().encode("WAITED FOR NOTHING");
  const write = journal.keepHeld("shared:two", "client", bytes);
  await vi.advanceTimersByTimeAsync(100);
  await write;
  const forget = journal.keepHeld("shared:two", "client", null);
  await vi.advanceTimersByTimeAsync(100);
  await forget;
  await vi.advanceTimersByTimeAsync(fiveMinutes);
  expect(filesWith(folder, "WAITED FOR NOTHING")).toEqual([]);
});

test("pasting much and deleting it again, over and over, leaves a small journal and a small file", async () => {
  const { sheet, settle } = openPen();
  const piece = "Nothing of this stays. ".repeat(2_500);
  let most = 0;
  for (let turn = 0; turn < 30; turn += 1) {
    sheet.insert(0, piece);
    sheet.delete(0, piece.length);
    await settle();
    most = Math.max(most, await bytesInJournal());
  }
  expect(most).toBeLessThan(512 * 1024);
  await vi.advanceTimersByTimeAsync(fiveMinutes);
  expect(await bytesInJournal()).toBe(0);
  expect(size()).toBeLessThan(256 * 1024);
});

test("a large document is not compacted at each change, and its file shrinks when it is emptied", async () => {
  const { sheet, settle } = openPen();
  const piece = "Much of this is said at length. ".repeat(1_500);
  for (let turn = 0; turn < 20; turn += 1) {
    sheet.insert(0, piece);
    await settle();
  }
  await vi.advanceTimersByTimeAsync(fiveMinutes);
  expect(size()).toBeGreaterThan(900_000);
  sheet.delete(0, sheet.length);
  await settle();
  await vi.advanceTimersByTimeAsync(fiveMinutes);
  expect(size()).toBeLessThan(256 * 1024);
});

test("a database from before, which could give nothing back, does so after it was opened once", async () => {
  const { copyFileSync } = await import("node:fs");
  await kill();
  copyFileSync(join(import.meta.dirname, "../fixtures/form-1.sqlite"), join(folder, "clearing.sqlite"));
  await open();
  const { sheet, settle } = openPen();
  for (let turn = 0; turn < 20; turn += 1) sheet.insert(0, "Said at great length. ".repeat(2_000));
  await settle();
  await vi.advanceTimersByTimeAsync(fiveMinutes);
  const full = size();
  sheet.delete(0, sheet.length);
  await settle();
  await vi.advanceTimersByTimeAsync(fiveMinutes);
  expect(size()).toBeLessThan(full / 2);
});
