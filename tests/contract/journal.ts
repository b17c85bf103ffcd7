/** What the journal promises of documents, their numbers, and what waits for them. */
import { expect, test } from "vitest";
import { type Open, openedSpace } from "./people.ts";

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const name = "shared:one";

/** Plain, whatever kind of bytes an implementation reads back. */
const plain = (updates: readonly Uint8Array[]): number[][] => updates.map((update) => [...update]);

export function journalContract(open: Open): void {
  test("what was appended stands there in its order after everything was closed", async () => {
    const { journal } = await open();
    await journal.read(name);
    await journal.append(name, 1, [bytes(1), bytes(2)]);
    await journal.append(name, 3, [bytes(3)]);
    const { state, updates, seq, whole, held } = await (await open()).journal.read(name);
    expect({ state, updates: plain(updates), seq, whole, held }).toEqual({
      state: null,
      updates: [[1], [2], [3]],
      seq: 3,
      whole: true,
      held: [],
    });
  });

  test("appends that come together each stand in their own document", async () => {
    const { journal } = await open();
    const names = Array.from({ length: 70 }, (_, at) => `shared:${at}`);
    for (const document of names) await journal.read(document);
    await Promise.all(names.flatMap((document, at) => [1, 2].map((seq) => journal.append(document, seq, [bytes(at)]))));
    const again = (await open()).journal;
    const read = await Promise.all(names.map((document) => again.read(document)));
    expect(read.map(({ updates, seq }) => [...plain(updates).flat(), seq])).toEqual(names.map((_, at) => [at, at, 2]));
  });

  test.each([
    ["taken already", 2],
    ["of the first one again", 1],
    ["behind a gap", 4],
  ])("a number %s is refused, and nothing of it is stored", async (_, seq) => {
    const { journal } = await open();
    await journal.read(name);
    await journal.append(name, 1, [bytes(1), bytes(2)]);
    await expect(journal.append(name, seq, [bytes(8), bytes(9)])).rejects.toBeInstanceOf(Error);
    const { updates, whole } = await (await open()).journal.read(name);
    expect([plain(updates), whole]).toEqual([[[1], [2]], true]);
  });

  test("of two updates with one number at the same moment one is stored", async () => {
    const { journal } = await open();
    await journal.read(name);
    const [first, second] = await Promise.allSettled([1, 2].map((value) => journal.append(name, 1, [bytes(value)])));
    expect([first?.status, second?.status]).toEqual(["fulfilled", "rejected"]);
    expect(plain((await journal.read(name)).updates)).toEqual([[1]]);
  });

  test("after a refusal nothing is stored behind it until the document is read again, and others go on", async () => {
    const { journal } = await open();
    await Promise.all([journal.read(name), journal.read("shared:two")]);
    await expect(journal.append(name, 2, [bytes(1)])).rejects.toBeInstanceOf(Error);
    await expect(journal.append(name, 1, [bytes(1)])).rejects.toBeInstanceOf(Error);
    await journal.append("shared:two", 1, [bytes(2)]);
    await journal.read(name);
    await journal.append(name, 1, [bytes(3)]);
    expect(plain((await journal.read(name)).updates)).toEqual([[3]]);
  });

  test("a document is not written before it was read", async () => {
    const { journal } = await open();
    await expect(journal.append(name, 1, [bytes(1)])).rejects.toBeInstanceOf(Error);
    expect((await journal.read(name)).seq).toBe(0);
  });

  test("a state takes the place of what it contains, and numbers go on behind it", async () => {
    const { journal } = await open();
    await journal.read(name);
    await journal.append(name, 1, [bytes(1), bytes(2), bytes(3)]);
    await journal.compact(name, 2, bytes(12));
    const again = (await open()).journal;
    const { state, updates, seq } = await again.read(name);
    expect([[...(state ?? [])], plain(updates), seq]).toEqual([[12], [[3]], 3]);
    await again.append(name, 4, [bytes(4)]);
    expect(plain((await again.read(name)).updates)).toEqual([[3], [4]]);
  });

  test("an older state never takes the place of a newer one", async () => {
    const { journal } = await open();
    await journal.read(name);
    await journal.append(name, 1, [bytes(1), bytes(2), bytes(3)]);
    await journal.compact(name, 3, bytes(123));
    await journal.compact(name, 1, bytes(1));
    const { state, seq } = await journal.read(name);
    expect([[...(state ?? [])], seq]).toEqual([[123], 3]);
  });

  test("words that wait are kept for each seat, the newest of each, until none wait", async () => {
    const { journal } = await open();
    await journal.read(name);
    await journal.keepHeld(name, "client", bytes(1));
    await journal.keepHeld(name, "client", bytes(2));
    await journal.keepHeld(name, "practitioner", bytes(3));
    const again = (await open()).journal;
    const { held } = await again.read(name);
    const words = held.map((one) => [one.seat, ...one.bytes]);
    expect(new Set(words.map(String))).toEqual(new Set(["client,2", "practitioner,3"]));
    await again.keepHeld(name, "client", null);
    expect((await again.read(name)).held.map(({ seat }) => seat)).toEqual(["practitioner"]);
  });

  test("reading a document that was never written leaves nothing", async () => {
    const { journal } = await open();
    const nothing = { state: null, updates: [], held: [], seq: 0, whole: true };
    expect([await journal.read(name), await journal.read(name)]).toEqual([nothing, nothing]);
  });

  test("a new space has its document with the founding words in it", async () => {
    const records = await open();
    const { space } = await openedSpace(records);
    const { updates, seq, whole } = await records.journal.read(`shared:${space}`);
    expect([updates.length, seq, whole]).toEqual([1, 1, true]);
  });

  test("a document has one life until it is raised, and then another, also after everything was closed", async () => {
    const { epochs } = await open();
    const [first, other] = [await epochs.of(name), await epochs.of("shared:two")];
    const raised = await epochs.raise(name);
    expect(raised.epoch).not.toBe(first.epoch);
    const again = (await open()).epochs;
    expect([await again.of(name), await again.of("shared:two")]).toEqual([raised, other]);
    expect([...again.secret]).toEqual([...epochs.secret]);
  });
}
