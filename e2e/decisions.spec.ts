/** Decisions: written by the client alone, given whole, read by both. */
import type { Page } from "@playwright/test";
import { expect, test } from "./fixture.ts";
import { linesOf } from "./lines.ts";
import { button, cardOf, column, composeDecision, isKept, option, sayingsOf } from "./screen.ts";

const words = "Two evenings a week without screens, until the holidays.";

const hers = (page: Page) => column(page, "What I choose");
const seen = (page: Page) => column(page, "What Chris chooses");

test("a decision reaches the practitioner whole by one act, and nothing of it before", async ({ two }) => {
  const { practitioner, client } = two;
  const lines = await linesOf(practitioner);
  await expect(seen(practitioner)).toContainText("Nothing is decided here yet.");
  const sayings = await sayingsOf(seen(practitioner));
  const form = await composeDecision(client, "Perhaps I should");
  await isKept(client);
  await form.getByRole("textbox").fill(words);
  await isKept(client);
  await expect(seen(practitioner)).toContainText("Nothing is decided here yet.");

  await button(form, "Give it").click();
  await expect(cardOf(practitioner, `For now: ${words}`)).toBeVisible();
  await expect(cardOf(client, `For now: ${words}`)).toBeVisible();
  const [, ...others] = await sayings();
  for (const saying of others) expect(saying).toContain(words);
  expect(lines.received("Perhaps")).toBe(false);
});

test("the practitioner reads who writes decisions, and has nothing to write them with", async ({ two }) => {
  const { practitioner, client } = two;
  await expect(seen(practitioner)).toContainText("only Chris writes here");
  await expect(hers(client)).toContainText("only you write here");
  const form = await composeDecision(client, words);
  await button(form, "Give it").click();
  await expect(seen(practitioner)).toContainText(words);
  const controls = "button, input, textarea, select, a, summary, [contenteditable], [tabindex='0']";
  await expect(seen(practitioner).locator(controls)).toHaveCount(0);
  await expect(hers(client).locator(controls)).not.toHaveCount(0);
});

test("a decision stands for now, is not decided yet, or is let go, as the client says", async ({ two }) => {
  const { practitioner, client } = two;
  const form = await composeDecision(client, words);
  await form.getByRole("radio", { name: "Not deciding yet" }).check();
  await button(form, "Give it").click();
  await expect(cardOf(practitioner, `Not deciding yet: ${words}`)).toBeVisible();

  const change = button(client, `Change how this stands: ${words}`);
  await change.click();
  await button(client, "For now").click();
  await expect(cardOf(practitioner, `For now: ${words}`)).toBeVisible();

  await change.click();
  await button(client, "Let go").click();
  const letGo = seen(practitioner).getByText("Let go", { exact: true }).first();
  await expect(letGo).toBeVisible();
  await expect(cardOf(practitioner, `Let go: ${words}`)).toBeHidden();
  await letGo.click();
  await expect(cardOf(practitioner, `Let go: ${words}`)).toBeVisible();
});

test("a decision says which option it comes from, also after that has another title", async ({ two }) => {
  const { practitioner, client } = two;
  await option(practitioner, { title: "An evening without screens" });
  const form = await composeDecision(client, words);
  await form.getByLabel("From an option").selectOption({ label: "An evening without screens" });
  await button(form, "Give it").click();
  const from = "from “An evening without screens”";
  await expect(cardOf(practitioner, `For now: ${words}`)).toContainText(from);
  await client.getByRole("textbox", { name: "Title: An evening without screens" }).fill("Another evening");
  await expect(cardOf(practitioner, "Another evening")).toBeVisible();
  await expect(cardOf(practitioner, `For now: ${words}`)).toContainText(from);
});

test("a decision can come from waiting", async ({ two: { practitioner, client } }) => {
  const form = await composeDecision(client, words);
  await form.getByLabel("From an option").selectOption({ label: "Wait, and change nothing yet" });
  await button(form, "Give it").click();
  await expect(seen(practitioner)).toContainText("from “Wait, and change nothing yet”");
});

test("a draft of a decision survives a reload, with what was chosen for it", async ({ two: { client } }) => {
  const form = await composeDecision(client, words);
  await form.getByRole("radio", { name: "Not deciding yet" }).check();
  await isKept(client);
  await client.reload();
  await button(client, "Go on with your decision").click();
  await expect(form.getByRole("textbox")).toHaveValue(words);
  await expect(form.getByRole("radio", { name: "Not deciding yet" })).toBeChecked();
});

test("a decision that is said in new words takes the place of the old one", async ({ two }) => {
  const { practitioner, client } = two;
  const form = await composeDecision(client, words);
  await button(form, "Give it").click();
  await button(client, `Change how this stands: ${words}`).click();
  await button(client, "Say it in new words").click();
  const rewriting = client.getByRole("form", { name: "In new words" });
  await expect(rewriting).toContainText(`When you give it, this one is let go: “${words}”`);
  await rewriting.getByRole("textbox").fill("One evening.");
  await button(rewriting, "Give it").click();
  await expect(cardOf(practitioner, "For now: One evening.")).toBeVisible();
  await expect(cardOf(practitioner, `For now: ${words}`)).toHaveCount(0);
});

test("an empty decision is not given", async ({ two: { practitioner, client } }) => {
  const form = await composeDecision(client, "  ");
  await button(form, "Give it").click();
  await expect(form.getByRole("alert")).toHaveText("There are no words here yet.");
  await isKept(client);
  await expect(seen(practitioner)).toContainText("Nothing is decided here yet.");
});
