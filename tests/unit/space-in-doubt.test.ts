/** A living space after a write of which nobody can say whether it is on the disk: it finds out by itself. */
import { expect, onTestFinished, test } from "vitest";
import { type Holding, type Kept, atRest } from "../../lib/holding.ts";
import { openSpace } from "../../server/live/space.ts";
import { StaleHolding } from "../../server/records/records.ts";
import { calm, openMovedClock } from "../support/moved-clock.ts";

const person = (id: string) => ({ id, name: id, arrived: true, newcomer: false });

async function openInDoubt() {
  const clock = openMovedClock(Date.UTC(2026, 0, 1));
  const disk = { state: atRest, version: 0 };
  const faults = { after: 0, reading: 0 };
  const shown: Holding[] = [];
  const modes: boolean[] = [];
  const space = await openSpace("one", {
    records: {
      people: {
        of: async () => ({ client: person("c"), practitioner: person("p") }),
        hasClient: async () => true,
        recognise: async () => undefined,
        noteArrival: async () => undefined,
        takenAt: async () => 0,
      },
      holdings: {
        async read() {
          if (faults.reading > 0) throw new Error(`unreadable ${(faults.reading -= 1)}`);
          return { ...disk, whole: true };
        },
        async keep(_space: string, before: { version: number }, state: Kept) {
          if (before.version !== disk.version) throw new StaleHolding();
          Object.assign(disk, { state, version: disk.version + 1 });
          if (faults.after > 0) throw new Error(`gone ${(faults.after -= 1)}`);
          return disk.version;
        },
      },
    },
    now: clock.now,
    onMode: () => void modes.push(space.mode().noOutcome),
    onForgotten: () => undefined,
    onDamaged: () => undefined,
    onFault: () => undefined,
  });
  const leave = space.enter({
    id: "screen",
    seat: "client",
    holding: (holding) => void shown.push(holding),
    present: () => undefined,
    signal: () => undefined,
    rtc: () => undefined,
    news: () => undefined,
  });
  onTestFinished(() => {
    leave("left");
    space.close();
    clock.close();
  });
  return { space, clock, faults, shown, modes };
}

test("what is on the disk all the same is shown within seconds, though nobody does anything", async () => {
  const { space, clock, faults, shown, modes } = await openInDoubt();
  faults.after = 1;
  await expect(space.act("client", { type: "noOutcome:begin" })).rejects.toBeInstanceOf(Error);
  await clock.pass(2_000);
  expect([space.mode().noOutcome, modes, shown.at(-1)?.noOutcome]).toEqual([true, [true], expect.anything()]);
});

test("it is looked at again and again while it cannot be read", async () => {
  const { space, clock, faults } = await openInDoubt();
  faults.after = 1;
  faults.reading = 3;
  await expect(space.act("client", { type: "noOutcome:begin" })).rejects.toBeInstanceOf(Error);
  await clock.pass(2_000);
  expect(space.mode().noOutcome).toBe(false);
  await clock.pass(3_000);
  await calm();
  expect(space.mode().noOutcome).toBe(true);
});
