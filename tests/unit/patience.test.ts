import { expect, test } from "vitest";
import { isOverdue, isSilent } from "../../app/live/call/patience.ts";

test("a voice that should come is silent once nothing has come for more than three seconds", () => {
  expect([isSilent(0, 0, 0), isSilent(0, 3_000, 3_000), isSilent(0, 3_001, 3_001)]).toEqual([false, false, true]);
});

test("what did not come before somebody spoke is no silence", () => {
  expect(isSilent(null, 60_000, 60_000)).toBe(false);
  expect(isSilent(60_100, 60_100, 60_100)).toBe(false);
  expect(isSilent(60_100, 62_000, 62_000)).toBe(false);
  expect(isSilent(60_100, 63_200, 63_200)).toBe(true);
});

test("a connection that stands needs help only where a word has been awaited for long", () => {
  expect([isOverdue("connected", 0, 3_999), isOverdue("connected", 0, 4_000)]).toEqual([false, true]);
});

test("a first way may take longer to be found than a lost one", () => {
  expect([isOverdue("connecting", 7_999, 0), isOverdue("connecting", 8_000, 0)]).toEqual([false, true]);
  expect([isOverdue("disconnected", 1_999, 0), isOverdue("disconnected", 2_000, 0)]).toEqual([false, true]);
  expect([isOverdue("failed", 1_000, 0), isOverdue("closed", 0, 0)]).toEqual([true, true]);
});
