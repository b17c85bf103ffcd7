/** What is promised of how a space is held. */
import { expect, test } from "vitest";
import { atRest } from "../../lib/holding.ts";
import { StaleHolding } from "../../server/records/records.ts";
import { type Open, openedSpace } from "./people.ts";

const aMoment = Date.UTC(2026, 0, 1);
const elsewhere = { ...atRest, talkElsewhere: true };
const inSession = { ...atRest, session: { since: aMoment, length: null } };

export function holdingContract(open: Open): void {
  test("a new space is at rest", async () => {
    const records = await open();
    const { space } = await openedSpace(records);
    const { state, whole } = await records.holdings.read(space, aMoment);
    expect([state, whole]).toEqual([atRest, true]);
  });

  test("what was kept stands there after everything was closed, with its version", async () => {
    const { space } = await openedSpace(await open());
    const { holdings } = await open();
    const version = await holdings.keep(space, await holdings.read(space, aMoment), elsewhere, aMoment);
    const again = await (await open()).holdings.read(space, aMoment);
    expect(again).toEqual({ state: elsewhere, version, whole: true });
  });

  test("each time it is kept it has another version, and goes on from it", async () => {
    const { holdings, ...records } = await open();
    const { space } = await openedSpace({ holdings, ...records });
    const first = await holdings.read(space, aMoment);
    const second = await holdings.keep(space, first, elsewhere, aMoment);
    const third = await holdings.keep(space, { state: elsewhere, version: second }, atRest, aMoment);
    expect(new Set([first.version, second, third]).size).toBe(3);
  });

  test("what is kept on a state that is not the present one is refused, and changes nothing, sessions included", async () => {
    const records = await open();
    const { holdings } = records;
    const { space, cookie } = await openedSpace(records);
    const first = await holdings.read(space, aMoment);
    const version = await holdings.keep(space, first, elsewhere, aMoment);
    await expect(holdings.keep(space, first, inSession, aMoment)).rejects.toBeInstanceOf(StaleHolding);
    const ahead = { state: elsewhere, version: version + 1 };
    await expect(holdings.keep(space, ahead, inSession, aMoment)).rejects.toBeInstanceOf(StaleHolding);
    expect(await holdings.read(space, aMoment)).toEqual({ state: elsewhere, version, whole: true });
    const [sitter] = await records.browsers.sittersFor(cookie);
    expect(sitter && (await records.spaces.heldSeat(sitter)).session).toBe(false);
  });

  test("of two that are kept on one state at the same moment one is refused", async () => {
    const records = await open();
    const { space } = await openedSpace(records);
    const first = await records.holdings.read(space, aMoment);
    const both = [elsewhere, inSession].map((state) => records.holdings.keep(space, first, state, aMoment));
    const kept = (await Promise.allSettled(both)).map(({ status }) => status === "fulfilled");
    expect(kept.filter(Boolean)).toHaveLength(1);
    const { state } = await records.holdings.read(space, aMoment);
    expect(state).toEqual(kept[0] ? elsewhere : inSession);
  });

  test("a session that was opened is open on the first page, until it ends", async () => {
    const records = await open();
    const { space, cookie } = await openedSpace(records);
    const sitters = await records.browsers.sittersFor(cookie);
    const isOpen = async (): Promise<boolean[]> =>
      Promise.all(sitters.map(async (sitter) => (await records.spaces.heldSeat(sitter)).session));
    const before = await records.holdings.read(space, aMoment);
    const version = await records.holdings.keep(space, before, inSession, aMoment);
    expect(await isOpen()).toEqual([true]);
    await records.holdings.keep(space, { state: inSession, version }, atRest, aMoment + 1_000);
    expect(await isOpen()).toEqual([false]);
  });

  test("spaces are held each for itself", async () => {
    const records = await open();
    const [one, two] = [await openedSpace(records), await openedSpace(records)];
    await records.holdings.keep(one.space, await records.holdings.read(one.space, aMoment), elsewhere, aMoment);
    expect((await records.holdings.read(two.space, aMoment)).state).toEqual(atRest);
  });
}
