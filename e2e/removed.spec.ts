/** What is set aside or removed: where who did it goes on, and what the other hears of it in time to bring it back. */
import type { Page } from "@playwright/test";
import { fieldOf } from "../lib/cards.ts";
import { expectationKinds, newExpectation } from "../lib/expectations.ts";
import { pair } from "../tests/support/people.ts";
import { openWriter } from "../tests/support/writer.ts";
import { heldTimers } from "./clock.ts";
import { type Two, expect, test } from "./fixture.ts";
import { linesOf } from "./lines.ts";
import { agree, asks, bar, button, cardOf, expectation, head, isKept, menuOf, wordsOn } from "./screen.ts";
import { isTold, shownTo } from "./spoken.ts";

const phone = { width: 360, height: 640 };
const trial = "A fair trial";
const removes = `Pia removed “${trial}” for good. For half a minute you can bring it back, under “Set aside”.`;

/**
 * Keeps back both times after which a removed card is gone, however long this test takes: of the page that removes it, and
 * of the other's, which waits longer. Gives how to let each be over.
 */
async function heldRemovals({ practitioner, client }: Two, remover: "practitioner" | "client" = "practitioner") {
  const [first, second] = remover === "practitioner" ? [practitioner, client] : [client, practitioner];
  const own = await heldTimers(first, 30_000);
  const others = await heldTimers(second, 60_000);
  // What is removed before a page has the words is no news to it.
  for (const page of [first, second]) await isKept(page);
  return { own, others };
}

/** Removes the only card that is set aside for good. */
async function removeForGood(page: Page, card: string): Promise<void> {
  await menuOf(page, card);
  await button(page, "Set aside").click();
  await page.getByText("Set aside", { exact: true }).click();
  await button(page, "Remove it for good").click();
}

const newer = "Six weeks, and then we ask.";

/** Brings the only removed card back to the table, and writes on it. */
async function bringsBackAndWritesOn(page: Page): Promise<void> {
  await button(page, "Bring it back").click();
  await button(page, "Put it back").click();
  await wordsOn(page, trial).fill(newer);
  await isKept(page);
}

/** What was written on since stands on both screens. */
async function isWrittenOn(one: Page, other: Page): Promise<void> {
  await expect(wordsOn(one, trial)).toHaveValue(newer);
  await isKept(one);
  await expect(wordsOn(other, trial)).toHaveValue(newer);
}

test("who agreed to a card hears that the other removes it for good, and brings it back", async ({ two }) => {
  const { practitioner, client } = two;
  await heldRemovals(two);
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

test("a card that is removed for good can be brought back for half a minute, and is gone then", async ({ two }) => {
  const { practitioner, client } = two;
  const { own } = await heldRemovals(two);
  await expectation(practitioner, trial, "Six weeks.");
  await removeForGood(practitioner, trial);
  await isTold(client, removes);
  await client.getByText("Set aside", { exact: true }).click();
  await button(client, "Bring it back").click();
  await button(client, "Put it back").click();
  await expect(wordsOn(practitioner, trial)).toHaveValue("Six weeks.");

  await removeForGood(practitioner, trial);
  await isTold(client, removes);
  await isKept(practitioner);
  await client.getByText("Set aside", { exact: true }).click();
  await expect(button(client, "Bring it back")).toBeVisible();
  await client.mouse.move(2, 2);
  await own();
  await expect(client.getByText("Set aside", { exact: true })).toHaveCount(0);
});

test("a card that is brought back while the line of who removed it is down stays, with all that is written on it since", async ({
  two,
  allow,
}) => {
  allow(/WebSocket connection|ERR_INTERNET_DISCONNECTED/);
  const { practitioner, client } = two;
  const { own } = await heldRemovals(two);
  const lines = await linesOf(practitioner);
  await expectation(practitioner, trial, "Six weeks.");
  await removeForGood(practitioner, trial);
  await isTold(client, removes);
  await isKept(practitioner);
  await lines.cut();
  await client.getByText("Set aside", { exact: true }).click();
  await bringsBackAndWritesOn(client);
  await own(true);
  await lines.mend();
  await isWrittenOn(practitioner, client);
});

test("a card that was seen as removed and is brought back while the line is down stays", async ({ two, allow }) => {
  allow(/WebSocket connection|ERR_INTERNET_DISCONNECTED/);
  const { practitioner, client } = two;
  const { others } = await heldRemovals(two, "client");
  const lines = await linesOf(practitioner);
  await expectation(client, trial, "Six weeks.");
  await removeForGood(client, trial);
  await practitioner.getByText("Set aside", { exact: true }).click();
  await expect(button(practitioner, "Removed")).toBeVisible();
  await lines.cut();
  await bringsBackAndWritesOn(client);
  await others(true);
  await lines.mend();
  await isWrittenOn(practitioner, client);
});

test("a card whose time was over while the line was down is removed by the same page once that was up for half a minute", async ({
  two,
  allow,
}) => {
  allow(/WebSocket connection|ERR_INTERNET_DISCONNECTED/);
  const { practitioner, client } = two;
  const { own } = await heldRemovals(two);
  const lines = await linesOf(practitioner);
  await expectation(practitioner, trial, "Six weeks.");
  await removeForGood(practitioner, trial);
  await isTold(client, removes);
  await isKept(practitioner);
  await client.getByText("Set aside", { exact: true }).click();
  await client.mouse.move(2, 2);
  await lines.cut();
  await expect(head(practitioner)).toContainText("You are not connected");
  await own(true);
  await lines.mend();
  await expect(head(practitioner)).toContainText("Both here");
  await isKept(practitioner);
  for (const page of [practitioner, client]) await expect(button(page, "Removed")).toBeVisible();
  await own();
  await expect(client.getByText("Set aside", { exact: true })).toHaveCount(0);
});

test("a card is not removed while the other has the floor, and can be brought back meanwhile", async ({ two }) => {
  const { practitioner, client } = two;
  const { own } = await heldRemovals(two);
  await expectation(practitioner, trial, "Six weeks.");
  await removeForGood(practitioner, trial);
  await isTold(client, removes);
  await isKept(practitioner);
  await button(bar(client), "Hear me").click();
  await expect(asks(practitioner)).toContainText("Chris has the floor. What you write waits.");
  // No time runs meanwhile.
  await own(true);
  await client.getByText("Set aside", { exact: true }).click();
  await bringsBackAndWritesOn(client);
  await button(asks(client), "Lay it down").click();
  await isWrittenOn(practitioner, client);
});

test("a card that was removed while the other had the floor can be brought back once they see it", async ({ two }) => {
  const { practitioner, client } = two;
  const { own } = await heldRemovals(two);
  await expectation(practitioner, trial, "Six weeks.");
  await button(bar(client), "Hear me").click();
  await expect(asks(practitioner)).toContainText("Chris has the floor. What you write waits.");
  await removeForGood(practitioner, trial);
  await isKept(practitioner);
  await own(true);
  await button(asks(client), "Lay it down").click();
  await expect(asks(practitioner).getByText("What you write waits.")).toHaveCount(0);
  await client.getByText("Set aside", { exact: true }).click();
  await button(client, "Bring it back").click();
  await button(client, "Put it back").click();
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
