/** What is promised of how a space is held. */
import { expect, test } from "vitest";
import { atRest } from "../../lib/holding.ts";
import { type Open, openedSpace } from "./people.ts";

const aMoment = Date.UTC(2026, 0, 1);

export function holdingContract(open: Open): void {
  test("a new space is at rest", async () => {
    const records = await open();
    const { space } = await openedSpace(records);
    const { state, whole } = await records.holdings.read(space, aMoment);
    expect([state, whole]).toEqual([atRest, true]);
  });

  test("what was kept stands there after everything was closed", async () => {
    const records = await open();
    const { space } = await openedSpace(records);
    const held = { ...atRest, talkElsewhere: true };
    await records.holdings.keep(space, atRest, held, aMoment);
    expect((await (await open()).holdings.read(space, aMoment)).state).toEqual(held);
  });

  test("a session that was opened is open on the first page, until it ends", async () => {
    const records = await open();
    const { space, cookie } = await openedSpace(records);
    const session = await records.browsers.sittersFor(cookie);
    const isOpen = async (): Promise<boolean[]> =>
      Promise.all(session.map(async (sitter) => (await records.spaces.heldSeat(sitter)).session));
    const held = { ...atRest, session: { since: aMoment, length: null } };
    await records.holdings.keep(space, atRest, held, aMoment);
    expect(await isOpen()).toEqual([true]);
    await records.holdings.keep(space, held, atRest, aMoment + 1_000);
    expect(await isOpen()).toEqual([false]);
  });

  test("spaces are held each for itself", async () => {
    const records = await open();
    const [one, two] = [await openedSpace(records), await openedSpace(records)];
    await records.holdings.keep(one.space, atRest, { ...atRest, talkElsewhere: true }, aMoment);
    expect((await records.holdings.read(two.space, aMoment)).state).toEqual(atRest);
  });
}
