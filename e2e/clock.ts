/** The time of a page, where a test must not depend on how quick the machine is. */
import type { Page } from "@playwright/test";
import { expect } from "./fixture.ts";
import { button, isKept } from "./screen.ts";

/** From now on the test can move this page's time. Until it does, that goes on. */
export async function ownTime(page: Page): Promise<void> {
  await page.clock.install();
  await page.reload();
  await expect(button(page, "Quiet together")).toBeVisible();
}

/** From now on no time goes by for a page that has its own, but what the test lets go by. */
export const stopTime = (page: Page): Promise<void> => page.clock.pauseAt(Date.now() + 60_000);

/**
 * Keeps back the timers of this length that the page sets after it was loaded anew, and lets all others go on: a page whose
 * whole time is moved hears nothing meanwhile, and takes its lines for silent. Gives how to let the time of one be over,
 * as soon as there is one, or `ifAny` of those that there are.
 */
export async function heldTimers(page: Page, length: number): Promise<(ifAny?: boolean) => Promise<void>> {
  await page.addInitScript((heldMs) => {
    const [set, clear] = [window.setTimeout.bind(window), window.clearTimeout.bind(window)];
    const held = new Map<number, () => void>();
    let last = -1;
    const hold = (over: () => void): number => {
      last -= 1;
      held.set(last, over);
      return last;
    };
    Object.assign(window, {
      setTimeout: (over: () => void, ms?: number, ...rest: []) => (ms === heldMs ? hold(over) : set(over, ms, ...rest)),
      clearTimeout: (id?: number) => void (id !== undefined && !held.delete(id) && clear(id)),
      isOver() {
        const all = [...held.values()];
        held.clear();
        for (const over of all) over();
        return all.length > 0;
      },
    });
  }, length);
  await page.reload();
  await expect(button(page, "Quiet together")).toBeVisible();
  // Before the words are here again nothing is told of what becomes of them, and no time of theirs runs.
  await isKept(page);
  const isOver = (): Promise<boolean> => page.evaluate(() => (window as unknown as { isOver: () => boolean }).isOver());
  return async (ifAny = false) => {
    if (ifAny) await isOver();
    else await expect.poll(isOver).toBe(true);
  };
}
