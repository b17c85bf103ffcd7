/** What is written to a document while a write before it fails. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Database, openDatabase } from "../../server/records/database.ts";
import { openJournal } from "../../server/records/journal.ts";
import type { Journal } from "../../server/records/records.ts";
import { openWriterHere } from "../support/writer-here.ts";

const document = "shared:x";
let folder: string;
let database: Database;
let journal: Journal;
/** Each commit that has been asked for and waits to be let through, or to fail. */
let commits: { goOn: () => void; fail: () => void }[];
let commitCame: () => void;

/** The next commit, once it is asked for. */
async function nextCommit() {
  while (commits.length === 0) await new Promise<void>((come) => (commitCame = come));
  const [commit] = commits.splice(0, 1);
  if (!commit) throw new Error("There is no commit.");
  return commit;
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "clearing-journal-"));
  database = await openDatabase(folder, openWriterHere);
  commits = [];
  commitCame = () => undefined;
  journal = openJournal({
    db: database.db,
    async together(statements) {
      await new Promise<void>((goOn, failed) => {
        commits.push({ goOn, fail: () => failed(new Error("The disk has no room.")) });
        commitCame();
      });
      await database.together(statements);
    },
  });
  await journal.read(document);
});

afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const append = (seq: number): Promise<void> => journal.append(document, seq, [Uint8Array.of(seq)]);

test("a write that came while one before it was under way is not stored behind the gap once that has failed", async () => {
  const first = append(1);
  const together = await nextCommit();
  // By now the first is under way: this one is of the next group.
  const second = append(2);
  together.fail();
  (await nextCommit()).fail();
  await expect(first).rejects.toThrow("no room");
  // The next one would be stored, as where a smaller one still finds room.
  const next = nextCommit().then(({ goOn }) => goOn());
  await expect(second).rejects.toThrow("before this one");
  expect(await journal.read(document)).toMatchObject({ seq: 0, updates: [], whole: true });
  await Promise.all([append(1), next]);
  expect(await journal.read(document)).toMatchObject({ seq: 1, whole: true });
});

test("a document is read again also while the write that failed is tried once more", async () => {
  const first = append(1);
  (await nextCommit()).fail();
  const alone = await nextCommit();
  const read = journal.read(document);
  alone.fail();
  await expect(first).rejects.toThrow("no room");
  expect(await read).toMatchObject({ seq: 0, whole: true });
});

test("a document is read again once its own write has failed, also while others of its group are still tried", async () => {
  const another = "shared:y";
  await journal.read(another);
  const first = append(1);
  const second = journal.append(another, 1, [Uint8Array.of(1)]);
  (await nextCommit()).fail();
  (await nextCommit()).fail();
  await expect(first).rejects.toThrow("no room");
  const alone = await nextCommit();
  expect(await journal.read(document)).toMatchObject({ seq: 0, whole: true });
  alone.goOn();
  await second;
  expect(await journal.read(another)).toMatchObject({ seq: 1, whole: true });
});

test("of several that fail together each is tried alone, once, and comes to its end", async () => {
  const documents = ["a", "b", "c", "d"].map((name) => `shared:${name}`);
  for (const each of documents) await journal.read(each);
  const outcomes = documents.map((each) =>
    journal.append(each, 1, [Uint8Array.of(1)]).then(
      () => "kept",
      (error: Error) => error.message,
    ),
  );
  (await nextCommit()).fail();
  (await nextCommit()).goOn();
  (await nextCommit()).fail();
  for (const _ of ["c", "d"]) (await nextCommit()).goOn();
  expect(await Promise.all(outcomes)).toEqual(["kept", "The disk has no room.", "kept", "kept"]);
  expect(await Promise.all(documents.map(async (each) => (await journal.read(each)).seq))).toEqual([1, 0, 1, 1]);
});
