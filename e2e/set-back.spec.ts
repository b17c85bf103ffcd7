/** A server that was set back: what the open pages still have is given back, offered as a copy, and never lost without a word. */
import type { Page } from "@playwright/test";
import { type Restoring, backUp, copyFiles } from "../tests/support/restoring.ts";
import { expect, test } from "./fixture.ts";
import {
  agree,
  button,
  cardOf,
  column,
  composeDecision,
  composeOption,
  expectation,
  head,
  isKept,
  option,
  wordsOn,
} from "./screen.ts";

const trial = "A fair trial";
const wait = { timeout: 20_000 };
const withoutServer = /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|WebSocket|Failed to load resource|Failed to fetch/;

const told = (page: Page) => page.getByRole("alert").filter({ hasText: "This server" });
const copies = (page: Page) => column(page, "Words that could not be placed");

/** Writes at the end of an expectation, and waits until the other reads it. */
async function add(page: Page, other: Page, words: string): Promise<void> {
  const before = await wordsOn(page, trial).inputValue();
  await wordsOn(page, trial).press("ControlOrMeta+End");
  await page.keyboard.insertText(words);
  await expect(wordsOn(other, trial)).toHaveValue(before + words, wait);
}

/** Both write in turns, decide, agree, put an option on the table and begin drafts; all of it is kept. */
async function writeMore(client: Page, practitioner: Page): Promise<string> {
  await add(practitioner, client, " Then we look.");
  await add(client, practitioner, " Both of us.");
  await add(practitioner, client, " Again in June.");
  const form = await composeDecision(client, "I go on for now.");
  await button(form, "Give it").click();
  await option(practitioner, { title: "A walk before we talk" });
  for (const page of [client, practitioner]) await agree(page, trial);
  for (const page of [client, practitioner]) await expect(cardOf(page, trial)).toContainText("Both agreed", wait);
  const draft = await composeOption(client, { title: "A talk with my sister" });
  await expect(draft.getByRole("textbox", { name: "Title", exact: true })).toHaveValue("A talk with my sister");
  await isKept(client);
  await isKept(practitioner);
  return wordsOn(client, trial).inputValue();
}

/** All of that stands on both screens, once, and is at the server. */
async function standsAgain(client: Page, practitioner: Page, words: string): Promise<void> {
  for (const page of [client, practitioner]) {
    await expect(wordsOn(page, trial)).toHaveCount(1);
    await expect(wordsOn(page, trial)).toHaveValue(words, wait);
    await expect(cardOf(page, "For now: I go on for now.")).toHaveCount(1, wait);
    await expect(cardOf(page, "A walk before we talk")).toHaveCount(1, wait);
    await expect(cardOf(page, trial)).toContainText("Both agreed", wait);
    await expect(head(page).getByText("Kept", { exact: true })).toBeVisible(wait);
    await expect(copies(page)).toBeHidden();
  }
}

const ways: Record<string, (server: Parameters<typeof backUp>[0]) => Restoring & { says: RegExp }> = {
  "restored from a backup": (server) => ({
    ...backUp(server),
    says: /^This server was set back to how it was on \d+ \w+ at \d\d:\d\d\./,
  }),
  "cut off from what it kept last": (server) => ({
    ...copyFiles(server),
    says: /^This server has lost the newest of what it had kept\./,
  }),
};

for (const [way, prepare] of Object.entries(ways)) {
  test(`what both had written stands on both screens again when the server was ${way}`, async ({
    two,
    server,
    allow,
  }) => {
    allow(withoutServer);
    const { client, practitioner } = two;
    await expectation(practitioner, trial, "Six weeks.");
    await expect(wordsOn(client, trial)).toHaveValue("Six weeks.", wait);
    await isKept(practitioner);
    const { setBack, end, says } = prepare(server);
    const words = await writeMore(client, practitioner);
    await setBack();
    for (const page of [client, practitioner]) await expect(told(page)).toHaveText(says, wait);
    await standsAgain(client, practitioner, words);
    for (const page of [client, practitioner]) {
      await expect(told(page)).toContainText("has been given back, and is kept", wait);
      await page.reload();
    }
    await standsAgain(client, practitioner, words);
    await expect(
      client.getByRole("form", { name: "An option" }).or(button(client, "Go on with your option")),
    ).toBeVisible(wait);

    await button(told(client), "Put this away").click();
    await expect(told(client)).toBeHidden();
    await client.reload();
    await isKept(client);
    await expect(told(client)).toBeHidden();
    await expect(told(practitioner)).toBeVisible();
    end();
  });
}

test("where the other does not come back, their words are shown as copies, and one's own go on", async ({
  two,
  server,
  allow,
}) => {
  allow(withoutServer);
  const { client, practitioner } = two;
  await expectation(practitioner, trial, "Six weeks.");
  await expect(wordsOn(client, trial)).toHaveValue("Six weeks.", wait);
  await isKept(practitioner);
  const { setBack, end } = backUp(server);
  const words = await writeMore(client, practitioner);
  await practitioner.close();
  await setBack();
  await expect(told(client)).toContainText("has been given back, and is kept", { timeout: 40_000 });
  await expect(copies(client)).toContainText("A walk before we talk");
  await expect(copies(client)).toContainText("and have not come back from Pia yet.");
  await expect(copies(client).getByRole("blockquote").filter({ hasText: words })).toHaveCount(1);
  await expect(cardOf(client, "For now: I go on for now.")).toHaveCount(1);
  await expect(head(client).getByText("Kept", { exact: true })).toBeVisible(wait);
  await client.reload();
  await expect(copies(client)).toContainText("A walk before we talk", wait);
  await expect(cardOf(client, "For now: I go on for now.")).toHaveCount(1);
  end();
});
