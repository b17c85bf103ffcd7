import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { afterTime } from "../../app/live/finishing.ts";

type Then = (is: boolean) => void;
let asked: Then[];
let done: number;
const catchUp = (then: Then): void => void asked.push(then);
const begin = (): (() => void) => afterTime(30_000, catchUp, () => (done += 1));

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  done = 0;
});
afterEach(() => vi.useRealTimers());

describe("what can be taken back for a while", () => {
  test("is done once, after that time, when all that the server has is here", () => {
    begin();
    vi.advanceTimersByTime(29_999);
    expect(asked).toHaveLength(0);
    vi.advanceTimersByTime(1);
    expect(done).toBe(0);
    asked.shift()?.(true);
    expect(done).toBe(1);
    vi.advanceTimersByTime(60_000);
    expect(asked).toHaveLength(0);
  });

  test("is not done where nobody knows what the server has, and has its whole time again", () => {
    begin();
    vi.advanceTimersByTime(30_000);
    asked.shift()?.(false);
    vi.advanceTimersByTime(29_999);
    expect(asked).toHaveLength(0);
    vi.advanceTimersByTime(1);
    asked.shift()?.(true);
    expect(done).toBe(1);
  });

  test("is not done after it was stopped, also while the server is asked", () => {
    begin()();
    vi.advanceTimersByTime(30_000);
    expect(asked).toHaveLength(0);
    const stop = begin();
    vi.advanceTimersByTime(30_000);
    stop();
    asked.shift()?.(true);
    expect(done).toBe(0);
  });
});
