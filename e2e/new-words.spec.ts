/** What a decision begins with: an earlier one that it says in new words, and an option that it comes from. */
import type { Page } from "@playwright/test";
import { heldTimers } from "./clock.ts";
import { expect, test } from "./fixture.ts";
import { button, cardOf, column, composeDecision, isKept, menuOf, option } from "./screen.ts";
import { isTold } from "./spoken.ts";

const decided = (page: Page) => column(page, "What Chris chooses");
const origin = (form: ReturnType<Page["getByRole"]>) => form.getByLabel("From an option");
const chosen = (form: ReturnType<Page["getByRole"]>) => origin(form).locator("option:checked");

async function setAside(page: Page, card: string): Promise<void> {
  await menuOf(page, card);
  await button(page, "Set aside").click();
}

async function sayInNewWords(page: Page, words: string) {
  await button(page, `Change how this stands: ${words}`).click();
  await button(page, "Say it in new words").click();
  return page.getByRole("form", { name: "In new words" });
}

/** The client has a draft that comes from an option of the practitioner. */
async function draftFrom(practitioner: Page, client: Page, title: string, words: string) {
  await option(practitioner, { title });
  await expect(cardOf(client, title)).toBeVisible();
  const form = await composeDecision(client, words);
  await origin(form).selectOption({ label: title });
  return form;
}

test("new words begin with the words, the standing and the option of the decision they take the place of", async ({
  two: { practitioner, client },
}) => {
  const form = await draftFrom(practitioner, client, "Magnesium", "Magnesium, maybe.");
  await form.getByRole("radio", { name: "Not deciding yet" }).check();
  await button(form, "Give it").click();
  await expect(cardOf(practitioner, "Not deciding yet: Magnesium, maybe.")).toBeVisible();

  const again = await sayInNewWords(client, "Magnesium, maybe.");
  await expect(again.getByRole("textbox")).toHaveValue("Magnesium, maybe.");
  await expect(again.getByRole("radio", { name: "Not deciding yet" })).toBeChecked();
  await expect(chosen(again)).toHaveText("Magnesium");
  await again.getByRole("textbox").fill("Magnesium, perhaps in May.");
  await button(again, "Give it").click();
  await expect(cardOf(practitioner, "Not deciding yet: Magnesium, perhaps in May.")).toContainText("from “Magnesium”");
  await isTold(client, "Given in new words. It stands as not deciding yet. The earlier one lies under “Let go”.");
});

test("new words that were begun are not lost when they are asked for again", async ({ two: { client } }) => {
  for (const words of ["I walk.", "I rest."]) await button(await composeDecision(client, words), "Give it").click();
  const form = await sayInNewWords(client, "I walk.");
  await button(form, "Keep it for later").click();
  await sayInNewWords(client, "I rest.");
  await expect(form.getByRole("textbox")).toHaveValue("I rest.");
  await form.getByRole("textbox").fill("I rest on Sundays.");
  await button(form, "Keep it for later").click();
  await sayInNewWords(client, "I rest.");
  await expect(form.getByRole("textbox")).toHaveValue("I rest on Sundays.");
});

test("new words that were let go come back for their decision, and not as the words of another", async ({
  two: { client },
}) => {
  await heldTimers(client, 10_000);
  for (const words of ["I walk.", "I rest."]) await button(await composeDecision(client, words), "Give it").click();
  const form = await sayInNewWords(client, "I walk.");
  await form.getByRole("textbox").fill("I walk in the wood.");
  await button(form, "Let it go").click();
  await sayInNewWords(client, "I walk.");
  await expect(form.getByRole("textbox")).toHaveValue("I walk in the wood.");
  await button(form, "Let it go").click();
  await sayInNewWords(client, "I rest.");
  await expect(form.getByRole("textbox")).toHaveValue("I rest.");
  await expect(form).toContainText("When you give it, this one is let go: “I rest.”");
});

test("a draft keeps the option it comes from when the other sets that aside, and is given so", async ({
  two: { practitioner, client },
}) => {
  const form = await draftFrom(practitioner, client, "Magnesium", "Yes to it.");
  await setAside(practitioner, "Magnesium");
  await expect(chosen(form)).toHaveText("Magnesium (set aside)");
  await button(form, "Give it").click();
  await expect(decided(practitioner)).toContainText("from “Magnesium”");
});

test("a draft says that the option it comes from is no longer here, before it is given", async ({
  two: { practitioner, client },
}) => {
  const over = await heldTimers(practitioner, 30_000);
  const form = await draftFrom(practitioner, client, "Magnesium", "Yes to it.");
  await setAside(practitioner, "Magnesium");
  await practitioner.getByText("Set aside", { exact: true }).click();
  await button(practitioner, "Remove it for good").click();
  await expect(chosen(form)).toHaveText("Magnesium (no longer here)");
  await practitioner.mouse.move(2, 2);
  await button(practitioner, "Menu").focus();
  await over();
  await expect(practitioner.getByText("Set aside", { exact: true })).toHaveCount(0);
  await isKept(client);
  await client.reload();
  await button(client, "Go on with your decision").click();
  await expect(chosen(form)).toHaveText("Magnesium (no longer here)");
  await expect(form).toContainText("This option is no longer here. Your decision still says that it comes from it.");
  await button(form, "Give it").click();
  await expect(decided(practitioner)).toContainText("from “Magnesium”");
});

test("giving what is not decided yet is told in the words in which a change to it is told", async ({
  two: { practitioner, client },
}) => {
  const form = await composeDecision(client, "Magnesium, maybe.");
  await form.getByRole("radio", { name: "Not deciding yet" }).check();
  await button(form, "Give it").click();
  await isTold(client, "Given. It stands as not deciding yet.");
  await isTold(practitioner, "Chris is not deciding yet.");
});
