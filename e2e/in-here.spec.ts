/** Who is in a card is said there, and no longer when what they were in has gone from under their hands. */
import { expect, test } from "./fixture.ts";
import { refuseNext } from "./forging.ts";
import { linesOf } from "./lines.ts";
import { agree, bar, button, cardOf, column, expectation, isKept, openPage, wordsOn } from "./screen.ts";
import { isTold } from "./spoken.ts";

const trial = "A fair trial";

test("who was in a card as the canvas folded is not in it when that unfolds, and hears of changes to what they agreed to", async ({
  two: { practitioner, client },
}) => {
  await expectation(practitioner, trial, "Fifty.");
  await expect(wordsOn(client, trial)).toHaveValue("Fifty.");
  await agree(practitioner, trial);
  await wordsOn(practitioner, trial).focus();
  await expect(cardOf(client, trial)).toContainText("Pia is in here");
  await button(bar(client), "No outcome").click();
  await expect(openPage(practitioner)).toBeVisible();
  await button(bar(client), "Unfold the canvas").click();
  await expect(wordsOn(practitioner, trial)).toBeVisible();
  await expect(wordsOn(client, trial)).toBeVisible();
  await expect(cardOf(client, trial)).not.toContainText("is in here");
  await wordsOn(client, trial).pressSequentially(" Or eighty.");
  await isTold(practitioner, `Chris changed “${trial}” after you agreed.`);
});

test("who was on the open page as no outcome ended is not on it when that begins again", async ({
  two: { practitioner, client },
}) => {
  await button(bar(client), "No outcome").click();
  await openPage(practitioner).focus();
  await expect(client.getByText("Pia is in here")).toBeVisible();
  await button(bar(client), "Unfold the canvas").click();
  await expect(button(practitioner, "Add an expectation")).toBeVisible();
  await button(bar(client), "No outcome").click();
  for (const page of [practitioner, client]) await expect(openPage(page)).toBeVisible();
  await expect(client.getByText("Pia is in here")).toHaveCount(0);
});

test("who is in a card stays in it while the page is drawn anew beneath their hands, and then leaves it", async ({
  two: { practitioner, client },
}) => {
  await expectation(client, trial, "Fifty.");
  const lines = await linesOf(practitioner);
  await expect(wordsOn(practitioner, trial)).toHaveValue("Fifty.");
  await isKept(practitioner);
  await wordsOn(practitioner, trial).press("ControlOrMeta+End");
  refuseNext(lines);
  await practitioner.keyboard.insertText(" Or eighty.");
  await expect(column(practitioner, "Words that could not be placed")).toContainText("Fifty. Or eighty.");
  await practitioner.keyboard.insertText(" Or ninety.");
  await expect(wordsOn(client, trial)).toHaveValue("Fifty. Or ninety.");
  await expect(cardOf(client, trial)).toContainText("Pia is in here");
  await button(practitioner, "Menu").focus();
  await expect(cardOf(client, trial)).not.toContainText("is in here");
});
