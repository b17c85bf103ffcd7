import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import * as Y from "yjs";
import {
  type Entry,
  type Witness,
  canonicalText,
  hashOf,
  readEntry,
  readWitness,
  standingOf,
} from "../../lib/agreement.ts";
import { newExpectation, readExpectation } from "../../lib/cards.ts";
import type { Seat } from "../../lib/seats.ts";
import { join, openSpace } from "../support/people.ts";
import { enterRoom } from "../support/room.ts";
import { type Server, startServer } from "../support/server.ts";
import { documentOf } from "../support/wire.ts";
import { type Writer, openWriter } from "../support/writer.ts";

let server: Server;
let space: string;
let sitting: Record<Seat, { space: string; cookie: string }>;
let client: Writer;
let practitioner: Writer;

beforeAll(async () => {
  server = await startServer({ env: { LOG_LEVEL: "warn" } });
});
afterAll(() => server.end());

beforeEach(async () => {
  const opened = await openSpace(server.origin, { name: "Pia Praxis" });
  space = opened.space;
  sitting = {
    practitioner: opened,
    client: await join(server.origin, { secret: opened.invitation, name: "Chris Klient" }),
  };
  client = openWriter(server.origin, "client", sitting.client);
  practitioner = openWriter(server.origin, "practitioner", sitting.practitioner);
  await Promise.all([client.synced(), practitioner.synced()]);
  client.edit((doc) => doc.getMap("both:expectations").set("card", newExpectation("trial", 1)));
  client.edit((doc) => textOf(doc)?.insert(0, "Six weeks, then we look again."));
  await practitioner.sees("Six weeks");
  return () => {
    client.close();
    practitioner.close();
  };
});

const textOf = (doc: Y.Doc): Y.Text | null => {
  const card = doc.getMap("both:expectations").get("card");
  const text = card instanceof Y.Map ? card.get("text") : null;
  return text instanceof Y.Text ? text : null;
};

/** An entry to the words as they stand in this writer's copy, with a clock that is years off. */
function entryFor({ doc }: Writer, id: string, changes: Partial<Entry> = {}): Entry {
  const words = readExpectation(doc.getMap("both:expectations"), "card") ?? expect.unreachable("the card is there");
  const text = canonicalText(space, "card", words);
  return { id, card: "card", says: "agree", sha256: hashOf(text), text, at: 5_000_000_000_000, ...changes };
}

const agree = (writer: Writer, entry: Entry): number =>
  writer.edit((doc) => doc.getArray(`${writer.seat}:agreed`).push([entry]));

const linesIn = (doc: Y.Doc): Witness[] =>
  doc
    .getArray("server:witness")
    .toArray()
    .flatMap((line) => readWitness(line) ?? []);

const lineFor = (reader: Writer, id: string): Promise<Witness> =>
  reader.seen(`the line for ${id}`, () => linesIn(reader.doc).find(({ entry }) => entry === id) ?? null);

test("a witness line follows an agreement entry, with the server's time and name, to both", async () => {
  const from = Date.now();
  agree(client, entryFor(client, "one"));
  const [own, others] = await Promise.all([lineFor(client, "one"), lineFor(practitioner, "one")]);
  expect(others).toEqual(own);
  expect(own).toEqual({ entry: "one", seat: "client", name: "Chris Klient", at: expect.any(Number), same: true });
  expect(own.at).toBeGreaterThanOrEqual(from - 1_000);
  expect(own.at).toBeLessThanOrEqual(Date.now() + 1_000);
  agree(practitioner, entryFor(practitioner, "two"));
  expect(await lineFor(client, "two")).toMatchObject({ seat: "practitioner", name: "Pia Praxis", same: true });
});

test("the line says so when the words were no longer the same, or are not the card's", async () => {
  const before = entryFor(practitioner, "stale");
  await client.allKept(client.edit((doc) => textOf(doc)?.insert(0, "At least ")));
  agree(practitioner, before);
  expect(await lineFor(client, "stale")).toMatchObject({ same: false });
  agree(practitioner, entryFor(practitioner, "forged", { sha256: "0".repeat(64) }));
  expect(await lineFor(client, "forged")).toMatchObject({ same: false });
  agree(practitioner, entryFor(practitioner, "gone", { card: "no such card" }));
  expect(await lineFor(client, "gone")).toMatchObject({ same: false });
});

test("each entry has one line, also after a kill, a restart and everything being sent again", async () => {
  agree(client, entryFor(client, "one"));
  await lineFor(practitioner, "one");
  const before = client.lines.all.length;
  await server.restart("SIGKILL");
  await client.lines.when((line) => line === "up", before);
  agree(client, entryFor(client, "two"));
  await lineFor(client, "two");
  const doc = await documentOf(server.origin, sitting.practitioner);
  expect(linesIn(doc).map(({ entry }) => entry)).toEqual(["one", "two"]);
});

test("an entry and its line are kept in one piece: neither is ever there without the other", async () => {
  for (let round = 0; round < 5; round += 1) {
    agree(client, entryFor(client, `e${round}`));
    if (round % 2) await client.kept.when(() => true, client.kept.all.length);
    await server.restart("SIGKILL");
    const doc = await documentOf(server.origin, sitting.practitioner);
    const entries = (doc.getArray("client:agreed").toArray() as Entry[]).map(({ id }) => id);
    expect(linesIn(doc).map(({ entry }) => entry)).toEqual(entries);
    await client.allKept();
  }
});

test("words of someone else's making in an agreed section lead to no line, and harm nothing", async () => {
  const junk = [null, 7, "x", [], { id: "x" }, { id: 1, card: {}, says: "agree" }, { id: "y", says: "perhaps" }];
  practitioner.edit((doc) => doc.getArray("practitioner:agreed").push(junk));
  agree(practitioner, entryFor(practitioner, "after"));
  await lineFor(client, "after");
  expect(linesIn(client.doc).map(({ entry }) => entry)).toEqual(["after"]);
});

test("an entry that repeats the id of an earlier one borrows nothing: it does not count", async () => {
  agree(client, entryFor(client, "first"));
  agree(practitioner, entryFor(practitioner, "second"));
  await Promise.all([lineFor(practitioner, "first"), lineFor(client, "second")]);
  await client.allKept(client.edit((doc) => textOf(doc)?.insert(0, "At least ")));
  await practitioner.sees("At least ");
  agree(client, entryFor(client, "third"));
  for (const id of ["first", "second"]) await practitioner.allKept(agree(practitioner, entryFor(practitioner, id)));
  await lineFor(practitioner, "third");
  expect(linesIn(await documentOf(server.origin, sitting.client)).length).toBe(3);
  const words = readExpectation(practitioner.doc.getMap("both:expectations"), "card") ?? expect.unreachable();
  const entries = {
    client: entriesOf(practitioner.doc, "client"),
    practitioner: entriesOf(practitioner.doc, "practitioner"),
  };
  const lines = linesIn(practitioner.doc);
  const standing = standingOf("card", canonicalText(space, "card", words), entries, (id) =>
    lines.find(({ entry }) => entry === id),
  );
  expect([standing.client.says, standing.practitioner.says]).toEqual(["agrees", "agreed before"]);
});

const entriesOf = (doc: Y.Doc, seat: Seat): Entry[] =>
  doc
    .getArray(`${seat}:agreed`)
    .toArray()
    .flatMap((value) => readEntry(value) ?? []);

const forgeries: Record<string, (doc: Y.Doc) => void> = {
  "deletes their own entry": (doc) => doc.getArray("practitioner:agreed").delete(0, 1),
  "deletes the other's entry": (doc) => doc.getArray("client:agreed").delete(0, 1),
  "adds an entry for the other": (doc) => doc.getArray("client:agreed").push([{ id: "x" }]),
  "writes a witness line": (doc) => doc.getArray("server:witness").push([{ entry: "x" }]),
  "deletes a witness line": (doc) => doc.getArray("server:witness").delete(0, 1),
};

test.for(Object.keys(forgeries))("who %s is refused, and the entries and lines stay", async (what) => {
  agree(client, entryFor(client, "mine"));
  agree(practitioner, entryFor(practitioner, "theirs"));
  await Promise.all([lineFor(practitioner, "mine"), lineFor(client, "theirs")]);
  await practitioner.seen("both lines", () => (linesIn(practitioner.doc).length === 2 ? true : null));
  practitioner.edit(forgeries[what] ?? expect.unreachable());
  expect(await practitioner.refused.when(() => true)).toMatchObject({ kind: "section" });
  expect(await practitioner.closed.when(() => true)).toBe(4422);
  const doc = await documentOf(server.origin, sitting.client);
  const ids = (section: string) => (doc.getArray(section).toArray() as Entry[]).map(({ id }) => id);
  expect([ids("client:agreed"), ids("practitioner:agreed")]).toEqual([["mine"], ["theirs"]]);
  expect(
    linesIn(doc)
      .map(({ entry }) => entry)
      .toSorted(),
  ).toEqual(["mine", "theirs"]);
});

test("an agreement given while it rests is witnessed when no outcome ends, to the words as they are then", async () => {
  const room = await enterRoom(server.origin, sitting.client);
  await room.act({ type: "noOutcome:begin" });
  await practitioner.allKept(agree(practitioner, entryFor(practitioner, "rested")));
  expect(linesIn(await documentOf(server.origin, sitting.client))).toEqual([]);
  await room.act({ type: "noOutcome:end" });
  expect(await lineFor(client, "rested")).toMatchObject({ seat: "practitioner", same: true });
  room.leave();
});
