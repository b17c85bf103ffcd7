import { DatabaseSync } from "@photostructure/sqlite";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Kysely } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { keepSeats } from "../../scripts/seats.mjs";
import { openDatabase } from "../../server/records/database.ts";
import { routed } from "../../server/records/driver.ts";
import { join as joinSpace, renewInvitation } from "../../server/records/invitations.ts";
import { openJournal } from "../../server/records/journal.ts";
import { migrate, migrations } from "../../server/records/migrations.ts";
import { personOn } from "../../server/records/people.ts";
import { openReader } from "../../server/records/reader.ts";
import { hashSecret } from "../../server/records/secrets.ts";
import { openSpace, readHolding } from "../../server/records/spaces.ts";
import { sumOfHeld, sumOfState, sumOfUpdate } from "../../server/records/sums.ts";
import { earlyForms } from "../support/early-forms.ts";
import { openWriterHere } from "../support/writer-here.ts";

/** What each form that has landed says to an empty database, as a SHA-256. A line here is never changed, only added. */
const frozen = [
  "c7110c021b2312077bf4e50762397887a185a5102cf31d1d0284a4944cbfee92",
  "845b152de1d9e8bd94f2ac04f41a455723f6b941de3e77b78d81daf8be4264cf",
  "ae5ee934912791c78588aea0e0da5b312074e254449872b3d45dafa615d996aa",
  "eeeb922ed38414cca9da97a809c674579efb306e7a119cb69543d53acc84ba6f",
  "369b6d33f7a0aa1d381868fc4d16890fcf716498803edbaa1bc9557ef0f364ba",
  "b746eee1b654ababc3ab8da88d45a6a858a0380477bbb7c31f0f15c4d1fadac8",
  "d0ebef8a1e3606a74c8f424614c91924ec8c724b024476d3d3402f2229b4f02d",
  "1022849d4968df8025622ff90f7646b9af5932b591406af7a751ae213dda4434",
];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "clearing-forms-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a form that has landed is never changed again: data that was written by it must open for ever", async () => {
  const file = join(folder, "clearing.sqlite");
  const writer = openWriterHere(file);
  await writer.ask({ kind: "open" });
  const reader = openReader(file, false);
  const said: string[] = [];
  const db = new Kysely<unknown>({ dialect: routed(reader, writer), log: ({ query }) => void said.push(query.sql) });
  const forms: string[] = [];
  for (const migration of migrations) {
    said.length = 0;
    await db.transaction().execute(migration);
    // What only looks is free to change.
    const changes = said.filter((statement) => !statement.startsWith("select"));
    const plain = changes.map((statement) => statement.replace(/\s+/g, " ")).join("\n");
    forms.push(createHash("sha256").update(plain).digest("hex"));
  }
  reader.close();
  await writer.end();
  expect(forms).toEqual(frozen);
});

test("the check sums that stand in data are never reckoned in another way", () => {
  const bytes = Uint8Array.of(1, 2, 3);
  expect([
    sumOfUpdate("shared:a", 1, bytes),
    sumOfUpdate("shared:a", 2, bytes),
    sumOfState("shared:a", 2, bytes),
    sumOfState("shared:a", 0, null),
    sumOfHeld("shared:a", "client", bytes),
  ]).toEqual([3804622823, 3766702526, 3448429919, 0, 3833817914]);
});

const fixture = resolve(import.meta.dirname, "../fixtures/form-1.sqlite");

test.each(Object.entries(earlyForms))("data of the first form as it was %s opens with its words", async (_, early) => {
  const old = new DatabaseSync(join(folder, "clearing.sqlite"));
  old.exec(`${early.tables}; PRAGMA user_version = 1`);
  old.exec(`ATTACH '${fixture}' AS whole; ${early.fill}; DETACH whole`);
  old.close();
  const database = await openDatabase(folder, openWriterHere);
  const journal = openJournal(database);
  const names = await database.db.selectFrom("documents").select("name").orderBy("name").execute();
  const whole = mkdtempSync(join(folder, "whole-"));
  copyFileSync(fixture, join(whole, "clearing.sqlite"));
  const present = await openDatabase(whole, openWriterHere);
  const presentJournal = openJournal(present);
  expect(names.length).toBe(2);
  for (const { name } of names) expect(await journal.read(name)).toEqual(await presentJournal.read(name));
  const seats = (from: typeof database) =>
    from.db.selectFrom("seats").select(["id", "space", "seat", "name", "cleared"]).orderBy("id").execute();
  expect(await seats(database)).toEqual(await seats(present));
  const cookies = (from: typeof database) =>
    from.db.selectFrom("cookies").select(["id", "secret", "replaces", "used"]).orderBy("id").execute();
  expect(await cookies(database)).toEqual(await cookies(present));
  await database.close();
  await present.close();
});

test("data in which two invitations to one seat were open opens, and the newer one stands", async () => {
  const database = await openDatabase(folder, openWriterHere);
  const opened = await openSpace(database.db, { name: "Pia", welcome: "", cookie: null });
  await database.close();
  const old = new DatabaseSync(join(folder, "clearing.sqlite"));
  old.exec(`DROP INDEX one_open_invitation; DROP INDEX one_open_link_back; ALTER TABLE spaces DROP COLUMN version; ALTER TABLE held DROP COLUMN earlier;
    INSERT INTO invitations SELECT 'newer', space, created, expires, ended, seat, back, opens FROM invitations;
    PRAGMA user_version = 5`);
  old.close();
  const again = await openDatabase(folder, openWriterHere);
  const rows = await again.db.selectFrom("invitations").select(["secret", "ended"]).execute();
  expect(rows.map(({ secret, ended }) => [secret === "newer", ended])).toEqual([
    [false, "withdrawn"],
    [true, null],
  ]);
  expect((await readHolding(again.db, opened?.space ?? "")).version).toBe(0);
  await again.close();
});

test("a restore brings back no invitation that another one has replaced since", async () => {
  const place = (name: string): string => join(folder, name);
  const database = await openDatabase(folder, openWriterHere);
  const opened = await openSpace(database.db, { name: "Pia", welcome: "", cookie: null });
  await database.tidy();
  copyFileSync(place("clearing.sqlite"), place("copy.sqlite"));
  const renewed = await renewInvitation(database.db, opened?.space ?? "");
  await database.close();
  expect(keepSeats(place("copy.sqlite"), place("clearing.sqlite"))).toBe(true);
  const copy = new DatabaseSync(place("copy.sqlite"));
  const rows = copy.prepare("SELECT secret FROM invitations WHERE ended IS NULL").all();
  copy.close();
  expect(rows.map(({ secret }) => secret)).toEqual([hashSecret(renewed?.invitation ?? "")]);
});

const toForm7 = `DROP INDEX invitations_back; DROP INDEX seats_of_space; DROP INDEX seats_back_as; DROP INDEX seats_to_clear;
  DROP INDEX sessions_of_space; PRAGMA user_version = 7;`;
const toForm6 = `${toForm7} ALTER TABLE held DROP COLUMN earlier; PRAGMA user_version = 6;`;
const toForm5 = `${toForm6} DROP INDEX one_open_invitation; DROP INDEX one_open_link_back;
  ALTER TABLE spaces DROP COLUMN version; PRAGMA user_version = 5;`;

test.each([
  ["a backup of form 7", toForm7, "", true],
  ["a backup of form 6", toForm6, "", true],
  ["data of form 7, under a backup of the newest", "", toForm7, true],
  ["a backup of form 5, in which two ways to one seat could be open", toForm5, "", false],
])("a restore brings who sits where over, or says that it cannot: %s", async (_, backup, present, brings) => {
  const [copyFile, presentFile] = [join(folder, "copy", "clearing.sqlite"), join(folder, "clearing.sqlite")];
  const database = await openDatabase(folder, openWriterHere);
  const opened = await openSpace(database.db, { name: "Pia", welcome: "", cookie: null });
  const space = opened?.space ?? "";
  await database.tidy();
  mkdirSync(join(folder, "copy"));
  copyFileSync(presentFile, copyFile);
  await joinSpace(database.db, { secret: opened?.invitation ?? "", name: "Chris", cookie: null });
  await database.close();
  for (const [file, statements] of [
    [copyFile, backup],
    [presentFile, present],
  ] as const) {
    const old = new DatabaseSync(file);
    old.exec(statements);
    old.close();
  }
  expect(keepSeats(copyFile, presentFile)).toBe(brings);
  const restored = await openDatabase(join(folder, "copy"), openWriterHere);
  const sits = await personOn(restored.db, space, "client");
  await restored.close();
  expect(sits?.name).toBe(brings ? "Chris" : undefined);
});

test("bringing data forward that was brought forward changes nothing", async () => {
  copyFileSync(fixture, join(folder, "clearing.sqlite"));
  for (let turn = 0; turn < 2; turn += 1) {
    const database = await openDatabase(folder, openWriterHere);
    await migrate(database.db);
    const { whole, seq } = await openJournal(database).read("shared:15v2v6hmzswe9z0w6m5e5t4wjv");
    expect({ whole, seq }).toEqual({ whole: true, seq: 10 });
    await database.close();
  }
});
