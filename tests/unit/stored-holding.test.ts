/** What a living space knows of its own state after a write of which nobody can say whether it is on the disk. */
import { expect, test } from "vitest";
import { type Kept, atRest } from "../../lib/holding.ts";
import { openStoredHolding } from "../../server/live/stored-holding.ts";
import { StaleHolding } from "../../server/records/records.ts";

const elsewhere = { ...atRest, talkElsewhere: true };

/** Records of one space. `fault` says what goes wrong with the next write. */
function openHoldings() {
  const disk = { state: atRest, version: 0 };
  const next: { fault: "before" | "after" | null } = { fault: null };
  const write = (state: Kept): number => {
    disk.state = state;
    return (disk.version += 1);
  };
  return {
    next,
    write,
    read: async () => ({ ...disk, whole: true }),
    async keep(_space: string, before: { version: number }, state: Kept) {
      const { fault } = next;
      next.fault = null;
      if (fault === "before") throw new Error("full");
      if (before.version !== disk.version) throw new StaleHolding();
      write(state);
      if (fault === "after") throw new Error("gone");
      return disk.version;
    },
  };
}

test("a write that failed changes nothing, and the next one is kept", async () => {
  const holdings = openHoldings();
  const stored = await openStoredHolding(holdings, "one", Date.now);
  holdings.next.fault = "before";
  await expect(stored.keep(elsewhere)).rejects.toBeInstanceOf(Error);
  expect([await stored.lookAgain(), stored.state()]).toEqual([false, atRest]);
  expect(await stored.keep(elsewhere)).toEqual(elsewhere);
});

test("a write that failed and is on the disk all the same is what stands, and the next one goes on from it", async () => {
  const holdings = openHoldings();
  const stored = await openStoredHolding(holdings, "one", Date.now);
  holdings.next.fault = "after";
  await expect(stored.keep(elsewhere)).rejects.toBeInstanceOf(Error);
  expect([await stored.lookAgain(), stored.state()]).toEqual([true, elsewhere]);
  expect(await stored.keep(atRest)).toEqual(atRest);
});

test("what somebody else has kept is not written over, and stands from then on", async () => {
  const holdings = openHoldings();
  const stored = await openStoredHolding(holdings, "one", Date.now);
  holdings.write(elsewhere);
  await expect(stored.keep({ ...atRest })).rejects.toBeInstanceOf(StaleHolding);
  expect([await stored.lookAgain(), stored.state()]).toEqual([true, elsewhere]);
  expect([await stored.lookAgain(), await stored.keep(atRest)]).toEqual([false, atRest]);
});
