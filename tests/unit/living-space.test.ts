/** The server's living space, driven by chance: two people, their devices, bad lines, restarts, and a moved clock. */
import { expect, test } from "vitest";
import type { Seat } from "../../lib/seats.ts";
import { type CheckedSpace, meetings, openCheckedSpace } from "../support/checked-space.ts";
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

const minute = 60_000;
const never = (): boolean => false;

/** Two people in a space of which every promise is looked at after each step, until `live` is over. */
async function together(live: (space: CheckedSpace) => Promise<void>): Promise<void> {
  const space = await openCheckedSpace();
  try {
    space.enter("practitioner");
    space.enter("client");
    await live(space);
  } finally {
    await space.close();
  }
}

const quietOn = (space: CheckedSpace, seat: Seat): unknown => space.of(seat)[0]?.told.holding.quiet;

async function beginQuiet(space: CheckedSpace, minutes: number): Promise<void> {
  await space.perform([{ seat: "practitioner", act: { type: "quiet:offer", minutes } }], never);
  await space.perform([{ seat: "client", act: { type: "quiet:accept", minutes } }], never);
}

test("a line that drops does not touch the quiet: who returns is told what remains of the same one, and it ends for both", () =>
  together(async (space) => {
    await beginQuiet(space, 5);
    for (const client of space.of("client")) space.leave(client, "down");
    await space.pass(2 * minute, never);
    expect(quietOn(space, "practitioner")).toMatchObject({ state: "running" });
    space.enter("client");
    expect(quietOn(space, "client")).toMatchObject({ state: "running", remaining: 3 * minute });
    await space.pass(3 * minute - 1, never);
    expect(quietOn(space, "client")).toMatchObject({ state: "running" });
    await space.pass(2, never);
    expect([quietOn(space, "client"), quietOn(space, "practitioner")]).toEqual([null, null]);
  }));

test("a quiet goes on while the server is away, and who returns after its end finds that it has ended", () =>
  together(async (space) => {
    await beginQuiet(space, 5);
    await space.restart([], 4 * minute);
    space.enter("practitioner");
    expect(quietOn(space, "practitioner")).toMatchObject({ state: "running", remaining: minute });
    await space.pass(minute + 1, never);
    expect(quietOn(space, "practitioner")).toBeNull();
    space.enter("client");
    expect(quietOn(space, "client")).toBeNull();
    await beginQuiet(space, 1);
    await space.restart([], minute);
    expect(quietOn(space, "client")).toBeUndefined();
    space.enter("client");
    expect(quietOn(space, "client")).toBeNull();
  }));

test("the floor of somebody whose line fell silent is theirs for half a minute, and free the moment after", () =>
  together(async (space) => {
    await space.perform([{ seat: "practitioner", act: { type: "floor:take" } }], never);
    for (const practitioner of space.of("practitioner")) practitioner.silent = true;
    const floor = (): unknown => space.of("client")[0]?.told.holding.floor;
    await space.pass(20_000, never);
    // The server gives the connection up. That is no new sign of life.
    for (const practitioner of space.of("practitioner")) space.leave(practitioner, "down");
    await space.pass(9_999, never);
    expect(floor()).toEqual({ seat: "practitioner" });
    await space.pass(2, never);
    expect(floor()).toBeNull();
    expect(space.of("client")[0]?.present.practitioner).toMatchObject({ state: "down", since: space.now() - 30_001 });
  }));
