/** The room that is kept above the canvas: as much as holds the words being read where they are, and no longer. */
import type { Locator, Page } from "@playwright/test";
import { join, openSpace } from "../tests/support/people.ts";
import { expect, test } from "./fixture.ts";
import {
  arriving,
  arrivingHasFocus,
  asks,
  bar,
  boxOf,
  button,
  column,
  expectation,
  isDrawn,
  isKept,
  openSession,
  wordsOn,
} from "./screen.ts";

const phone = { width: 360, height: 640 };
const desk = { width: 1440, height: 900 };
const trial = "A fair trial";

const topOf = async (place: Locator): Promise<number> => (await boxOf(place))?.y ?? NaN;
const scrolled = (page: Page): Promise<number> => page.evaluate(() => window.scrollY);

test("a session that is closed over an open sheet leaves the canvas before both, and no empty screen", async ({
  two: { practitioner, client },
}) => {
  await practitioner.setViewportSize(desk);
  await client.setViewportSize(phone);
  await button(client, "Come in").click();
  await openSession(practitioner, client);
  await button(bar(practitioner), "Close session").click();
  for (const page of [practitioner, client]) await expect(arriving(page)).toBeHidden();
  await expect.poll(() => topOf(client.getByRole("tablist"))).toBeLessThan(200);
  await expect.poll(() => topOf(column(practitioner, "What we expect"))).toBeLessThan(250);
});

test("what somebody writes stays where it is when the sheet above it goes, and the rest of the room ends when they press elsewhere", async ({
  two: { practitioner, client },
}) => {
  await client.setViewportSize(desk);
  await button(client, "Come in").click();
  await expectation(practitioner, trial, "Six weeks.");
  await openSession(practitioner, client);
  const words = wordsOn(client, trial);
  await words.focus();
  await client.evaluate(() => document.fonts.ready);
  await client.evaluate(() => window.scrollTo(0, 240));
  await isDrawn(client);
  const before = await topOf(words);
  await button(bar(practitioner), "Close session").click();
  await expect(arriving(client)).toBeHidden();
  // What the page can give by itself is given: no more room is kept than holds the words in their place.
  await expect.poll(() => scrolled(client)).toBe(0);
  expect(Math.abs((await topOf(words)) - before)).toBeLessThanOrEqual(1);
  await client.keyboard.insertText(" Or eight.");
  await expect(words).toBeFocused();
  expect(Math.abs((await topOf(words)) - before)).toBeLessThanOrEqual(1);
  await button(asks(client), "I stay a while").click();
  await expect.poll(() => topOf(column(client, "What we expect"))).toBeLessThan(150);
});

test("the field that somebody writes in stays where it is when the other sits down", async ({ visit, server }) => {
  const { space, invitation, cookie } = await openSpace(server.origin);
  const page = await visit({ space, cookie }, { viewport: desk });
  await isKept(page);
  await button(bar(page), "Open a session").click();
  const place = arriving(page).getByRole("textbox", { name: "Where are you today?" });
  await arrivingHasFocus(page);
  await place.fill("At home");
  const before = await topOf(place);
  await join(server.origin, { secret: invitation });
  await expect(column(page, "The other seat is still free")).toBeHidden();
  await expect(column(page, "Who sat down")).toBeVisible();
  await page.keyboard.insertText(", with the window open.");
  await expect(place).toHaveValue("At home, with the window open.");
  expect(Math.abs((await topOf(place)) - before)).toBeLessThanOrEqual(1);
  await button(arriving(page), "Go on without").click();
  await expect.poll(() => topOf(column(page, "What we expect"))).toBeLessThan(250);
});
