/** Where the focus is: nobody else's hand takes it out of what a person writes, and no word of theirs goes anywhere else. */
import type { Page } from "@playwright/test";
import { expect, test } from "./fixture.ts";
import { button, cardOf, composeDecision, expectation, isKept, menuOf, option, wordsOn } from "./screen.ts";
import { isTold } from "./spoken.ts";

const money = "Time and money";
const decision = (page: Page) => page.getByRole("form", { name: "A decision" });
const draftOf = (page: Page) => decision(page).getByRole("textbox");

async function setAside(page: Page, card: string): Promise<void> {
  await menuOf(page, card);
  await button(page, "Set aside").click();
}

async function putBack(page: Page, card: string): Promise<void> {
  await page.getByText("Set aside", { exact: true }).click();
  await button(page, "Put it back").click();
  await expect(cardOf(page, card)).toBeVisible();
}

test("a card made here that the other puts back takes the focus from no private words", async ({
  two: { practitioner, client },
}) => {
  await expectation(client, money, "Forty.");
  await setAside(client, money);
  await composeDecision(client, "I am afra");
  await expect(draftOf(client)).toBeFocused();
  await putBack(practitioner, money);
  await expect(wordsOn(client, money)).toHaveValue("Forty.");
  await client.keyboard.type("id to tell.");
  await expect(draftOf(client)).toHaveValue("I am afraid to tell.");
  await isKept(client);
  await expect(wordsOn(practitioner, money)).toHaveValue("Forty.");
});

test("a card that the other puts back takes no focus either where nobody writes", async ({
  two: { practitioner, client },
}) => {
  await expectation(client, money, "Forty.");
  await setAside(client, money);
  await button(client, "Menu").focus();
  await putBack(practitioner, money);
  await expect(wordsOn(client, money)).toHaveValue("Forty.");
  await expect(button(client, "Menu")).toBeFocused();
});

test("who read a card and said not yet goes on writing when the other writes it anew", async ({
  two: { practitioner, client },
}) => {
  await expectation(practitioner, money, "Forty.");
  await button(client, `I agree: ${money}`).click();
  await button(client, "Not yet").click();
  await expect(button(client, `I agree: ${money}`)).toBeFocused();
  await composeDecision(client, "abc");
  await wordsOn(practitioner, money).fill("");
  await expect(button(client, `I agree: ${money}`)).toHaveCount(0);
  await wordsOn(practitioner, money).fill("Fifty.");
  await expect(button(client, `I agree: ${money}`)).toBeVisible();
  await client.keyboard.type(" def ghi");
  await expect(draftOf(client)).toHaveValue("abc def ghi");
});

test("a reading whose words change leaves the focus to who has gone on to write elsewhere", async ({
  two: { practitioner, client },
}) => {
  await expectation(practitioner, money, "Forty.");
  await button(client, `I agree: ${money}`).click();
  await composeDecision(client, "abc");
  await wordsOn(practitioner, money).fill("Fifty.");
  await expect(client.getByText("The words changed while you were reading.")).toBeVisible();
  await client.keyboard.type(" def");
  await expect(draftOf(client)).toHaveValue("abc def");
});

test("a draft that is given in another tab leaves the form here, with a word, and none opens by itself later", async ({
  two: { client },
}) => {
  await expectation(client, money, "Forty.");
  const second = await client.context().newPage();
  await second.goto(client.url());
  await composeDecision(client, "I walk.");
  await button(second, "Go on with your decision").click();
  await expect(draftOf(second)).toHaveValue("I walk.");
  await button(decision(second), "Give it").click();
  await isTold(client, "Your draft is not here any more: it was given or let go somewhere else.");
  await expect(button(client, "Write a decision")).toBeFocused();
  await wordsOn(client, money).focus();
  await button(second, "Write a decision").click();
  await expect(button(client, "Go on with your decision")).toBeVisible();
  await expect(decision(client)).toHaveCount(0);
  await expect(wordsOn(client, money)).toBeFocused();
});

test("what an option asks, being written by who began it, is not left when the other puts another back", async ({
  two: { practitioner, client },
}) => {
  await option(practitioner, { title: "Walks" });
  await option(practitioner, { title: "Rest" });
  await setAside(practitioner, "Rest");
  await menuOf(client, "Walks");
  await button(client, "Write what it asks").click();
  const asks = cardOf(client, "Walks").getByRole("textbox", { name: /^What it asks/ });
  await expect(asks).toBeFocused();
  await client.keyboard.type("shoes");
  await putBack(practitioner, "Rest");
  await expect(cardOf(client, "Rest")).toBeVisible();
  await client.keyboard.type(" and time");
  await expect(asks).toHaveValue("shoes and time");
});
