/** The writer without a thread of its own, for tests in which only the test moves time. */
import { openStore } from "../../server/records/store.ts";
import { type Writer, openWriter } from "../../server/records/writer.ts";

export function openWriterHere(file: string): Writer {
  const work = openStore(file);
  return openWriter(
    async (asked) => work(asked),
    async () => void work({ kind: "close" }),
  );
}
