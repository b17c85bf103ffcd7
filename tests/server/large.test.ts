import { afterAll, beforeAll, expect, test } from "vitest";
import * as Y from "yjs";
import { type Seat, newClientId } from "../../lib/seats.ts";
import { fieldOf } from "../../lib/cards.ts";
import { newOption } from "../../lib/sections/options.ts";
import { forge, newDocument, text, values } from "../support/guard-space.ts";
import { pair } from "../support/people.ts";
import { type Server, startServer } from "../support/server.ts";
import { documentOf, openLine, say } from "../support/wire.ts";

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.end());

const root = "both:sheet";
const sheetOf = (doc: Y.Doc): Y.Text => doc.getText(root);

/** A change to a copy of what stands in the space, by a fresh clientID. */
function changed(doc: Y.Doc, seat: Seat, change: (sheet: Y.Text) => void): Uint8Array {
  const before = Y.encodeStateVector(doc);
  doc.clientID = newClientId(seat);
  doc.transact(() => change(sheetOf(doc)));
  return Y.encodeStateAsUpdate(doc, before);
}

test("3,000 changes all over a text, made offline by both, are taken from both and come out the same", async () => {
  const people = await pair(server.origin);
  const line = openLine(server.origin, people.client);
  const first = newDocument("client");
  await line.opened;
  await line.keep(
    1,
    say.step2(changed(first, "client", (sheet) => sheet.insert(0, "some words to begin with, ".repeat(400)))),
  );
  const scatter = (seat: Seat): Uint8Array => {
    const copy = newDocument(seat);
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(first));
    return changed(copy, seat, (sheet) => {
      for (let i = 0; i < 3_000; i += 1) {
        const at = (i * 7_919) % (sheet.length - 4);
        sheet.delete(at, 2);
        sheet.insert(at, seat === "client" ? "here" : "there");
      }
    });
  };
  const [here, there] = [scatter("client"), scatter("practitioner")];
  const other = openLine(server.origin, people.practitioner);
  await other.opened;
  await Promise.all([line.keep(2, say.step2(here)), other.keep(2, say.step2(there))]);
  for (const update of [here, there]) Y.applyUpdate(first, update);
  const now = await documentOf(server.origin, people.client);
  expect(sheetOf(now).toJSON()).toBe(sheetOf(first).toJSON());
  for (const one of [line, other]) one.end();
});

test("where a part of a large update is forbidden nothing of it is taken", async () => {
  const people = await pair(server.origin);
  const line = openLine(server.origin, people.practitioner);
  await line.opened;
  const [high, low] = [newClientId("practitioner"), newClientId("practitioner")].sort((one, other) => other - one) as [
    number,
    number,
  ];
  const row = Array.from({ length: 1_000 }, (_, i) => text("x", i === 0 ? { root } : { left: [low, i - 1] }));
  const bad = [text("x", { root: "client:decisions" })];
  for (const runs of [
    [
      { client: high, structs: bad },
      { client: low, structs: row },
    ],
    [
      { client: high, structs: row.map((_, i) => text("x", i === 0 ? { root } : { left: [high, i - 1] })) },
      { client: low, structs: bad },
    ],
  ]) {
    const forger = openLine(server.origin, people.practitioner);
    await forger.opened;
    forger.send(say.step2(forge(runs)));
    expect(await forger.closed).toBe(4422);
    expect(sheetOf(await documentOf(server.origin, people.client)).toJSON()).toBe("");
  }
  line.end();
});

/** Letters of two clientIDs in turn, so that each is an item of its own, in updates of 4,000. */
function* inTurn(pens: readonly number[], count: number): Generator<Uint8Array> {
  const [high = 0, low = 0] = pens;
  for (let from = 0; from < count / 2; from += 2_000) {
    const clocks = Array.from({ length: 2_000 }, (_, i) => from + i);
    const behind = (i: number) => (i === 0 ? { root } : { left: [low, i - 1] as [number, number] });
    yield forge([
      { client: high, clock: from, structs: clocks.map((i) => text("x", behind(i))) },
      { client: low, clock: from, structs: clocks.map((i) => text("x", { left: [high, i] })) },
    ]);
  }
}
const twoPens = (): number[] =>
  [newClientId("practitioner"), newClientId("practitioner")].sort((one, other) => other - one);

test("letters that name no neighbour are placed bit by bit in a text of many items", async () => {
  const people = await pair(server.origin);
  const line = openLine(server.origin, people.practitioner);
  await line.opened;
  for (const update of inTurn(twoPens(), 4_000)) await line.keep(1, say.step2(update));
  const alone = Array.from({ length: 24 }, () => text("y", { root }));
  await line.keep(2, say.update(forge([{ client: 2 ** 53 - 6, structs: alone }])));
  const doc = await documentOf(server.origin, people.client);
  expect(sheetOf(doc).toJSON()).toBe("x".repeat(4_000) + "y".repeat(24));
  line.end();
});

test("a letter is not placed past a hundred thousand others, and all of them can be deleted in one go", async () => {
  const people = await pair(server.origin);
  const line = openLine(server.origin, people.practitioner);
  await line.opened;
  const pens = twoPens();
  let number = 0;
  for (const update of inTurn(pens, 100_000)) await line.keep((number += 1), say.step2(update));
  const forger = openLine(server.origin, people.practitioner);
  await forger.opened;
  forger.send(say.update(forge([{ client: 2 ** 53 - 6, structs: [text("y", { root })] }])));
  expect(await forger.closed).toBe(4422);
  const all = pens.map((pen): [number, [number, number][]] => [pen, [[0, 50_000]]]);
  await line.keep(number + 1, say.update(forge([], all)));
  expect(sheetOf(await documentOf(server.origin, people.client)).toJSON()).toBe("");
  line.end();
});

test("one seat cannot fill the space for both", async () => {
  const people = await pair(server.origin);
  const line = openLine(server.origin, people.practitioner);
  await line.opened;
  const doc = newDocument("practitioner");
  for (let sent = 0; sent < 90; sent += 1) {
    const before = Y.encodeStateVector(doc);
    doc.getArray("practitioner:received").push(["x".repeat(65_000)]);
    line.send(say.update(Y.encodeStateAsUpdate(doc, before)));
  }
  expect(await line.closed).toBe(4413);
  expect(line.said.all.findLast(({ is }) => is === "refused")).toMatchObject({
    kind: "size",
    why: expect.stringContaining("full"),
  });
  const other = openLine(server.origin, people.client);
  await other.opened;
  await other.keep(1, say.update(changed(newDocument("client"), "client", (sheet) => sheet.insert(0, "still here"))));
  expect(sheetOf(await documentOf(server.origin, people.practitioner)).toJSON()).toBe("still here");
  other.end();
});

test("deletes all over a text are too much in one piece at some point, and everything at once is not", async () => {
  const people = await pair(server.origin);
  const words = newClientId("practitioner");
  const line = openLine(server.origin, people.practitioner);
  await line.opened;
  await line.keep(1, say.step2(forge([{ client: words, structs: [text("x".repeat(100_000), { root })] }])));
  const everyOther = (count: number): [number, number][] => Array.from({ length: count }, (_, i) => [2 * i, 1]);
  const forger = openLine(server.origin, people.practitioner);
  await forger.opened;
  forger.send(say.step2(forge([], [[words, everyOther(30_000)]])));
  expect(await forger.closed).toBe(4413);
  expect(sheetOf(await documentOf(server.origin, people.client)).length).toBe(100_000);
  await line.keep(2, say.step2(forge([], [[words, everyOther(1_000)]])));
  expect(sheetOf(await documentOf(server.origin, people.client)).length).toBe(99_000);
  await line.keep(3, say.update(forge([], [[words, [[0, 100_000]]]])));
  expect(sheetOf(await documentOf(server.origin, people.client)).length).toBe(0);
  line.end();
});

test("a card of very many pieces can be removed", async () => {
  const people = await pair(server.origin);
  const line = openLine(server.origin, people.practitioner);
  await line.opened;
  const doc = newDocument("practitioner");
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  doc.getMap("both:options").set("card", newOption({ title: "", text: "", gives: "", asks: "", earns: "" }, 1));
  const words = fieldOf(doc.getMap("both:options"), "card", "text");
  for (let at = 0; at < 8_000; at += 1_000)
    doc.transact(() => {
      for (let i = 0; i < 1_000; i += 1) words?.insert(0, "x");
    });
  let number = 0;
  for (const update of updates) await line.keep((number += 1), say.step2(update));
  updates.length = 0;
  doc.getMap("both:options").delete("card");
  for (const update of updates) await line.keep((number += 1), say.update(update));
  expect((await documentOf(server.origin, people.client)).getMap("both:options").has("card")).toBe(false);
  line.end();
});

test("a million values are no message, and a list that grows takes some thousands of a seat", async () => {
  const people = await pair(server.origin);
  const forger = openLine(server.origin, people.practitioner);
  await forger.opened;
  const list = { root: "practitioner:received" };
  forger.send(
    say.step2(forge([{ client: newClientId("practitioner"), structs: [values(Array(990_000).fill(null), list)] }])),
  );
  expect(await forger.closed).toBe(4422);

  const line = openLine(server.origin, people.practitioner);
  await line.opened;
  const client = newClientId("practitioner");
  let taken = 0;
  for (let ending: number | null = null; ending === null;) {
    const entries = values(Array(500).fill("x"), taken === 0 ? list : { left: [client, taken - 1] });
    const from = line.said.all.length;
    line.send(say.step2(forge([{ client, clock: taken, structs: [entries] }])), say.kept(taken + 1));
    const kept = line.said.when((said) => said.is === "kept" && said.number === taken + 1, from).then(() => null);
    ending = await Promise.race([line.closed, kept]);
    if (ending === null) taken += 500;
    else kept.catch(() => undefined);
  }
  expect(taken).toBeGreaterThan(4_000);
  expect(taken).toBeLessThan(9_000);
  const other = openLine(server.origin, people.client);
  await other.opened;
  await other.keep(1, say.update(changed(newDocument("client"), "client", (sheet) => sheet.insert(0, "still here"))));
  other.end();
});
