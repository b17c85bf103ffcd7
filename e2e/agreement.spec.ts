/** Agreement: both, to the exact words, and to no others. */
import type { Page } from "@playwright/test";
import { type Two, expect, test } from "./fixture.ts";
import { linesOf, ofDocuments } from "./lines.ts";
import { agree, button, cardOf, expectation, isKept, menuOf, wordsOn } from "./screen.ts";

const trial = "A fair trial";
const money = "Time and money";
const words = "Give it six weeks before we ask whether it suits you.";
const other = "Give it ten weeks before we ask whether it suits you.";

const signOn = (page: Page, card: string) => cardOf(page, card).locator("svg[role=img]");

/** Puts an expectation on the table that both agree to. */
async function agreed({ practitioner, client }: Two, about = trial): Promise<void> {
  await expectation(practitioner, about, words);
  await expect(wordsOn(client, about)).toHaveValue(words);
  for (const page of [practitioner, client]) await agree(page, about);
  for (const page of [practitioner, client]) await expect(cardOf(page, about)).toContainText("Both agreed on");
}

test("when both agree, both circles are full and both read the day", async ({ two }) => {
  await agreed(two);
  const today = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long" }).format(Date.now());
  for (const page of [two.practitioner, two.client]) {
    await expect(cardOf(page, trial)).toContainText(`Both agreed on ${today}`);
    await expect(signOn(page, trial)).toHaveAccessibleName("Both agree");
    await expect(signOn(page, trial).locator("circle[stroke-dasharray]")).toHaveCount(0);
    await expect(page.getByText("all agreed", { exact: true })).toBeVisible();
  }
});

test("while one agrees, one circle is full and each reads who has not yet", async ({ two }) => {
  const { practitioner, client } = two;
  await expectation(practitioner, trial, words);
  await expect(signOn(client, trial)).toHaveAccessibleName("Neither has agreed to these words");
  await agree(practitioner, trial);
  await expect(cardOf(practitioner, trial)).toContainText("You agree. Chris has not yet.");
  await expect(cardOf(client, trial)).toContainText("Pia agrees. You have not yet.");
  await expect(signOn(client, trial)).toHaveAccessibleName("Pia agrees");
  await expect(signOn(practitioner, trial)).toHaveAccessibleName("You agree");
  await expect(signOn(client, trial).locator("circle[stroke-dasharray]")).toHaveCount(1);
});

test("one changed letter ends the agreement on both screens, and the earlier words stay readable", async ({ two }) => {
  const { practitioner, client } = two;
  await agreed(two);
  await wordsOn(practitioner, trial).fill(words.replace("weeks", "week"));
  for (const [page, name] of [
    [practitioner, "Chris"],
    [client, "Pia"],
  ] as const) {
    await expect(cardOf(page, trial)).toContainText(`Changed after you agreed. ${name} agreed to earlier words.`);
    await expect(signOn(page, trial)).toHaveAccessibleName("Neither has agreed to these words");
    await button(cardOf(page, trial), "What changed?").click();
    const changed = page.getByRole("region", { name: "What changed" });
    await expect(changed.locator("del")).toContainText("weeks");
    await expect(changed.locator("ins")).toContainText("week");
    await expect(changed.getByRole("blockquote")).toHaveText(words);
  }
});

test("words that come to stand as they were agreed to are agreed again", async ({ two }) => {
  const { practitioner, client } = two;
  await agreed(two);
  await wordsOn(client, trial).fill(other);
  await expect(cardOf(practitioner, trial)).not.toContainText("Both agreed on");
  await wordsOn(client, trial).fill(words);
  for (const page of [practitioner, client]) await expect(cardOf(page, trial)).toContainText("Both agreed on");
});

test("words that change while they are being read are not agreed to, and both wordings are shown", async ({ two }) => {
  const { practitioner, client } = two;
  await expectation(practitioner, trial, words);
  await button(client, `I agree: ${trial}`).click();
  await expect(client.getByRole("blockquote")).toHaveText(words);
  await wordsOn(practitioner, trial).fill(other);

  const card = cardOf(client, trial);
  await expect(card).toContainText("The words changed while you were reading.");
  await expect(card).toContainText("You have not agreed to anything.");
  await expect(card.getByRole("blockquote")).toHaveText([words, other]);
  await expect(button(card, "Yes, to these words")).toHaveCount(0);
  await isKept(client);
  await expect(signOn(practitioner, trial)).toHaveAccessibleName("Neither has agreed to these words");

  await button(card, "Read the new words").click();
  await button(card, "Yes, to these words").click();
  await expect(cardOf(practitioner, trial)).toContainText("Chris agrees. You have not yet.");
});

test("an agreement that a change overtakes on the way is none", async ({ two }) => {
  const { practitioner, client } = two;
  await expectation(practitioner, trial, words);
  const lines = await linesOf(client);
  await expect(wordsOn(client, trial)).toHaveValue(words);
  const release = lines.hold("down", ofDocuments);
  await wordsOn(practitioner, trial).fill(other);
  await isKept(practitioner);
  await agree(client, trial);
  await expect(cardOf(client, trial)).toContainText("You agree.");
  await expect(cardOf(practitioner, trial)).toContainText("Chris agreed to earlier words.");
  release();
  await expect(cardOf(client, trial)).toContainText("The words changed before your agreement came. Read them again.");
  for (const page of [practitioner, client])
    await expect(signOn(page, trial)).toHaveAccessibleName("Neither has agreed to these words");
});

test("an agreement can be withdrawn, and both read that it was", async ({ two }) => {
  const { practitioner, client } = two;
  await agreed(two);
  await menuOf(client, trial);
  await button(client, "Withdraw my agreement").click();
  await expect(cardOf(client, trial)).toContainText("You withdrew your agreement. Pia agrees.");
  await expect(cardOf(practitioner, trial)).toContainText("You agree. Chris withdrew.");
  await expect(signOn(client, trial)).toHaveAccessibleName("Pia agrees");
  await expect(signOn(practitioner, trial)).toHaveAccessibleName("You agree");
});

test("a change touches the agreement of its own card only", async ({ two }) => {
  const { practitioner, client } = two;
  await agreed(two, trial);
  await agreed(two, money);
  await wordsOn(client, money).fill(other);
  await expect(cardOf(practitioner, money)).toContainText("Chris agreed to earlier words.");
  for (const page of [practitioner, client]) {
    await expect(cardOf(page, trial)).toContainText("Both agreed on");
    await expect(page.getByText("not all agreed yet")).toBeVisible();
  }
});

test("the day to look again is part of what is agreed to", async ({ two }) => {
  const { practitioner, client } = two;
  await expectation(practitioner, trial, words);
  await button(practitioner, "a day to look again").click();
  await practitioner.getByLabel("Look again around").fill("2031-12-15");
  await button(practitioner, "Set the day").click();
  await expect(cardOf(client, trial)).toContainText("look again around 15 December 2031");
  for (const page of [practitioner, client]) await agree(page, trial);
  await expect(cardOf(practitioner, trial)).toContainText("Both agreed on");

  await button(client, "look again around 15 December 2031").click();
  await button(client, "No day").click();
  await expect(cardOf(practitioner, trial)).toContainText("Chris agreed to earlier words.");
  await button(practitioner, "What changed?").click();
  await expect(cardOf(practitioner, trial)).toContainText(
    "The day to look again was 15 December 2031, and is not set now.",
  );
});
