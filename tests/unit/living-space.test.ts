/** The server's living space, driven by chance: two people, their devices, bad lines, restarts, and a moved clock. */
import { expect, test } from "vitest";
import { meetings } from "../support/checked-space.ts";
import { newRandom, settings } from "../support/guard-random.ts";
import { openWalk } from "../support/space-walk.ts";

const { seed, count } = settings("SPACE_STEPS", 100_000);

test("whatever two people, their lines and the server do, all screens show one kept state, and nobody is locked out", async () => {
  console.log(`living space: SPACE_STEPS=${count} SEED=${seed}`);
  const walk = await openWalk(newRandom(seed));
  let taken = 0;
  try {
    for (; taken < count; taken += 1) await walk.step();
  } catch (error) {
    throw new Error(`${String(error)} In step ${taken}, after:\n${walk.lately.join("\n")}`, { cause: error });
  } finally {
    await walk.close();
  }
  // A walk that never met one of these would say nothing about it.
  const least = Math.floor(count / 10_000);
  expect(meetings.filter((what) => (walk.met.get(what) ?? 0) < least)).toEqual([]);
}, 600_000);
