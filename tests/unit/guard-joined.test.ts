import { expect, test } from "vitest";
import * as Y from "yjs";
import { type SectionName, sections } from "../../lib/sections.ts";
import { joined } from "../../server/live/guard/joined.ts";
import { kinds, readUpdate } from "../../server/live/guard/reader.ts";
import { type Random, newRandom, settings } from "../support/guard-random.ts";
import { edited, hex, judgeIn, newDocument } from "../support/guard-space.ts";
import { write } from "../support/guard-writing.ts";

const names = Object.keys(sections) as SectionName[];

/** What a page sends while it changes a document, one update for each change, merged as the server merges what waits. */
function typed(base: Y.Doc, client: number, changes: (doc: Y.Doc) => void): Uint8Array {
  const page = newDocument("practitioner");
  Y.applyUpdate(page, Y.encodeStateAsUpdate(base));
  page.clientID = client;
  const sent: Uint8Array[] = [];
  page.on("update", (update: Uint8Array) => sent.push(update));
  changes(page);
  return Y.mergeUpdates(sent);
}

const structsIn = (bytes: Uint8Array) =>
  [...readUpdate(bytes, () => 0).runs.values()].flatMap(({ structs }) => structs);
const applied = (base: Y.Doc, ...updates: Uint8Array[]): string => {
  const doc = newDocument("server");
  for (const update of [Y.encodeStateAsUpdate(base), ...updates]) Y.applyUpdate(doc, update);
  return hex(Y.encodeStateAsUpdate(doc));
};

function randomly(random: Random, doc: Y.Doc, times: number): void {
  for (let time = 0; time < times; time += 1) write(doc, random.pick(names), random);
}

const { seed, count } = settings("JOINED_UPDATES", 400);
console.log(`joined: SEED=${seed} JOINED_UPDATES=${count}`);

test("what is joined does to every document what it did before, in the eyes of the guard too", () => {
  const random = newRandom(seed);
  for (let round = 0; round < count; round += 1) {
    const base = newDocument("client");
    base.clientID = random.clientId("client");
    randomly(random, base, random.below(30));
    const bytes = typed(base, random.clientId("practitioner"), (doc) => randomly(random, doc, 1 + random.below(40)));
    const meanwhile = edited(base, random.clientId("client"), (doc) => randomly(random, doc, 1 + random.below(10)));
    const less = joined(bytes);
    expect(applied(base, less)).toBe(applied(base, bytes));
    expect(applied(base, meanwhile, less)).toBe(applied(base, meanwhile, bytes));
    expect(applied(base, less, bytes, meanwhile)).toBe(applied(base, bytes, meanwhile));
    expect(hex(joined(less))).toBe(hex(less));
    const [before, after] = [bytes, less].map((update) => judgeIn(base, update, "practitioner"));
    expect(after?.kind).toBe(before?.kind);
    if (before?.kind === "accepted" && after?.kind === "accepted") expect(after.sections).toEqual(before.sections);
  }
});

test("what is typed letter by letter becomes one struct, and what was typed and deleted again leaves only its place", () => {
  const bytes = typed(newDocument("client"), 6, (doc) => {
    const sheet = doc.getText("both:sheet");
    for (const letter of "slowly SECRET 🌿 שלום") sheet.insert(sheet.length, letter);
    sheet.delete(7, 6);
  });
  expect(structsIn(bytes).length).toBe(20);
  const less = joined(bytes);
  expect(structsIn(less).map(({ kind, end, clock }) => [kind, end - clock])).toEqual([
    [kinds.string, 7],
    [kinds.deleted, 6],
    [kinds.string, 8],
  ]);
  expect(Buffer.from(less).includes("SECRET")).toBe(false);
});

test("what was typed on before words that had come meanwhile is not joined with what was typed before them", () => {
  const base = newDocument("client");
  const words = edited(base, 9, (doc) => doc.getText("both:sheet").insert(0, "from the other"));
  const bytes = typed(base, 6, (doc) => {
    const sheet = doc.getText("both:sheet");
    sheet.insert(0, "a");
    Y.applyUpdate(doc, words);
    sheet.insert(sheet.toJSON().indexOf("a") + 1, "b");
  });
  const [first, next] = structsIn(joined(bytes)).filter(({ client }) => client === 6);
  expect([first?.right, next?.right]).toEqual([null, { client: 9, clock: 0 }]);
});

test("what stands at other places stays apart", () => {
  const bytes = typed(newDocument("client"), 6, (doc) => {
    const sheet = doc.getText("both:sheet");
    for (const letter of "abc") sheet.insert(0, letter);
  });
  expect(structsIn(joined(bytes)).length).toBe(3);
});
