/** What words cost that wait for a closed section: nobody's time but their writer's, and of their writer's room in the space. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import type { Seat } from "../../lib/seats.ts";
import { type Mode, sections, sharedRules } from "../../lib/sections.ts";
import { noSplits } from "../../server/live/guard/deletes.ts";
import type { Steps } from "../../server/live/budget.ts";
import { openDocument } from "../../server/live/document.ts";
import { together } from "../../server/live/guard/effort.ts";
import { type Accepted, heldIn } from "../../server/live/guard/judge.ts";
import { openQuota } from "../../server/live/quota.ts";
import { releaseWords } from "../../server/live/release.ts";
import type { Reader, Taken } from "../../server/live/taken.ts";
import { type Held, openWaiting } from "../../server/live/waiting.ts";
import { openDatabase } from "../../server/records/database.ts";
import { openJournal } from "../../server/records/journal.ts";
import { type Id, type Piece, forge, gc, newDocument, text, values } from "../support/guard-space.ts";
import { openWriterHere } from "../support/writer-here.ts";

/** Does work in steps without a pause, and gives how many they were. */
function whole<T>(steps: Steps<T>): { value: T; steps: number } {
  for (let count = 1; ; count += 1) {
    const { done, value } = steps.next();
    if (done) return { value, steps: count };
  }
}

const closed = sharedRules(() => ({ noOutcome: true, floor: null }));

const nothingElse = { cards: new Map(), newClients: 0, values: 0, entries: 0 };

/** A document on a disk, in which a practitioner writes. */
async function openOnDisk(mode: Mode) {
  const folder = mkdtempSync(join(tmpdir(), "clearing-waiting-"));
  const database = await openDatabase(folder, openWriterHere);
  const document = await openDocument({
    name: "shared:one",
    rules: sharedRules(() => mode),
    sections,
    journal: openJournal(database),
    onLost() {},
    work: async (steps) => whole(steps).value,
  });
  const reader: Reader = { seat: "practitioner", show() {}, waits() {}, lost() {} };
  return {
    document,
    take(update: Uint8Array): Taken {
      const first = document.take(update, reader);
      return first.kind === "large" || first.kind === "uncounted"
        ? whole(document.takeLarge(update, reader)).value
        : first;
    },
    async close(): Promise<void> {
      await document.close();
      await database.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** A practitioner who writes into the text of a card, letter by letter. */
function openPen(write: (update: Uint8Array) => void) {
  const doc = newDocument("practitioner");
  doc.on("update", write);
  const words = new Y.Text();
  doc.getMap<unknown>("both:expectations").set("card", new Y.Map([["text", words]]));
  return {
    doc,
    write: (letters: string): void => Array.from(letters).forEach((one) => words.insert(words.length, one)),
  };
}

test("letters that wait are kept in few pieces, without a look at all that stands in the space", () => {
  const doc = newDocument("server");
  const waiting = openWaiting(doc, closed, []);
  const { clients } = doc.store;
  let looks = 0;
  const each = clients.forEach.bind(clients);
  clients.forEach = (...how) => {
    looks += 1;
    each(...how);
  };
  let last = 0;
  const pen = openPen((update) => {
    const verdict = waiting.judge(update, "practitioner", together);
    if (verdict.kind !== "accepted") throw new Error(`It was ${verdict.kind}.`);
    looks = 0;
    last = waiting.put("practitioner", heldIn(verdict)).stored?.length ?? 0;
    expect([looks, waiting.sectionsOf("practitioner")]).toEqual([0, ["both:expectations"]]);
  });
  pen.write("a word 🌿 ".repeat(120));
  expect(last).toBeLessThan(16_000);
  const opened = newDocument("client");
  Y.applyUpdate(opened, waiting.of("practitioner") ?? new Uint8Array());
  expect(opened.toJSON()).toEqual(pen.doc.toJSON());
});

test("what waits takes of its writer's share of the space, so that opening and closing makes no room", async () => {
  const mode: Mode = { noOutcome: false, floor: null };
  const { document, take, close } = await openOnDisk(mode);
  const much = (client: number, root: string): Uint8Array =>
    forge([{ client, structs: [text("x".repeat(200_000), { root })] }]);
  const taken: string[] = [];
  for (let client = 2; client < 42 * 4; client += 4) {
    mode.noOutcome = client % 8 === 6;
    const card = newDocument("practitioner");
    card.clientID = client + 2 ** 40;
    card.getMap("both:expectations").set(`${client}`, new Y.Map([["text", new Y.Text("x".repeat(200_000))]]));
    taken.push(take(mode.noOutcome ? Y.encodeStateAsUpdate(card) : much(client, "both:sheet")).kind);
    mode.noOutcome = false;
    await document.release();
  }
  expect(taken).toEqual(Array.from({ length: 42 }, (_, at) => (at < 26 ? "taken" : "refused")));
  await close();
});

test("of a removal that has to wait and is too much, nothing comes when the floor is free again", async () => {
  const mode: Mode = { noOutcome: false, floor: null };
  const { document, take, close } = await openOnDisk(mode);
  const pen = newDocument("practitioner");
  const cards = pen.getMap("both:expectations");
  const keys = ["a", "b", "c", "d", "e"];
  for (const key of keys) {
    const words = new Y.Text();
    cards.set(key, new Y.Map([["text", words]]));
    // Each letter in front of the last one is a piece of its own.
    for (let at = 0; at < 8_000; at += 1) words.insert(0, "x");
  }
  expect(take(Y.encodeStateAsUpdate(pen)).kind).toBe("taken");
  mode.floor = "client";
  const before = Y.encodeStateVector(pen);
  pen.transact(() => keys.forEach((key) => cards.delete(key)));
  expect(take(Y.encodeStateAsUpdate(pen, before)).kind).toBe("refused");
  expect(document.heldOf("practitioner")).toBeNull();
  mode.floor = null;
  await document.release();
  const opened = newDocument("client");
  Y.applyUpdate(opened, whole(document.answer(Uint8Array.of(0))).value.update);
  const left = opened.getMap<Y.Map<Y.Text>>("both:expectations");
  expect(keys.map((key) => left.get(key)?.get("text")?.length)).toEqual(keys.map(() => 8_000));
  await close();
});

test("what is too much at once and has to wait is all there when the floor is free again", async () => {
  const mode: Mode = { noOutcome: false, floor: null };
  const { document, take, close } = await openOnDisk(mode);
  const shown: Uint8Array[] = [];
  const here: Reader = { seat: "practitioner", show: (update) => shown.push(update), waits() {}, lost() {} };
  document.read(here);
  const card = newDocument("practitioner");
  const words = new Y.Text();
  card.getMap("both:expectations").set("card", new Y.Map([["text", words]]));
  for (let at = 0; at < 2_000; at += 1) words.insert(0, "x");
  mode.floor = "client";
  const taken = take(Y.encodeStateAsUpdate(card));
  if (taken.kind !== "taken") throw new Error(`It was ${taken.kind}.`);
  expect(await taken.kept).toBe(true);
  expect(shown).toHaveLength(1);
  mode.floor = null;
  await document.release();
  const opened = newDocument("client");
  Y.applyUpdate(opened, whole(document.answer(Uint8Array.of(0))).value.update);
  expect(opened.toJSON()).toEqual(card.toJSON());
  await close();
});

describe("what waits, as the other pages of its seat are shown it", () => {
  const floorOfClient = sharedRules(() => ({ noOutcome: false, floor: "client" }));
  const client = 2 ** 40 + 2;
  const openClosed = (doc: Y.Doc) => {
    const waiting = openWaiting(doc, floorOfClient, []);
    const waits = (...structs: Piece[]): Uint8Array => {
      const clock = Y.parseUpdateMeta(waiting.of("practitioner") ?? Y.encodeStateAsUpdate(doc)).to.get(client) ?? 0;
      const verdict = waiting.judge(forge([{ client, clock, structs }]), "practitioner", together);
      if (verdict.kind !== "accepted") throw new Error(`It was ${verdict.kind}.`);
      return waiting.put("practitioner", heldIn(verdict)).added ?? expect.unreachable();
    };
    return { waiting, waits };
  };

  test("is never more than they lack", () => {
    const doc = newDocument("server");
    Y.applyUpdate(
      doc,
      forge([{ client, structs: [values(["open"], { root: "practitioner:statement", key: "text" })] }]),
    );
    const { waits } = openClosed(doc);
    waits(text("held", { root: "both:sheet" }));
    const added = waits(text(" on", { left: [client, 4] }));
    expect(Y.parseUpdateMeta(added).from.get(client)).toBe(5);
  });

  test("can be read, whatever else its writer said of the same words", () => {
    const doc = newDocument("server");
    const { waiting, waits } = openClosed(doc);
    waits(text("held", { root: "both:sheet" }));
    // The same ids once more, as words that were taken away: that may be written, and is known from then on.
    Y.applyUpdate(doc, forge([{ client, structs: [gc(2)] }]));
    const newcomer = newDocument("practitioner");
    Y.applyUpdate(newcomer, Y.encodeStateAsUpdate(doc));
    Y.applyUpdate(newcomer, waiting.of("practitioner") ?? expect.unreachable());
    expect(Y.getState(newcomer.store, client)).toBe(4);
  });
});

test("an entry that waits for its list is not taken away again, and what is given after it comes to its place", async () => {
  const mode: Mode = { noOutcome: true, floor: null };
  const { document, take, close } = await openOnDisk(mode);
  const root = "practitioner:agreed";
  const [client, other] = [2 ** 40 + 2, 2 ** 40 + 6];
  expect(take(forge([{ client, structs: [values(["first"], { root })] }])).kind).toBe("taken");
  expect(take(forge([], [[client, [[0, 1]]]]))).toMatchObject({ kind: "refused", refused: { sections: [root] } });
  // Also beside what may be written, and by another page that knows the entry.
  const both = [values(["more"], { root, left: [client, 0] })];
  expect(take(forge([{ client: other, structs: both }], [[client, [[0, 1]]]])).kind).toBe("refused");
  expect(take(forge([{ client: other, structs: both }])).kind).toBe("taken");
  mode.noOutcome = false;
  await document.release();
  expect([document.heldOf("practitioner"), document.waitsOf("practitioner")]).toEqual([null, []]);
  const opened = newDocument("client");
  Y.applyUpdate(opened, whole(document.answer(Uint8Array.of(0))).value.update);
  expect(opened.getArray(root).toJSON()).toEqual(["first", "more"]);
  await close();
});

test("what was called kept comes to its place, however much the other has written there meanwhile", () => {
  const doc = newDocument("server");
  const root = "both:sheet";
  Y.applyUpdate(doc, forge([{ client: 1, structs: [text("from to", { root })] }]));
  const mode: Mode = { noOutcome: false, floor: "client" };
  const rules = sharedRules(() => mode);
  const waiting = openWaiting(doc, rules, []);
  const [left, right]: [Id, Id] = [
    [1, 4],
    [1, 5],
  ];
  const word = forge([{ client: 2 ** 40 + 2, structs: [text("here ", { left, right })] }]);
  const verdict = waiting.judge(word, "practitioner", together);
  if (verdict.kind !== "accepted") throw new Error(`It was ${verdict.kind}.`);
  waiting.put("practitioner", heldIn(verdict));

  const [high, low] = [2 ** 41 + 1, 2 ** 40 + 1];
  const many = 51_000;
  const [ofHigh, ofLow]: Piece[][] = [[], []];
  for (let at = 0; at < many; at += 1) {
    ofHigh?.push(text("x", { left: at === 0 ? left : [low, at - 1], right }));
    ofLow?.push(text("y", { left: [high, at], right }));
  }
  Y.applyUpdate(
    doc,
    forge([
      { client: high, structs: ofHigh ?? [] },
      { client: low, structs: ofLow ?? [] },
    ]),
  );
  mode.floor = null;
  const apply = ({ update }: Accepted): void => {
    if (update) Y.applyUpdate(doc, update);
  };
  const keepHeld = (seat: Seat, held: Held | null): unknown => waiting.put(seat, held);
  whole(releaseWords({ doc, waiting, apply, keepHeld }));
  expect(doc.getText(root).toJSON().replace(/[xy]/g, "")).toBe("from here to");
  expect(waiting.of("practitioner")).toBeNull();
});

test("a document is counted in small steps, and never as less than it is while it changes meanwhile", () => {
  const doc = newDocument("server");
  const client = 2 ** 40 + 2;
  const behind = (at: number) => text("x", at === 0 ? { root: "both:sheet" } : { left: [client, 0] });
  Y.applyUpdate(doc, forge([{ client, structs: Array.from({ length: 30_000 }, (_, at) => behind(at)) }]));
  const opening = whole(openQuota(doc));
  expect(opening.steps).toBeGreaterThan(10);
  const quota = opening.value;
  const steps = quota.recount();
  for (let at = 0; !steps.next().done; at += 1) {
    const update = forge(
      [{ client, clock: 30_000 + at, structs: [behind(30_000 + at)] }],
      [[client, [[4_000 * at, 2_000]]]],
    );
    quota.add("practitioner", { update, structs: 1, splits: { ...noSplits, practitioner: 2 }, ...nothingElse });
    Y.applyUpdate(doc, update);
  }
  const exact = whole(openQuota(doc)).value;
  const refused = ({ refuses }: typeof quota, structs: number): boolean =>
    refuses("practitioner", { update: Uint8Array.of(0, 0), structs, splits: noSplits, ...nothingElse }) !== null;
  const sizes = Array.from({ length: 500 }, (_, at) => 100 * at);
  expect(sizes.filter((structs) => refused(exact, structs) && !refused(quota, structs))).toEqual([]);
  expect(sizes.filter((structs) => !refused(quota, structs)).length).toBeGreaterThan(250);
});
