/** Words that were waiting when what is given could still be written over: they come to their place, and stop nobody. */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { decisionsIn } from "../../lib/sections/decisions.ts";
import { type Mode, sections, sharedRules } from "../../lib/sections.ts";
import { type OpenDocument, openDocument } from "../../server/live/document.ts";
import type { Journal } from "../../server/records/records.ts";
import type { Reader, Taken } from "../../server/live/taken.ts";
import { forge, newDocument, values } from "../support/guard-space.ts";
import { atOnce, openMemoryJournal } from "../support/memory-journal.ts";

const decision = { text: "I rest", stands: "now", from: null, at: 1 };

/** A document with a decision, and a page of the client's that wrote over it and gave another while nothing was decided. */
async function openEarlier() {
  const page = newDocument("client");
  page.getMap("client:decisions").set("a", decision);
  const journal = openMemoryJournal();
  await journal.append("shared:one", 1, [Y.encodeStateAsUpdate(page)]);
  const before = Y.encodeStateVector(page);
  page.getMap("client:decisions").set("a", { ...decision, stands: "gone" });
  page.getMap("client:decisions").set("b", { ...decision, text: "I walk" });
  const waiting = Y.encodeStateAsUpdate(page, before);
  await journal.keepHeld("shared:one", "client", waiting, waiting);
  const mode: Mode = { noOutcome: true, floor: null };
  return { page, mode, document: await openWith(journal, mode) };
}

const openWith = (journal: Journal, mode: Mode): Promise<OpenDocument> =>
  openDocument({
    name: "shared:one",
    rules: sharedRules(() => mode),
    sections,
    journal,
    onLost(error) {
      throw new Error("The document was lost.", { cause: error });
    },
    work: async (steps) => atOnce(steps),
  });

const reader: Reader = { seat: "client", show() {}, waits() {}, lost() {} };

function send(document: OpenDocument, update: Uint8Array): Taken {
  const first = document.take(update, reader);
  return first.kind === "large" ? atOnce(document.takeLarge(update, reader)) : first;
}

const read = (document: OpenDocument): Y.Doc => {
  const doc = newDocument("practitioner");
  Y.applyUpdate(doc, atOnce(document.answer(Uint8Array.of(0))).update);
  return doc;
};
const standingsIn = (doc: Y.Doc): string[] =>
  decisionsIn(doc.getMap("client:decisions")).map(({ text, stands }) => `${text}: ${stands}`);

test("they are said to wait, and come to their place when the mode ends", async () => {
  const { mode, document } = await openEarlier();
  expect(document.waitsOf("client")).toEqual(["client:decisions"]);
  expect(standingsIn(read(document))).toEqual(["I rest: now"]);
  mode.noOutcome = false;
  await document.release();
  expect(standingsIn(read(document))).toEqual(["I rest: gone", "I walk: now"]);
  expect([document.waitsOf("client"), document.heldOf("client")]).toEqual([[], null]);
});

test("their page comes back with them, and what it wrote for open and for resting sections is taken", async () => {
  const { page, mode, document } = await openEarlier();
  page.clientID += 4;
  page.getMap("client:story").set("s", { text: "It began in spring", at: 2 });
  expect(send(document, Y.encodeStateAsUpdate(page, document.vector())).kind).toBe("taken");
  expect(read(document).getMap("client:story").size).toBe(1);
  page.clientID += 4;
  const before = Y.encodeStateVector(page);
  page.getMap("client:decisions").set("c", { ...decision, text: "I sleep", at: 3 });
  expect(send(document, Y.encodeStateAsUpdate(page, before)).kind).toBe("taken");
  mode.noOutcome = false;
  await document.release();
  expect(standingsIn(read(document))).toEqual(["I rest: gone", "I walk: now", "I sleep: now"]);
});

test("once they have come to their place nothing that is given is written over any more", async () => {
  const { page, mode, document } = await openEarlier();
  mode.noOutcome = false;
  await document.release();
  const before = Y.encodeStateVector(page);
  page.getMap("client:decisions").set("a", { ...decision, text: "I never said so" });
  expect(send(document, Y.encodeStateAsUpdate(page, before))).toMatchObject({
    kind: "refused",
    refused: { kind: "section" },
  });
});

test("while they wait, nothing else that was given is written over beside them", async () => {
  const { page, document } = await openEarlier();
  page.clientID += 4;
  const story = page.getMap("client:story");
  story.set("s", { text: "It began in spring", at: 2 });
  expect(send(document, Y.encodeStateAsUpdate(page, document.vector())).kind).toBe("taken");
  page.clientID += 4;
  const before = Y.encodeStateVector(page);
  story.set("s", { text: "It began in autumn", at: 3 });
  const over = Y.encodeStateAsUpdate(page, before);
  expect(send(document, over)).toMatchObject({ kind: "refused", refused: { kind: "section" } });
});

test("while they wait, what builds on them writes over nothing that was given, nor do they said in other words", async () => {
  const { page, document } = await openEarlier();
  const { clientID } = page;
  const story = page.getMap("client:story");
  page.clientID += 4;
  story.set("s", { text: "It began in spring", at: 2 });
  expect(send(document, Y.encodeStateAsUpdate(page, document.vector())).kind).toBe("taken");
  // The pen that wrote the waiting words goes on.
  page.clientID = clientID;
  const before = Y.encodeStateVector(page);
  story.set("s", { text: "It began in autumn", at: 3 });
  const over = Y.encodeStateAsUpdate(page, before);
  expect(send(document, over)).toMatchObject({ kind: "refused", refused: { kind: "section" } });
  // The first clock that waits, said as something else.
  const clock = Y.decodeStateVector(document.vector()).get(clientID) ?? 0;
  const other = values([{ text: "It never began", at: 4 }], { left: [clientID + 4, 0] });
  expect(send(document, forge([{ client: clientID, clock, structs: [other] }])).kind).toBe("taken");
  expect(read(document).getMap("client:story").toJSON()).toEqual({ s: { text: "It began in spring", at: 2 } });
});

test("words of today that come to wait beside them do not come in the place of what is given meanwhile", async () => {
  const { page, mode, document } = await openEarlier();
  const elsewhere = newDocument("client");
  elsewhere.clientID = page.clientID - 4;
  page.clientID += 4;
  const before = Y.encodeStateVector(page);
  page.getMap("client:decisions").set("late", decision);
  page.getMap("client:refusals").set("k", { text: "later", at: 2 });
  expect(send(document, Y.encodeStateAsUpdate(page, before)).kind).toBe("taken");
  elsewhere.getMap("client:refusals").set("k", { text: "first", at: 1 });
  expect(send(document, Y.encodeStateAsUpdate(elsewhere)).kind).toBe("taken");
  mode.noOutcome = false;
  await document.release();
  expect(read(document).getMap("client:refusals").toJSON()).toEqual({ k: { text: "first", at: 1 } });
});

test("words of today that wait under a key that is given meanwhile never come in its place, however often it is opened", async () => {
  const journal = openMemoryJournal();
  const mode: Mode = { noOutcome: true, floor: null };
  const document = await openWith(journal, mode);
  const pen = (clientID: number, write: (doc: Y.Doc) => void): Uint8Array => {
    const doc = newDocument("client");
    doc.clientID = clientID;
    write(doc);
    return Y.encodeStateAsUpdate(doc);
  };
  const refuses = (doc: Y.Doc, text: string) => doc.getMap("client:refusals").set("k", { text, at: 1 });
  const waits = pen(405, (doc) => {
    doc.getMap("client:decisions").set("a", decision);
    refuses(doc, "later");
  });
  expect(send(document, waits).kind).toBe("taken");
  expect(document.waitsOf("client")).not.toEqual([]);
  expect(
    send(
      document,
      pen(401, (doc) => refuses(doc, "first")),
    ).kind,
  ).toBe("taken");
  mode.noOutcome = false;
  await document.release();
  await document.close();
  const again = await openWith(journal, mode);
  await again.release();
  expect(read(again).getMap("client:refusals").toJSON()).toEqual({ k: { text: "first", at: 1 } });
});
