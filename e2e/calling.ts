/** The steps of a person in a call. */
import type { Page } from "@playwright/test";
import { expect } from "./fixture.ts";
import { type Media, watchMedia } from "./media.ts";
import { bar, button, cover } from "./screen.ts";

/** The sheet with one's own devices grows as those are found, and its buttons move: waits until it has them all. */
export const devicesAreFound = (page: Page): Promise<void> =>
  expect(cover(page).getByRole("combobox", { name: "Microphone" })).toBeVisible();

/** Tries the microphone on the sheet of the devices, and waits until that has become of it what becomes of it there. */
export async function lookAtDevices(page: Page): Promise<void> {
  await devicesAreFound(page);
  await button(cover(page), "Try my microphone").click();
  const outcome = /Your microphone hears you\.|Say something\.|does not let the page use the microphone\./;
  await expect(cover(page).getByRole("status").filter({ hasText: outcome })).toBeVisible();
}

/** Joins with the voice, past the look at the devices. */
export async function join(page: Page): Promise<void> {
  await bar(page)
    .getByRole("button", { name: /^(Talk here|Join .*voice)$/ })
    .click();
  await devicesAreFound(page);
  await button(page, "Join with my voice").click();
  await expect(button(page, "Close my microphone")).toBeVisible();
}

/** Two who watch what arrives and have both joined, and hear each other. */
export async function inCall<Seats extends string>(pages: Record<Seats, Page>): Promise<Record<Seats, Media>> {
  const sides = Object.entries(pages) as [Seats, Page][];
  const media = await Promise.all(sides.map(async ([seat, page]) => [seat, await watchMedia(page)] as const));
  for (const [, page] of sides) await join(page);
  for (const [, side] of media) await side.hears();
  return Object.fromEntries(media) as Record<Seats, Media>;
}

/** Waits until each side is connected by one connection, and hears the other. */
export async function hearEachOther(media: Record<string, Media>): Promise<void> {
  for (const side of Object.values(media)) {
    await side.isConnected();
    await side.hears();
  }
}

/** Presses the button with this name. */
export const act = async (page: Page, name: string): Promise<void> => button(page, name).click();
