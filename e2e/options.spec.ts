/** What is possible: options from either, none of them pushed. */
import type { Page } from "@playwright/test";
import { heldTimers } from "./clock.ts";
import { expect, test } from "./fixture.ts";
import { linesOf } from "./lines.ts";
import { button, cardOf, column, composeOption, isKept, menuOf, option } from "./screen.ts";

const evening = { title: "An evening without screens", text: "Two evenings a week.", gives: "calmer nights" };
const magnesium = { title: "Magnesium, for a month", asks: "about 12 a month" };
const wait = "Wait, and change nothing yet";

const cards = (page: Page) => column(page, "What is possible").getByRole("group");

test("an option cannot lie on the table before its proposer has said whether they earn from it", async ({ two }) => {
  const { practitioner, client } = two;
  await button(practitioner, "Add an option").click();
  const form = practitioner.getByRole("form", { name: "An option" });
  await form.getByRole("textbox", { name: "Title" }).fill(magnesium.title);
  await expect(form.getByRole("radio", { checked: true })).toHaveCount(0);
  await button(form, "Put it on the table").click();
  await expect(form.getByRole("alert")).toHaveText(
    "Say whether you earn anything from it. Then it can lie on the table.",
  );
  await form.getByRole("radio", { name: "Yes" }).check();
  await button(form, "Put it on the table").click();
  await expect(form.getByRole("alert")).toHaveText("Say how. It stands on the card, so that it is known.");
  await expect(cards(client)).toHaveCount(1);

  await form.getByRole("radio", { name: "No" }).check();
  await button(form, "Put it on the table").click();
  await expect(cardOf(client, magnesium.title)).toBeVisible();
  // What was put there before would have come before.
  await expect(cards(client)).toHaveCount(2);
});

test("who earns from an option is said on its card, to both", async ({ two }) => {
  const { practitioner, client } = two;
  await option(practitioner, { ...magnesium, earns: "I sell it." });
  await expect(cardOf(client, magnesium.title)).toContainText("Pia earns from this: I sell it.");
  await expect(cardOf(practitioner, magnesium.title)).toContainText("You earn from this: I sell it.");
  await option(client, evening);
  await expect(cardOf(practitioner, evening.title)).toBeVisible();
  await expect(cardOf(practitioner, evening.title)).not.toContainText("from this");
});

test("a card shows who put it on the table", async ({ two }) => {
  const { practitioner, client } = two;
  await option(practitioner, magnesium);
  await option(client, evening);
  const dot = (page: Page, title: string) => cardOf(page, title).getByRole("img");
  await expect(dot(client, magnesium.title)).toHaveAccessibleName("Put on the table by Pia");
  await expect(dot(practitioner, evening.title)).toHaveAccessibleName("Put on the table by Chris");
  await expect(dot(practitioner, magnesium.title)).toHaveAccessibleName("Put on the table by you");
  await expect(dot(client, evening.title)).toHaveAccessibleName("Put on the table by you");
});

test("an option is put on the table whole, and until then it never reaches the other", async ({ two }) => {
  const { practitioner, client } = two;
  const lines = await linesOf(practitioner);
  await composeOption(client, evening);
  await isKept(client);
  await client.reload();
  await button(client, "Go on with your option").click();
  const form = client.getByRole("form", { name: "An option" });
  await expect(form.getByRole("textbox", { name: "Title" })).toHaveValue(evening.title);
  await expect(form.getByRole("textbox", { name: "What it gives" })).toHaveValue(evening.gives);
  await expect(form.getByRole("radio", { name: "No" })).toBeChecked();
  await expect(cards(practitioner)).toHaveCount(1);
  expect(lines.received(evening.title)).toBe(false);

  await button(form, "Put it on the table").click();
  const card = cardOf(practitioner, evening.title);
  await expect(card.getByRole("textbox", { name: `What it is: ${evening.title}` })).toHaveValue(evening.text);
  await expect(card.getByRole("textbox", { name: `What it gives: ${evening.title}` })).toHaveValue(evening.gives);
  expect(lines.received(evening.title)).toBe(true);
  await expect(button(client, "Add an option")).toBeVisible();
});

test("an option that was let go is gone, and nobody else has seen it", async ({ two }) => {
  const { practitioner, client } = two;
  const over = await heldTimers(client, 10_000);
  const lines = await linesOf(practitioner);
  const form = await composeOption(client, evening);
  await button(form, "Let it go").click();
  await over();
  await button(client, "Add an option").click();
  await expect(form.getByRole("textbox", { name: "Title" })).toHaveValue("");
  await option(practitioner, magnesium);
  await expect(cards(practitioner)).toHaveCount(2);
  expect(lines.received(evening.title)).toBe(false);
});

test("waiting is on the table for both, is argued by both, and cannot be taken off it", async ({ two }) => {
  const { practitioner, client } = two;
  for (const page of [practitioner, client]) {
    await expect(cardOf(page, wait)).toContainText("Always on the table.");
    await menuOf(page, wait);
    await expect(button(cardOf(page, wait), /^(Write what it|Set|Move)/)).toHaveText([
      "Write what it gives",
      "Write what it asks",
    ]);
  }
  const field = (page: Page, what: RegExp) => cardOf(page, wait).getByRole("textbox", { name: what });
  await button(practitioner, "Write what it asks").click();
  await expect(field(practitioner, /^What it asks/)).toBeFocused();
  await practitioner.keyboard.insertText("patience");
  await button(client, "Write what it gives").click();
  await expect(field(client, /^What it gives/)).toBeFocused();
  await client.keyboard.insertText("time to rest");
  await expect(field(client, /^What it asks/)).toHaveValue("patience");
  await expect(field(practitioner, /^What it gives/)).toHaveValue("time to rest");
});

test("both write on an option that lies on the table", async ({ two }) => {
  const { practitioner, client } = two;
  await option(client, evening);
  const gives = (page: Page) =>
    cardOf(page, evening.title).getByRole("textbox", { name: `What it gives: ${evening.title}` });
  await gives(practitioner).press("ControlOrMeta+End");
  await gives(practitioner).pressSequentially(" and mornings");
  await expect(gives(client)).toHaveValue("calmer nights and mornings");
});

test("no option is preferred: they lie in the order they came, alike, with nothing marked or chosen", async ({
  two,
}) => {
  const { practitioner, client } = two;
  const titles = [magnesium.title, evening.title, "See a sleep clinic as well"];
  await option(practitioner, magnesium);
  await expect(cards(client)).toHaveCount(2);
  await option(client, evening);
  await expect(cards(practitioner)).toHaveCount(3);
  await option(practitioner, { title: "See a sleep clinic as well", gives: "a second pair of eyes" });
  for (const page of [practitioner, client]) {
    await expect(cards(page)).toHaveCount(4);
    const [first = "", ...others] = await cards(page)
      .filter({ hasNotText: "Always on the table" })
      .evaluateAll((all) => all.map((card) => card.innerHTML.replace(/="[^"]*"|>[^<]*/g, "")));
    expect(others).toEqual([first, first]);
    const names = await cards(page).evaluateAll((all) => all.map((card) => card.getAttribute("aria-label")));
    expect(names).toEqual([...titles, wait]);
    const choices = ":checked, [aria-pressed], [aria-selected], [aria-current], [aria-checked]";
    await expect(column(page, "What is possible").locator(choices)).toHaveCount(0);
  }
});

test("either can set an option aside, and the other puts it back", async ({ two }) => {
  const { practitioner, client } = two;
  await option(client, evening);
  await menuOf(practitioner, evening.title);
  await button(practitioner, "Set aside").click();
  await expect(cardOf(client, evening.title)).toBeHidden();
  await client.getByText("Set aside", { exact: true }).click();
  await button(client, "Put it back").click();
  await expect(cardOf(practitioner, evening.title)).toBeVisible();
});
