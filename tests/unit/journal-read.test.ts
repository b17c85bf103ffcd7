import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openDatabase } from "../../server/records/database.ts";
import { openJournal } from "../../server/records/journal.ts";
import { openWriterHere } from "../support/writer-here.ts";

test("a document that is read while it is compacted is read whole", async () => {
  const folder = mkdtempSync(join(tmpdir(), "clearing-journal-"));
  const database = await openDatabase(folder, openWriterHere);
  try {
    const journal = openJournal(database);
    for (let turns = 0; turns < 80; turns += 1) {
      const name = `shared:${turns}`;
      await journal.read(name);
      await journal.append(
        name,
        1,
        [1, 2, 3].map((byte) => Uint8Array.of(byte)),
      );
      // The state stands for all three rows, as a compaction's does.
      const compact = async (): Promise<void> => {
        for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
        await journal.compact(name, 3, Uint8Array.of(1, 2, 3));
      };
      const [read] = await Promise.all([journal.read(name), compact()]);
      expect([...(read.state ?? []), ...read.updates.flatMap((bytes) => [...bytes])]).toEqual([1, 2, 3]);
      expect(read.seq).toBe(3);
    }
  } finally {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
