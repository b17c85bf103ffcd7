/** What is final can be taken back for a while, and no list moves under the pointer that pressed in it. */
import type { Locator, Page } from "@playwright/test";
import { heldTimers } from "./clock.ts";
import { expect, test } from "./fixture.ts";
import { button, composeDecision, composeOption, expectation, isKept, menuOf, wordsOn } from "./screen.ts";
import { isTold } from "./spoken.ts";

const about = ["What this work is", "A fair trial", "Time and money"];
const pageOf = (page: Page): Locator => page.getByRole("main");
const rowsOf = (page: Page): Locator =>
  page.getByRole("listitem").filter({ hasText: /for good|Removed|No longer here/ });

/** Three expectations on the table, all of them set aside by the client, and the list open on both screens. */
async function threeAside(client: Page, practitioner: Page): Promise<void> {
  for (const name of about) {
    await expectation(client, name, `About ${name}.`);
    await menuOf(client, name);
    await button(client, "Set aside").click();
  }
  for (const page of [client, practitioner]) {
    await page.getByText("Set aside", { exact: true }).click();
    await expect(rowsOf(page)).toHaveCount(3);
    // What opens can come to lie under the pointer that opened it, and stays as it is for as long as it does.
    await page.mouse.move(2, 2);
  }
}

test("one double click removes one card, and it can be brought back by either for a while", async ({ two }) => {
  const { practitioner, client } = two;
  await heldTimers(client, 30_000);
  await heldTimers(practitioner, 60_000);
  await threeAside(client, practitioner);
  const [first, second, third] = [0, 1, 2].map((at) => rowsOf(client).nth(at)) as [Locator, Locator, Locator];
  const before = await second.boundingBox();
  await button(first, "Remove it for good").dblclick();
  await isTold(client, "Removed. For half a minute either of you can bring it back.");
  await expect(button(first, "Removed")).toBeVisible();
  expect(await second.boundingBox()).toEqual(before);
  for (const row of [second, third]) await expect(button(row, "Remove it for good")).toBeVisible();

  await button(rowsOf(practitioner).first(), "Bring it back").click();
  for (const page of [client, practitioner]) {
    await expect(button(page, "Remove it for good")).toHaveCount(3);
    await expect(button(page, "Removed")).toHaveCount(0);
  }
});

test("the list stays where it is under the pointer after the time is over, and is shorter once the pointer has gone", async ({
  two,
}) => {
  const { practitioner, client } = two;
  const over = await heldTimers(client, 30_000);
  await heldTimers(practitioner, 60_000);
  await threeAside(client, practitioner);
  const [first, second] = [rowsOf(client).first(), rowsOf(client).nth(1)];
  const before = await second.boundingBox();
  await button(first, "Remove it for good").dblclick();
  await expect(button(first, "Removed")).toBeVisible();
  await over();
  await expect(button(first, "No longer here")).toBeVisible();
  expect(await second.boundingBox()).toEqual(before);
  await button(first, "No longer here").dblclick({ force: true });
  await expect(rowsOf(practitioner)).toHaveCount(2);
  await expect(rowsOf(client)).toHaveCount(3);
  await button(client, "Menu").focus();
  await client.mouse.move(2, 2);
  await expect(rowsOf(client)).toHaveCount(2);
  await isKept(client);
  await client.reload();
  await client.getByText("Set aside", { exact: true }).click();
  await expect(rowsOf(client)).toHaveCount(2);
  for (const name of about.slice(1)) await expect(pageOf(client)).toContainText(`About ${name}.`);
  await expect(pageOf(client)).not.toContainText(`About ${about[0]}.`);
});

test("a row that the other puts back leaves its place to nothing else while the pointer is there", async ({ two }) => {
  const { practitioner, client } = two;
  // The card that comes back on the table moves the whole list from under the pointer, which a second later has left it.
  const over = await heldTimers(client, 1_000);
  await threeAside(client, practitioner);
  await button(rowsOf(client).first(), "Remove it for good").hover();
  await button(rowsOf(practitioner).first(), "Put it back").click();
  await expect(wordsOn(client, about[0] ?? "")).toBeVisible();
  await expect(button(rowsOf(client).first(), "No longer here")).toBeVisible();
  await expect(rowsOf(client)).toHaveCount(3);
  await client.mouse.move(2, 2);
  await over();
  await expect(rowsOf(client)).toHaveCount(2);
});

test("a row that the other puts back leaves its place to nothing else while the focus is there", async ({ two }) => {
  const { practitioner, client } = two;
  await threeAside(client, practitioner);
  await button(rowsOf(client).first(), "Remove it for good").focus();
  await button(rowsOf(practitioner).first(), "Put it back").click();
  await expect(wordsOn(client, about[0] ?? "")).toBeVisible();
  await expect(button(rowsOf(client).first(), "No longer here")).toBeVisible();
  await expect(rowsOf(client)).toHaveCount(3);
  await button(client, "Menu").focus();
  await expect(rowsOf(client)).toHaveCount(2);
});

test("who removes a card and closes the page has removed it: the other's page finishes it after a minute", async ({
  two,
}) => {
  const { practitioner, client } = two;
  const over = await heldTimers(practitioner, 60_000);
  // Its own page would finish it sooner, if this test took so long to close it.
  await heldTimers(client, 30_000);
  await expectation(client, "A fair trial", "Six weeks.");
  await menuOf(client, "A fair trial");
  await button(client, "Set aside").click();
  await client.getByText("Set aside", { exact: true }).click();
  await button(client, "Remove it for good").click();
  await isKept(client);
  await client.close();
  await practitioner.getByText("Set aside", { exact: true }).click();
  await expect(button(practitioner, "Removed")).toBeVisible();
  await practitioner.mouse.move(2, 2);
  await over();
  await expect(practitioner.getByText("Set aside", { exact: true })).toHaveCount(0);
  await practitioner.reload();
  await isKept(practitioner);
  await expect(practitioner.getByText("Set aside", { exact: true })).toHaveCount(0);
});

test("a draft that was let go can be brought back for a while, also by the second half of a double click", async ({
  two: { client },
}) => {
  const over = await heldTimers(client, 10_000);
  const optionForm = await composeOption(client, { title: "Walks", text: "Each evening." });
  await button(optionForm, "Let it go").click();
  await button(client, "Bring back the option you let go").click();
  await expect(optionForm.getByRole("textbox", { name: "What it is", exact: true })).toHaveValue("Each evening.");
  await button(optionForm, "Let it go").click();
  await expect(button(client, "Bring back the option you let go")).toBeVisible();
  await over();
  await expect(button(client, "Add an option")).toBeVisible();
  await button(client, "Add an option").click();
  await expect(optionForm.getByRole("textbox", { name: "What it is", exact: true })).toHaveValue("");

  const decision = await composeDecision(client, "I wait.");
  await button(decision, "Let it go").dblclick();
  await button(client, "Bring back the decision you let go").or(decision).first().waitFor();
  const back = button(client, "Bring back the decision you let go");
  if (await back.isVisible()) await back.click();
  await expect(decision.getByRole("textbox")).toHaveValue("I wait.");
});
