/** A long update without what is known or gone already: the guard says the same of it, and has little to read. */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { seats } from "../../lib/seats.ts";
import { withoutKnown } from "../../server/live/known.ts";
import { cut } from "../../server/live/guard/cut.ts";
import { craft, damage, honestHistory, honestUpdate } from "../support/guard-crafting.ts";
import { copyOf } from "../support/guard-oracle.ts";
import { newRandom, settings } from "../support/guard-random.ts";
import { forge, judgeIn, newDocument, text } from "../support/guard-space.ts";
import { atOnce } from "../support/memory-journal.ts";

const root = "both:sheet";
const { seed, count } = settings("KNOWN_HISTORIES", 40);

/** What is left of an update, and in how many steps. */
function inSteps(doc: Y.Doc, bytes: Uint8Array): { steps: number; left: Uint8Array } {
  let steps = 1;
  const work = withoutKnown(doc, bytes);
  let step = work.next();
  for (; !step.done; step = work.next()) steps += 1;
  return { steps, left: step.value };
}

test(`whatever is sent, the guard says the same of what is left of it (KNOWN_HISTORIES=${count} SEED=${seed})`, () => {
  const verdicts = new Map<string, number>();
  for (let history = 0; history < count; history += 1) {
    const random = newRandom(seed + history);
    const doc = honestHistory(random);
    const before = copyOf(doc);
    for (let sent = 0; sent < 50; sent += 1) {
      const seat = random.pick(seats);
      const bytes = random.pick([
        () => Y.encodeStateAsUpdate(doc, Y.encodeStateVector(before)),
        () => Y.mergeUpdates([Y.encodeStateAsUpdate(doc), honestUpdate(doc, seat, random.clientId(seat), random)]),
        () => craft(doc, seat, random),
        () => damage(Y.encodeStateAsUpdate(doc), craft(doc, seat, random), random),
      ])();
      const verdict = judgeIn(doc, bytes, seat);
      // The seed stands in what is compared, so that it is printed.
      const told = { seed: seed + history, sent };
      expect({ ...told, verdict: judgeIn(doc, atOnce(withoutKnown(doc, bytes)), seat) }).toEqual({ ...told, verdict });
      verdicts.set(verdict.kind, (verdicts.get(verdict.kind) ?? 0) + 1);
    }
  }
  expect([...verdicts.keys()].sort()).toEqual(["accepted", "incomplete", "refused"]);
});

test("stretches of a text that touch cut it where the one cuts it that they are", () => {
  const [doc, pen] = [newDocument("server"), 4 * 1_000 + 2];
  Y.applyUpdate(doc, forge([{ client: pen, structs: [text("ten letters", { root })] }]));
  const apart = forge(
    [],
    [
      [
        pen,
        [
          [2, 2],
          [4, 3],
        ],
      ],
    ],
  );
  const together = forge([], [[pen, [[2, 5]]]]);
  expect(judgeIn(doc, apart, "client")).toMatchObject({ splits: { practitioner: 2 } });
  expect(judgeIn(doc, together, "client")).toMatchObject({ splits: { practitioner: 2 } });
});

test("structs by the hundred thousand that are known leave nothing to read, and are looked at in steps", () => {
  const [doc, pen] = [newDocument("server"), 4 * 1_000 + 2];
  const all = 100_000;
  const structs = Array.from({ length: all }, (_, i) => text("x", i === 0 ? { root } : { right: [pen, i - 1] }));
  const bytes = forge([{ client: pen, structs }]);
  Y.applyUpdate(doc, bytes);
  const { steps, left } = inSteps(doc, bytes);
  expect(steps).toBeGreaterThanOrEqual(all / 5_000);
  expect(left).toEqual(forge([]));

  const oneMore = forge([{ client: pen, structs: [...structs, text("y", { right: [pen, all - 1] })] }]);
  expect(inSteps(doc, oneMore).left).toEqual(
    forge([{ client: pen, clock: all, structs: [text("y", { right: [pen, all - 1] })] }]),
  );
});

test("deletes by the hundred thousand that are gone leave nothing to read, and are looked at in steps", () => {
  const [doc, pen] = [newDocument("server"), 4 * 1_000 + 2];
  const all = 500_000;
  Y.applyUpdate(doc, forge([{ client: pen, structs: [text("x".repeat(all), { root })] }]));
  const everyOther = Array.from({ length: all / 2 }, (_, i): [number, number] => [2 * i, 1]);
  const bytes = forge([], [[pen, everyOther]]);
  Y.applyUpdate(doc, forge([], [[pen, [[0, all]]]]));
  const { steps, left } = inSteps(doc, bytes);
  expect(steps).toBeGreaterThanOrEqual(all / 2 / 5_000);
  expect(left).toEqual(forge([]));
});

test("letters that are deleted one by one, side by side, all go: however many they are", () => {
  const [doc, pen] = [newDocument("server"), 4 * 1_000 + 2];
  Y.applyUpdate(doc, forge([{ client: pen, structs: [text("x".repeat(30_000), { root })] }]));
  const bytes = forge([], [[pen, Array.from({ length: 30_000 }, (_, i): [number, number] => [i, 1])]]);
  expect(atOnce(withoutKnown(doc, bytes))).toEqual(forge([], [[pen, [[0, 30_000]]]]));
});

test("of deletes that have an effect no more are left than it takes to refuse them", () => {
  const [doc, pen] = [newDocument("server"), 4 * 1_000 + 2];
  Y.applyUpdate(doc, forge([{ client: pen, structs: [text("x".repeat(200_000), { root })] }]));
  const bytes = forge([], [[pen, Array.from({ length: 100_000 }, (_, i): [number, number] => [2 * i, 1])]]);
  const left = atOnce(withoutKnown(doc, bytes));
  expect(left.length).toBeLessThan(bytes.length / 4);
  expect(() => atOnce(cut(doc, left, 250))).toThrow("This is too much to delete in one piece.");
});
