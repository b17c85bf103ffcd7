/** What is set aside or removed: where who did it goes on, and what the other hears of it in time to bring it back. */
import type { Page } from "@playwright/test";
import { fieldOf } from "../lib/cards.ts";
import { expectationKinds, newExpectation } from "../lib/expectations.ts";
import { pair } from "../tests/support/people.ts";
import { openWriter } from "../tests/support/writer.ts";
import { ownTime, stopTime } from "./clock.ts";
import { expect, test } from "./fixture.ts";
import { agree, button, cardOf, expectation, isKept, menuOf, wordsOn } from "./screen.ts";
import { isTold, shownTo } from "./spoken.ts";

const phone = { width: 360, height: 640 };
const trial = "A fair trial";
const removes = `Pia removed “${trial}” for good. For half a minute you can bring it back, under “Set aside”.`;

/** Removes the only card that is set aside for good. */
async function removeForGood(page: Page, card: string): Promise<void> {
  await menuOf(page, card);
  await button(page, "Set aside").click();
  await page.getByText("Set aside", { exact: true }).click();
  await button(page, "Remove it for good").click();
}

test("who agreed to a card hears that the other removes it for good, and brings it back", async ({
  two: { practitioner, client },
}) => {
  await client.setViewportSize(phone);
  await expectation(practitioner, trial, "Six weeks.");
  await expect(wordsOn(client, trial)).toHaveValue("Six weeks.");
  for (const page of [practitioner, client]) await agree(page, trial);
  await expect(cardOf(client, trial)).toContainText("Both agreed");
  await removeForGood(practitioner, trial);
  await isTold(practitioner, "Removed. For half a minute either of you can bring it back.");
  await isTold(client, removes);
  expect(shownTo(client)).toContain(removes);
  await client.getByText("Set aside", { exact: true }).click();
  await button(client, "Bring it back").click();
  await isTold(practitioner, `Chris brought “${trial}” back. It is under “Set aside”.`);
  await button(client, "Put it back").click();
  await expect(cardOf(practitioner, trial)).toContainText("Both agreed");
});

test("a card that is removed for good can be brought back for half a minute", async ({
  two: { practitioner, client },
}) => {
  await ownTime(practitioner);
  await expectation(practitioner, trial, "Six weeks.");
  await stopTime(practitioner);
  await removeForGood(practitioner, trial);
  await isTold(client, removes);
  await practitioner.clock.runFor(25_000);
  await client.getByText("Set aside", { exact: true }).click();
  await button(client, "Bring it back").click();
  await button(client, "Put it back").click();
  await practitioner.clock.resume();
  await expect(wordsOn(practitioner, trial)).toHaveValue("Six weeks.");
});

test("who sets a card aside far down a phone goes on at the same place, with the next card", async ({
  visit,
  server,
}) => {
  const people = await pair(server.origin);
  const writer = openWriter(server.origin, "practitioner", people.practitioner);
  await writer.synced();
  writer.edit((doc) => {
    const cards = doc.getMap<unknown>("both:expectations");
    for (const [at, kind] of expectationKinds.entries()) {
      cards.set(kind, newExpectation(kind, at + 1));
      fieldOf(cards, kind, "text")?.insert(0, "And then we look again.\n".repeat(4));
    }
  });
  await writer.allKept();
  writer.close();

  const page = await visit(people.client, { viewport: phone });
  await isKept(page);
  const line = "If the line fails";
  await menuOf(page, line);
  const before = await page.evaluate(() => window.scrollY);
  expect(before).toBeGreaterThan(600);
  await button(page, "Set aside").click();
  await expect(cardOf(page, line)).toHaveCount(0);
  await expect(button(page, "More for How we end")).toBeFocused();
  await expect(cardOf(page, "How we end")).toBeInViewport();
  // The words below stay where they are, as high as the card was.
  expect(Math.abs((await page.evaluate(() => window.scrollY)) - before)).toBeLessThan(300);
});
