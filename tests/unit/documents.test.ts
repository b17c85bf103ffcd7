/** The open documents of a process: one of each at a time, whatever fails while another is opened or put away. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Log } from "../../server/log.ts";
import { deletedStaysMs } from "../../server/live/compacting.ts";
import { type Used, openDocuments } from "../../server/live/documents.ts";
import type { Records } from "../../server/records/records.ts";
import { atOnce, openMemoryJournal } from "../support/memory-journal.ts";

const aMinute = 60_000;

let documents: ReturnType<typeof openDocuments>;
/** Called when a state is to take the place of a journal. */
let compact: () => Promise<void>;
/** Called when it is asked how far a document has come in its life. */
let lifeOf: () => Promise<{ epoch: string; setBack: null }>;
/** Called when a document is given up. */
let onGivenUp: () => void;
let spacesInUse: number;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  compact = () => Promise.resolve();
  lifeOf = () => Promise.resolve({ epoch: "one", setBack: null });
  onGivenUp = () => expect.unreachable("No document was to be given up.");
  spacesInUse = 0;
  const journals = new Map<string, ReturnType<typeof openMemoryJournal>>();
  const of = (name: string) => {
    const journal = journals.get(name) ?? openMemoryJournal();
    journals.set(name, journal);
    return journal;
  };
  const records = {
    journal: {
      read: (name: string) => of(name).read(name),
      append: (name: string, seq: number, updates: Uint8Array[]) => of(name).append(name, seq, updates),
      compact: () => compact(),
      keepHeld: () => Promise.resolve(),
    },
    epochs: { secret: "secret", now: () => 0, of: () => lifeOf() },
    spaces: { openedAt: () => Promise.resolve(0) },
    people: { takenAt: () => Promise.resolve(0) },
  } as unknown as Records;
  const space = {
    mode: () => ({ noOutcome: false, floor: null }),
    names: () => ({ client: null, practitioner: null }),
  };
  const useSpace = () => {
    spacesInUse += 1;
    return Promise.resolve({ thing: space, release: () => void (spacesInUse -= 1) });
  };
  documents = openDocuments({
    records,
    spaces: { use: useSpace } as never,
    work: async (steps) => atOnce(steps),
    log: { error: () => onGivenUp() } as unknown as Log,
    now: () => 0,
    onFault: (error) => expect.unreachable(String(error)),
  });
});
afterEach(() => vi.useRealTimers());

const kinds: [string, section: string, () => Promise<Used>][] = [
  ["shared document", "both:sheet", () => documents.useShared("space")],
  ["page of one's own", "notes", () => documents.useOwn("seat")],
];

const writeIn = ({ document }: Used, section: string): Promise<void> =>
  document.write((doc) => [() => doc.getText(section).insert(0, "words ")]);

test.each(kinds)(
  "a %s that fails while it is put away leaves the newer one where it is",
  async (_what, section, use) => {
    const old = await use();
    await writeIn(old, section);
    let fail = (_error: Error): void => undefined;
    const closing = new Promise<void>((begins) => {
      compact = () => {
        begins();
        return new Promise((_, failing) => (fail = failing));
      };
    });
    old.release();
    vi.advanceTimersByTime(aMinute);
    await closing;

    const newer = await use();
    expect(newer.document).not.toBe(old.document);
    await new Promise<void>((givenUp) => {
      onGivenUp = givenUp;
      fail(new Error("The disk is full."));
    });

    expect((await use()).document).toBe(newer.document);
  },
);

test.each(kinds)("a %s that is given up is opened anew for who comes next", async (_what, section, use) => {
  const first = await use();
  const givenUp = new Promise<void>((isGivenUp) => (onGivenUp = isGivenUp));
  compact = () => Promise.reject(new Error("The disk is full."));
  await writeIn(first, section);
  await first.document.write((doc) => [() => doc.getText(section).delete(0, 1)]);
  vi.advanceTimersByTime(deletedStaysMs);
  await givenUp;
  expect((await use()).document).not.toBe(first.document);
});

test.each(kinds)("a %s whose life cannot be read is put away again, and its space too", async (_what, section, use) => {
  const before = await use();
  await writeIn(before, section);
  await documents.closeAll();
  let states = 0;
  compact = async () => void (states += 1);
  lifeOf = () => Promise.reject(new Error("The disk cannot be read."));
  await expect(use()).rejects.toThrow("cannot be read");
  expect([states, spacesInUse, vi.getTimerCount()]).toEqual([1, 0, 0]);
});
