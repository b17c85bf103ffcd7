import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import * as Y from "yjs";
import { type Entry, type Witness, canonicalText, hashOf, readSigned, readWitness } from "../../lib/agreement.ts";
import { newExpectation } from "../../lib/expectations.ts";
import type { Seat } from "../../lib/seats.ts";
import { type Standing, agreementsIn, standingOf } from "../../lib/standing.ts";
import { forge, values } from "../support/guard-space.ts";
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
  const signature = readSigned(space, doc.getMap("both:expectations"), "card")?.signature;
  const { canonical: text, sha256 } = signature ?? expect.unreachable("the card is there");
  return { id, card: "card", says: "agree", sha256, text, at: 5_000_000_000_000, ...changes };
}

/** How the card stands, as somebody reads it who has this document. */
function standingIn(doc: Y.Doc): Standing {
  const listed = (section: string) => doc.getArray<unknown>(section).toArray();
  const sources = {
    client: listed("client:agreed"),
    practitioner: listed("practitioner:agreed"),
    lines: listed("server:witness"),
  };
  const signature = readSigned(space, doc.getMap("both:expectations"), "card")?.signature;
  return standingOf("card", signature?.sha256 ?? null, agreementsIn(sources));
}

/** Both agree to the words as they stand. */
async function bothAgree(): Promise<void> {
  agree(client, entryFor(client, "mine"));
  agree(practitioner, entryFor(practitioner, "theirs"));
  for (const reader of [client, practitioner])
    await reader.seen("both lines", () => (linesIn(reader.doc).length === 2 ? true : null));
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
  const { card, says, sha256 } = entryFor(client, "one");
  expect(own).toEqual({
    entry: "one",
    seat: "client",
    name: "Chris Klient",
    at: expect.any(Number),
    same: true,
    said: { card, says, sha256 },
  });
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
  await practitioner.allKept(agree(practitioner, entryFor(practitioner, "second")));
  await lineFor(practitioner, "third");
  expect(linesIn(await documentOf(server.origin, sitting.client)).length).toBe(3);
  const standing = standingIn(practitioner.doc);
  expect([standing.client.says, standing.practitioner.says]).toEqual(["agrees", "agreed before"]);
});

test("who is first with the id of the other's entry takes nothing from it: each seat has ids of its own", async () => {
  await bothAgree();
  await practitioner.allKept(agree(practitioner, entryFor(practitioner, "known before")));
  const withdrawal = { ...entryFor(client, "known before"), says: "withdraw" as const };
  await client.allKept(agree(client, withdrawal));
  await practitioner.seen("the withdrawal", () =>
    standingIn(practitioner.doc).client.says === "withdrew" ? true : null,
  );
  expect(standingIn(await documentOf(server.origin, sitting.client))).toMatchObject({
    agreed: false,
    client: { says: "withdrew", at: expect.any(Number) as number },
    practitioner: { says: "agrees" },
  });
});

const forgeries: Record<string, (doc: Y.Doc) => void> = {
  "deletes their own entry": (doc) => doc.getArray("practitioner:agreed").delete(0, 1),
  "deletes the other's entry": (doc) => doc.getArray("client:agreed").delete(0, 1),
  "adds an entry for the other": (doc) => doc.getArray("client:agreed").push([{ id: "x" }]),
  "writes a witness line": (doc) => doc.getArray("server:witness").push([{ entry: "x" }]),
  "deletes a witness line": (doc) => doc.getArray("server:witness").delete(0, 1),
  "puts an entry before an earlier one": (doc) => doc.getArray("practitioner:agreed").insert(0, [{ id: "x" }]),
};

test.for(Object.keys(forgeries))("who %s is refused, and the entries and lines stay", async (what) => {
  await bothAgree();
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

test("who repeats the id of an entry with other words, from a tab that claims to know nothing, changes nothing", async () => {
  await bothAgree();
  const before = standingIn(client.doc);
  expect(before).toMatchObject({ agreed: true });
  await client.allKept(
    client.edit((doc) => {
      textOf(doc)?.delete(0, 3);
      textOf(doc)?.insert(0, "Eighty");
    }),
  );
  await practitioner.sees("Eighty weeks");
  const forged = entryFor(practitioner, "theirs");
  // Clock 0 of the lowest clientID that the practitioner can have: it comes to stand before the entry it repeats.
  const low = { client: 2, structs: [values([forged], { root: "practitioner:agreed" })] };
  await practitioner.allKept(practitioner.edit((doc) => Y.applyUpdate(doc, forge([low]))));
  agree(practitioner, entryFor(practitioner, "behind it", { card: "another card" }));
  await lineFor(client, "behind it");
  const reloaded = await documentOf(server.origin, sitting.client);
  expect((reloaded.getArray("practitioner:agreed").toArray() as Entry[]).map(({ id }) => id)[0]).toBe("theirs");
  for (const doc of [client.doc, practitioner.doc, reloaded])
    expect(standingIn(doc)).toMatchObject({
      agreed: false,
      client: { says: "agreed before", at: before.client.at },
      practitioner: { says: "agreed before", at: before.practitioner.at },
      before: { words: { text: "Six weeks, then we look again." }, at: before.since },
    });
  expect(linesIn(reloaded)).toHaveLength(3);
});

test("entries with the same neighbours on both sides are refused, and every copy has one order", async () => {
  const [high, low] = [0x1b6, 0x26];
  const end = entryFor(practitioner, "end");
  for (const [at, update] of [
    forge([{ client: high, structs: [values([{ ...end, id: "one" }], { root: "practitioner:agreed" })] }]),
    forge([{ client: high, clock: 1, structs: [values([{ ...end, id: "two" }], { left: [high, 0] })] }]),
    forge([{ client: low, structs: [values([{ ...end, id: "three" }], { left: [high, 0], right: [high, 1] })] }]),
  ].entries()) {
    const number = practitioner.edit((doc) => Y.applyUpdate(doc, update));
    if (at < 2) await practitioner.allKept(number);
  }
  expect(await practitioner.refused.when(() => true)).toMatchObject({ kind: "section" });
  const ids = (doc: Y.Doc) => (doc.getArray("practitioner:agreed").toArray() as Entry[]).map(({ id }) => id);
  const before = ids(await documentOf(server.origin, sitting.client));
  expect(before).toEqual(["one", "two"]);
  await server.restart("SIGKILL");
  expect(ids(await documentOf(server.origin, sitting.client))).toEqual(before);
});

test("two hundred entries at once are all witnessed, and what comes from the other meanwhile is not kept waiting", async () => {
  const many = Array.from({ length: 200 }, (_, at) => entryFor(practitioner, `many ${at}`, { card: `card ${at}` }));
  practitioner.edit((doc) => doc.getArray("practitioner:agreed").push(many));
  agree(client, entryFor(client, "mine"));
  await lineFor(practitioner, "mine");
  await lineFor(client, "many 199");
  const lines = linesIn(await documentOf(server.origin, sitting.client));
  expect(new Set(lines.map(({ entry }) => entry)).size).toBe(201);
  expect(lines).toHaveLength(201);
});

test("a card that is too long to be agreed to is witnessed as other words, whatever an entry says", async () => {
  const long = "a".repeat(5_001);
  await client.allKept(client.edit((doc) => textOf(doc)?.insert(0, long)));
  const text = JSON.stringify([
    "clearing expectation 1",
    space,
    "card",
    "trial",
    `${long}Six weeks, then we look again.`,
    "",
  ]);
  agree(client, { id: "long", card: "card", says: "agree", sha256: hashOf(text), text, at: 0 });
  expect(await lineFor(practitioner, "long")).toMatchObject({ same: false });
  expect(standingIn(practitioner.doc).client.says).toBe("agreed before");
  expect(canonicalText(space, "card", { kind: "trial", text: long, lookAgain: "" })).toBeNull();
});
