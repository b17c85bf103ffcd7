/** Writing on the shared page: both at once, kept truly, and nothing lost. */
import { heldTimers } from "./clock.ts";
import { expect, test } from "./fixture.ts";
import { button, cardOf, expectation, head, isKept, menuOf, wordsOn } from "./screen.ts";
import { isTold } from "./spoken.ts";

const trial = "A fair trial";

test("two who write in one card at the same time end with the same words, each caret where it was", async ({ two }) => {
  const { practitioner, client } = two;
  await expectation(practitioner, trial, " in the middle ");
  const [left, right] = [wordsOn(practitioner, trial), wordsOn(client, trial)];
  await expect(right).toHaveValue(" in the middle ");
  await left.press("ControlOrMeta+Home");
  await right.press("ControlOrMeta+End");
  await Promise.all([left.pressSequentially("Six weeks first"), right.pressSequentially("and then we ask")]);

  const whole = "Six weeks first in the middle and then we ask";
  await expect(left).toHaveValue(whole);
  await expect(right).toHaveValue(whole);
  await expect(left).toHaveJSProperty("selectionStart", "Six weeks first".length);
  await expect(right).toHaveJSProperty("selectionStart", whole.length);
});

test("two who write at the same place lose no letter and end with the same words", async ({ two }) => {
  const { practitioner, client } = two;
  await expectation(practitioner, trial, "");
  const [left, right] = [wordsOn(practitioner, trial), wordsOn(client, trial)];
  await Promise.all([left.pressSequentially("abcdefghij"), right.pressSequentially("0123456789")]);

  await expect(left).toHaveValue(/^[a-j0-9]{20}$/);
  const words = await left.inputValue();
  await expect(right).toHaveValue(words);
  expect(words.replace(/\d/g, "")).toBe("abcdefghij");
  expect(words.replace(/[a-j]/g, "")).toBe("0123456789");
});

test("emoji, flags, families, right to left and combining marks survive being replaced by either", async ({ two }) => {
  const { practitioner, client } = two;
  const before = "👩‍👩‍👧 🇩🇪 שלום e\u0301 👍🏽 𝒳 end";
  // Each of these shares its first half with what stands in its place.
  const between = "👩‍👩‍👦 🇩🇰 שלוט e\u0300 👍🏿 𝒴 end";
  const after = "👨‍👩‍👦 🇩🇰🇳🇴 שלוט e 👍 𝒴 end";
  await expectation(practitioner, trial, before);
  await expect(wordsOn(client, trial)).toHaveValue(before);
  await wordsOn(client, trial).fill(between);
  await expect(wordsOn(practitioner, trial)).toHaveValue(between);
  await wordsOn(practitioner, trial).fill(after);
  await expect(wordsOn(client, trial)).toHaveValue(after);

  await isKept(practitioner);
  await client.reload();
  await expect(wordsOn(client, trial)).toHaveValue(after);
});

test("a card says that the other is in it, and no longer when they have gone on", async ({ two }) => {
  const { practitioner, client } = two;
  await expectation(practitioner, trial, "Six weeks.");
  await expect(cardOf(client, trial)).toContainText("Pia is in here");
  await expect(cardOf(practitioner, trial)).not.toContainText("is in here");
  await button(practitioner, "Menu").focus();
  await expect(cardOf(client, trial)).not.toContainText("is in here");
});

test("taking back takes one's own last change and leaves the other's", async ({ two }) => {
  const { practitioner, client } = two;
  await expectation(client, trial, "Mine stays.");
  await expect(wordsOn(practitioner, trial)).toHaveValue("Mine stays.");
  await wordsOn(practitioner, trial).press("ControlOrMeta+End");
  // At once: a pause would end the step that is taken back.
  await practitioner.keyboard.insertText(" Theirs goes.");
  await expect(wordsOn(client, trial)).toHaveValue("Mine stays. Theirs goes.");

  await wordsOn(practitioner, trial).press("ControlOrMeta+Z");
  await expect(wordsOn(client, trial)).toHaveValue("Mine stays.");
  await wordsOn(practitioner, trial).press("ControlOrMeta+Z");
  await wordsOn(practitioner, trial).press("ControlOrMeta+Shift+Z");
  await expect(wordsOn(client, trial)).toHaveValue("Mine stays. Theirs goes.");
});

test("cards are moved by keyboard, and the other sees the new order", async ({ two }) => {
  const { practitioner, client } = two;
  for (const about of ["What this work is", trial, "Time and money"]) await expectation(client, about, about);
  const order = practitioner.getByRole("textbox", { name: /^Words for/ });
  const names = (...about: string[]): RegExp[] => about.map((name) => new RegExp(name));
  const isIn = async (...about: string[]): Promise<void> => {
    await expect(order).toHaveCount(about.length);
    for (const [at, name] of names(...about).entries()) await expect(order.nth(at)).toHaveValue(name);
  };
  await isIn("What this work is", trial, "Time and money");

  await button(client, "More for Time and money").focus();
  await client.keyboard.press("Enter");
  await button(client, "Move up").focus();
  await client.keyboard.press("Enter");
  await isIn("What this work is", "Time and money", trial);
  await client.keyboard.press("Enter");
  await isIn("Time and money", "What this work is", trial);
  await button(client, "Move down").focus();
  await client.keyboard.press("Enter");
  await isIn("What this work is", "Time and money", trial);
});

test("either sets a card aside, the other puts it back, and either removes it for both", async ({ two }) => {
  const { practitioner, client } = two;
  const over = await heldTimers(practitioner, 30_000);
  await expectation(client, trial, "Six weeks.");
  await menuOf(practitioner, trial);
  await button(practitioner, "Set aside").click();
  await expect(wordsOn(client, trial)).toBeHidden();
  await client.getByText("Set aside", { exact: true }).click();
  await button(client, "Put it back").click();
  await expect(wordsOn(practitioner, trial)).toHaveValue("Six weeks.");

  await menuOf(client, trial);
  await button(client, "Set aside").click();
  await practitioner.getByText("Set aside", { exact: true }).click();
  await button(practitioner, "Remove it for good").click();
  await expect(client.getByText("Set aside", { exact: true })).toBeVisible();
  await over();
  await expect(client.getByText("Set aside", { exact: true })).toHaveCount(0);
  await expect(client.getByText("Six weeks.")).toHaveCount(0);
});

test("more than can be kept at once is refused in words, and what stood there stays", async ({ two }) => {
  const { practitioner, client } = two;
  await client.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await expectation(client, trial, "Before. ");
  await client.evaluate(() => navigator.clipboard.writeText("words ".repeat(170_000)));
  await wordsOn(client, trial).press("ControlOrMeta+V");
  await isTold(client, "This is too much to put in at once. Nothing was changed. Put it in in smaller pieces.");
  await wordsOn(client, trial).pressSequentially("After.");
  await expect(wordsOn(client, trial)).toHaveValue("Before. After.");
  await expect(wordsOn(practitioner, trial)).toHaveValue("Before. After.");
  await isKept(client);
});

test("a person alone in the room keeps one line for as long as they write", async ({ two }) => {
  const { practitioner, client } = two;
  await expect(head(client)).toContainText("Both here");
  await isKept(client);
  await practitioner.close();
  let lines = 0;
  client.on("websocket", () => (lines += 1));
  await client.reload();
  for (const about of ["What this work is", trial, "Time and money"]) {
    await expectation(client, about, "Alone, ");
    await wordsOn(client, about).pressSequentially("word by word.");
    await isKept(client);
  }
  // Pia is shown as gone only after a while: longer than a line that failed would take to come again.
  await expect(head(client)).toContainText("Pia left at");
  // The shared document, the own page and the room.
  expect(lines).toBe(3);
});
