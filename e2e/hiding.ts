/** The steps of hiding a page and coming back to it. */
import type { Page } from "@playwright/test";
import { expect } from "./fixture.ts";
import { button } from "./screen.ts";

/** The page that lies over everything. */
export const notes = (page: Page) => page.getByRole("dialog", { name: "Notes" });

/** Presses Escape three times, once the page is there to hear it. */
export async function escape(page: Page): Promise<void> {
  await expect(page.getByRole("banner").or(notes(page)).first()).toBeVisible();
  await threeTimes(page);
}

/** Within the time in which three presses are one wish: where the machine was too slow for that, it presses again. */
const quickMs = 1_200;

/** Presses Escape three times, quickly. */
export async function threeTimes(page: Page): Promise<void> {
  for (let began = 0; Date.now() - began > quickMs;) {
    began = Date.now();
    for (let press = 0; press < 3; press += 1) await page.keyboard.press("Escape");
  }
}

/** Nothing of the space is on the page: not to be seen, not to be found, and not in its name. */
export async function isHidden(page: Page): Promise<void> {
  await expect(notes(page)).toBeVisible();
  await expect(page).toHaveTitle("Notes");
  await expect(page.getByRole("banner")).toHaveCount(0);
  expect(await page.locator("body").innerText()).not.toMatch(/space|Clearing|Pia|Chris|quiet|help/i);
  await expect(page.locator("link[rel~=icon]").first()).toHaveAttribute("href", /^data:/);
}

/** Presses the title, and is back. */
export async function comeBack(page: Page): Promise<void> {
  await button(page, "Notes").click();
  await expect(notes(page)).toHaveCount(0);
  await expect(page).toHaveTitle("Clearing");
}
