/** The time of a page, where a test must not depend on how quick the machine is. */
import type { Page } from "@playwright/test";
import { expect } from "./fixture.ts";
import { button } from "./screen.ts";

/** From now on the test can move this page's time. Until it does, that goes on. */
export async function ownTime(page: Page): Promise<void> {
  await page.clock.install();
  await page.reload();
  await expect(button(page, "Quiet together")).toBeVisible();
}

/** From now on no time goes by for a page that has its own, but what the test lets go by. */
export const stopTime = (page: Page): Promise<void> => page.clock.pauseAt(Date.now() + 60_000);
