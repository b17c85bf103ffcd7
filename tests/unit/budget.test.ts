import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Purse, type Steps, openBudget } from "../../server/live/budget.ts";

let clock = 0;
beforeEach(() => {
  clock = 0;
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setImmediate"] });
  vi.spyOn(performance, "now").mockImplementation(() => clock);
  vi.spyOn(process, "cpuUsage").mockImplementation(() => ({ user: clock * 1_000, system: 0 }));
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Lets `ms` pass. */
function pass(ms: number): void {
  for (let passed = 0; passed < ms; passed += 1) {
    clock += 1;
    vi.advanceTimersByTime(1);
  }
}

const done: string[] = [];
const takes = (purse: Purse, what: string, ms: number): boolean =>
  purse.run(
    () => {
      clock += ms;
      done.push(what);
      return undefined;
    },
    () => {},
  );
const saidSoFar = (): string[] => done.splice(0);

test("what is small is done at once", () => {
  const { purse } = openBudget().of("a seat");
  expect([takes(purse, "one", 1), takes(purse, "two", 1)]).toEqual([true, true]);
  expect(saidSoFar()).toEqual(["one", "two"]);
});

test("who has used up their time waits until they have some again, in order, and is told how long", () => {
  const { purse } = openBudget().of("a seat");
  takes(purse, "a long one", 2_000);
  pass(1);
  expect(purse.wait()).toBeGreaterThan(2_900);
  expect([takes(purse, "next", 1), takes(purse, "last", 1)]).toEqual([false, false]);
  pass(2_900);
  expect(saidSoFar()).toEqual(["a long one"]);
  pass(200);
  expect(saidSoFar()).toEqual(["next", "last"]);
  expect(purse.wait()).toBeLessThan(10);
});

test("who uses little does not wait for who uses much, nor do others for what has many steps", () => {
  const budget = openBudget();
  const [busy, calm] = [budget.of("busy").purse, budget.of("calm").purse];
  const steps = function* (): Steps {
    for (let step = 0; step < 100; step += 1) {
      clock += 5;
      done.push("step");
      yield;
    }
  };
  expect(busy.run(steps, () => done.push("all steps"))).toBe(false);
  vi.advanceTimersByTime(0);
  expect(saidSoFar().length).toBeLessThan(5);
  expect(takes(calm, "calm", 1)).toBe(true);
  pass(10_000);
  expect(saidSoFar().slice(-1)).toEqual(["all steps"]);
});

test("who leaves and comes back has no more time than before", () => {
  const budget = openBudget();
  const before = budget.of("a seat");
  takes(before.purse, "a long one", 3_000);
  before.release();
  pass(1);
  expect(takes(budget.of("a seat").purse, "again", 1)).toBe(false);
  expect(saidSoFar()).toEqual(["a long one"]);
});

test("the server's own work is done, and its fault is told to whoever asked for it", async () => {
  const budget = openBudget();
  const work = budget.work(
    (function* (): Steps<number> {
      yield;
      return 7;
    })(),
  );
  const fails = budget.work(
    (function* (): Steps {
      yield;
      throw new Error("no");
    })(),
  );
  pass(10);
  await expect(work).resolves.toBe(7);
  await expect(fails).rejects.toThrow("no");
});
