/** What the records do while nothing can be written, or while the clock goes another way. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { letInMs } from "../../lib/api.ts";
import { renew } from "../../server/records/browsers.ts";
import { bringToNow } from "../../server/records/clock.ts";
import { type Database, openDatabase } from "../../server/records/database.ts";
import { openEpochs } from "../../server/records/epochs.ts";
import { CannotServe } from "../../server/records/records.ts";
import { openSpace } from "../../server/records/spaces.ts";
import { openWriterHere } from "../support/writer-here.ts";

let folder: string;
let database: Database;
/** Whether the writer is kept from writing by a disk that takes its time. */
let hangs: boolean;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "clearing-records-"));
  hangs = false;
  database = await openDatabase(folder, (file) => {
    const writer = openWriterHere(file);
    return { ...writer, run: (statement) => (hangs ? new Promise(() => undefined) : writer.run(statement)) };
  });
});
afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

test("who comes back while the disk takes its time waits for nothing that is to be written", async () => {
  const opened = await openSpace(database.db, { name: "Pia", welcome: "", cookie: null });
  const { cookie } = opened ?? expect.unreachable("the space is open");
  hangs = true;
  expect(await renew(database.db, cookie, Date.now())).toBe(false);
});

test("data that comes from a backup is not served before its new life can begin", async () => {
  await database.db.updateTable("epochs").set({ copied: 1 }).execute();
  const { db } = database;
  await expect(openEpochs({ db, onlyReads: () => true }, Date.now)).rejects.toThrow(CannotServe);
  const begun = await openEpochs({ db, onlyReads: () => false }, Date.now);
  expect((await begun.of("shared:x")).setBack).toMatchObject({ to: 1 });
});

test("who was put off a seat can be let in again for no longer because the clock was set back", async () => {
  await openSpace(database.db, { name: "Pia", welcome: "", cookie: null });
  const [now, aDay] = [Date.now(), 24 * 60 * 60 * 1000];
  const late = { taken: now + aDay, closed: now + aDay, clears: now + aDay + letInMs };
  await database.db.updateTable("seats").set(late).execute();
  await bringToNow(database.db, now);
  const times = database.db.selectFrom("seats").select(["taken", "closed", "clears"]);
  expect(await times.execute()).toEqual([{ taken: now, closed: now, clears: now + letInMs }]);
});
