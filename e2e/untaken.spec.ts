/** A fault between a key and the document: the words stay, are marked as not kept, and are never lost without a word. */
import type { Page } from "@playwright/test";
import { expect, test } from "./fixture.ts";
import { linesOf } from "./lines.ts";
import { button, cardOf, column, expectation, head, isDrawn, isKept, menuOf, wordsOn } from "./screen.ts";

const alerts = (page: Page) => cardOf(page, "A fair trial").getByRole("alert");

/** Breaks what a change of a field needs, as an old browser or another one's extension may. */
const breakTyping = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const { reverse } = Array.prototype;
    const broken = (): never => {
      throw new TypeError("reverse is not a function");
    };
    Object.assign(Array.prototype, { reverse: broken });
    Object.assign(window, { mendTyping: () => Object.assign(Array.prototype, { reverse }) });
  });
const mendTyping = (page: Page): Promise<void> =>
  page.evaluate(() => (window as unknown as { mendTyping(): void }).mendTyping());

test("words that do not come into the document are said to be not kept, at the head and at their field, and come later", async ({
  two: { practitioner, client },
  allow,
}) => {
  allow(/reverse is not a function/);
  const lines = await linesOf(client);
  await expectation(client, "A fair trial", "Six weeks");
  await expect(wordsOn(practitioner, "A fair trial")).toHaveValue("Six weeks");
  await isKept(client);
  await breakTyping(client);
  await wordsOn(client, "A fair trial").pressSequentially(" or eight");
  await expect(head(client).getByText("Not kept", { exact: true })).toBeVisible();
  await expect(alerts(client)).toContainText("These words are not kept");
  await expect(wordsOn(client, "A fair trial")).toHaveValue("Six weeks or eight");
  // What the other writes meanwhile does not take their place.
  await wordsOn(practitioner, "A fair trial").fill("Six weeks, we said.");
  await expect.poll(() => lines.received(", we said.")).toBe(true);
  await isDrawn(client);
  await expect(wordsOn(client, "A fair trial")).toHaveValue("Six weeks or eight");
  await mendTyping(client);
  await button(cardOf(client, "A fair trial"), "Try again").click();
  await isKept(client);
  await expect(alerts(client)).toHaveCount(0);
  for (const page of [client, practitioner]) await expect(wordsOn(page, "A fair trial")).toHaveValue(/or eight/);
});

test("words whose field goes away stand on the page of who wrote them, to be copied", async ({
  two: { practitioner, client },
  allow,
}) => {
  allow(/reverse is not a function/);
  await expectation(client, "A fair trial", "Six weeks");
  await isKept(client);
  await breakTyping(client);
  await wordsOn(client, "A fair trial").pressSequentially(" or eight");
  await expect(alerts(client)).toBeVisible();
  await menuOf(practitioner, "A fair trial");
  await button(practitioner, "Set aside").click();
  await expect(column(client, "Words that could not be placed")).toContainText("Six weeks or eight");
  await expect(wordsOn(client, "A fair trial")).toHaveCount(0);
});
