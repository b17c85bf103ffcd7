/** Erasing what people wrote who were put off a seat, in what order whoever asks for it. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Records, Refused } from "../../server/records/records.ts";
import { openErasing } from "../../server/live/erasing.ts";

let due: Refused[];
let cleared: string[];
let faults: unknown[];
/** Called while the words of a space are taken out of its document. */
let atWork: (space: string) => Promise<void>;
let erasing: ReturnType<typeof openErasing>;

beforeEach(() => {
  due = [];
  cleared = [];
  faults = [];
  atWork = () => Promise.resolve();
  const refusals = {
    due: async (space?: string) => due.filter((one) => space === undefined || one.space === space),
    beginErasing: async ({ id }: Refused) => due.some((one) => one.id === id),
    erase: async (id: string) => void (due = due.filter((one) => one.id !== id)),
  };
  const useShared = async (space: string) => ({
    document: {
      forgetHeld: () => atWork(space),
      write: async () => void cleared.push(space),
    },
    release: () => undefined,
  });
  erasing = openErasing({
    records: { refusals, leaveDisk: async () => undefined } as unknown as Records,
    documents: { useShared, dropOwn: async () => undefined } as never,
    onErased: async () => undefined,
    onFault: (error) => faults.push(error),
  });
});
afterEach(() => erasing.close());

const refusedIn = (space: string): Refused => ({ id: `chris in ${space}`, space, back_as: null });

test("one that cannot be erased keeps nobody else's words from being erased, and is told", async () => {
  due = ["damaged", "also damaged", "whole"].map(refusedIn);
  const fault = (space: string): Error => new Error(`${space} cannot be read`);
  atWork = async (space) => {
    if (space !== "whole") throw fault(space);
  };
  await expect(erasing.finish()).rejects.toThrow("2 of 3 could not be erased");
  expect(faults).toEqual([fault("damaged"), fault("also damaged")]);
  expect(cleared).toEqual(["whole"]);
  expect(due.map(({ space }) => space)).toEqual(["damaged", "also damaged"]);
});

test("who is being erased is not erased a second time, and who asks for it waits until it is done", async () => {
  due = [refusedIn("room")];
  let goOn = (): void => undefined;
  const begun = new Promise<void>((begins) => {
    atWork = () => {
      begins();
      return new Promise((going) => (goOn = going));
    };
  });
  const first = erasing.finish();
  await begun;
  const second = erasing.finish("room").then(() => cleared.push("a new invitation"));
  await new Promise((come) => setImmediate(come));
  goOn();
  await Promise.all([first, second]);
  expect(cleared).toEqual(["room", "a new invitation"]);
});
