/** Words that were waiting when what is given could still be written over: they come to their place, and stop nobody. */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { decisionsIn } from "../../lib/sections/decisions.ts";
import { type Mode, sections, sharedRules } from "../../lib/sections.ts";
import { type OpenDocument, openDocument } from "../../server/live/document.ts";
import type { Reader, Taken } from "../../server/live/taken.ts";
import { newDocument } from "../support/guard-space.ts";
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
  await journal.keepHeld("shared:one", "client", Y.encodeStateAsUpdate(page, before));
  const mode: Mode = { noOutcome: true, floor: null };
  const document = await openDocument({
    name: "shared:one",
    rules: sharedRules(() => mode),
    sections,
    journal,
    onLost(error) {
      throw new Error("The document was lost.", { cause: error });
    },
    work: async (steps) => atOnce(steps),
  });
  return { page, mode, document };
}

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
