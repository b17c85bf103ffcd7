/** The steps into a quiet. */
import type { Page } from "@playwright/test";
import { type Two, expect } from "./fixture.ts";
import { bar, button, cover } from "./screen.ts";

/** What a browser complains of when its line is cut. */
export const lineFault = /WebSocket connection|ERR_INTERNET_DISCONNECTED/;

/** One offers a quiet; the other has not answered yet. */
export async function offer(page: Page, length: string): Promise<void> {
  await button(bar(page), "Quiet together").click();
  await button(bar(page), length).click();
}

/** Both are in a quiet. */
export async function quiet({ practitioner, client }: Two, length = "Five minutes"): Promise<void> {
  await offer(practitioner, length);
  await button(client, "Yes, quiet together").click();
  for (const page of [practitioner, client]) await expect(cover(page)).toHaveAccessibleName("Quiet, together");
}
