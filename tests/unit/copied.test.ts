/** Data that says of itself that it is a copy begins a new life in all of its documents, once. */
import { DatabaseSync } from "@photostructure/sqlite";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openSqlite } from "../../server/records/sqlite.ts";
import { openWriterHere } from "../support/writer-here.ts";

test("a copy begins one new life when it is opened, and goes on in it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "clearing-copied-"));
  const open = () =>
    openSqlite(
      folder,
      () => 5_000,
      () => undefined,
      openWriterHere,
    );
  const lives = async () => {
    const { epochs, close } = await open();
    const both = [await epochs.of("shared:one"), await epochs.of("shared:two")];
    await close();
    return both;
  };
  const first = await open();
  await first.epochs.raise("shared:one");
  await first.close();
  const before = await lives();
  const copy = new DatabaseSync(join(folder, "clearing.sqlite"));
  copy.exec("UPDATE epochs SET copied = 4000 WHERE document = ''");
  copy.close();
  const [one, two] = await lives();
  expect(one).toEqual(two);
  expect(before.map(({ epoch }) => epoch)).not.toContain(one?.epoch);
  expect(one?.setBack).toEqual({ at: 5_000, to: 4_000 });
  expect(await lives()).toEqual([one, two]);
  rmSync(folder, { recursive: true });
});
