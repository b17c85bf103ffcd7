/** Tables of limits have an end, and who is in use keeps their place in it. */
import { expect, test } from "vitest";
import { openRateLimits } from "../../server/rate-limit.ts";

test("who is asked for again and again keeps their limit, however many others come meanwhile", () => {
  const limits = openRateLimits(1, 60_000, () => 0);
  expect(limits("mine").take()).toBe(true);
  for (let other = 0; other < 30_000; other += 1) {
    limits(`other ${other}`).take();
    if (other % 5_000 === 0) expect(limits("mine").take()).toBe(false);
  }
  expect(limits("mine").take()).toBe(false);
});

test("who is not asked for any more is let go before those who came later", () => {
  const limits = openRateLimits(1, 60_000, () => 0);
  for (const who of ["first", "second"]) limits(who).take();
  limits("first");
  for (let other = 0; other < 9_999; other += 1) limits(`other ${other}`);
  expect([limits("first").take(), limits("second").take()]).toEqual([false, true]);
});
