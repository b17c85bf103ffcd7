/** A page that its browser translates: all of it goes on working, and nobody's words are shown as they are no more. */
import type { Page } from "@playwright/test";
import { test as base, expect } from "./fixture.ts";
import {
  agree,
  arriving,
  asks,
  bar,
  button,
  cardOf,
  column,
  cover,
  expectation,
  isKept,
  menuOf,
  option,
  pressUntil,
  wordsOn,
} from "./screen.ts";
import { screens } from "./screens.ts";
import { bareWordsOn, translating } from "./translating.ts";

const test = base.extend<{ translated: void }>({
  translated: [
    async ({ browser }, use) => {
      const stop = translating(browser);
      await use();
      stop();
    },
    { auto: true },
  ],
});

/** Waits until the page was translated and is still the page. */
async function stands(page: Page, isFault = false): Promise<void> {
  await expect.poll(() => page.evaluate(() => window.translatedPieces), { timeout: 20_000 }).toBeGreaterThan(0);
  await expect(page.getByText("Something went wrong on our side.")).toHaveCount(isFault ? 1 : 0);
}

for (const screen of screens)
  test(`${screen.name}: stands translated, and no words of it are held bare`, async ({ visit, server, allow }) => {
    const page = await screen.open({ visit, server, allow });
    await stands(page, screen.isFault);
    expect(await bareWordsOn(page)).toEqual([]);
  });

test("what is written, offered, opened, agreed to and changed shows on both translated pages as it stands", async ({
  two: { practitioner, client },
}) => {
  const pages = [practitioner, client];
  await expectation(client, "A fair trial", "Six weeks.");
  await wordsOn(client, "A fair trial").pressSequentially(" Or eight.");
  await expect(wordsOn(practitioner, "A fair trial")).toHaveValue("Six weeks. Or eight.");
  await agree(client, "A fair trial");
  await expect(cardOf(practitioner, "A fair trial")).toContainText("Chris agrees. You have not yet.");
  await button(practitioner, "I agree: A fair trial").click();
  const reading = cardOf(practitioner, "A fair trial");
  await expect(reading.getByText("Six weeks. Or eight.", { exact: true })).toBeVisible();
  await expect(reading).toContainText("Your browser translates this page. These words stand here as they were written");
  await button(practitioner, "Yes, to these words").click();
  for (const page of pages) await expect(cardOf(page, "A fair trial")).toContainText("Both agreed on");
  await wordsOn(client, "A fair trial").fill("Six weeks, and then we look.");
  await expect(cardOf(practitioner, "A fair trial")).toContainText("agreed to earlier words");
  await expect(cardOf(practitioner, "A fair trial")).not.toContainText("Both agreed on");
  await expect(column(client, "What we expect")).not.toContainText("all agreed");
  await button(practitioner, "What changed?").click();
  await expect(column(practitioner, "What changed")).toContainText("and then we look");

  await option(practitioner, { title: "A walk", earns: "I sell the shoes" });
  await expect(cardOf(client, "A walk")).toContainText("Pia earns from this: I sell the shoes");
  await menuOf(client, "A walk");
  await button(client, "Set aside").click();
  await expect(column(practitioner, "What is possible")).toContainText("1 option");

  await button(bar(practitioner), "Quiet together").click();
  await button(bar(practitioner), "Five minutes").click();
  await expect(asks(client)).toContainText("Pia offers five minutes of quiet.");
  await button(client, "Yes, quiet together").click();
  for (const page of pages) await expect(cover(page)).toContainText("Five minutes, until a soft bell");
  await button(client, "I’m ready to speak").click();
  for (const page of pages) await button(page, "Go on").click();

  await button(bar(practitioner), "Open a session").click();
  await expect(client.getByRole("banner")).toContainText("session open");
  await button(asks(client), "How I arrive").click();
  // Who asks for the sheet has the focus there, and words that come sooner would go elsewhere.
  await expect(arriving(client).getByRole("heading", { name: "Arriving" })).toBeFocused();
  await arriving(client).getByRole("textbox").first().fill("Rest.");
  await button(arriving(client), "Say this and go on").click();
  await expect(asks(practitioner)).toContainText("From Chris, on arriving");
  await button(arriving(practitioner), "Go on").click();
  await button(bar(practitioner), "Close session").click();
  await expect(asks(client)).toContainText("The room is yours until you leave.");
  await button(client, "I stay a while").click();
  await expect(client.getByText("The room is yours until you leave.")).toHaveCount(0);

  await isKept(client);
  await practitioner.close();
  await expect(client.getByRole("banner")).toContainText("Pia left", { timeout: 30_000 });
  await expect(client.getByRole("banner")).not.toContainText("Both here");
  await stands(client);
  expect(await bareWordsOn(client)).toEqual([]);
});

test("a space is opened, its invitation copied and its seat taken on translated pages", async ({ visit }) => {
  const page = await visit();
  await page.context().grantPermissions(["clipboard-write", "clipboard-read"]);
  await page.goto("/open");
  await stands(page);
  await pressUntil(button(page, "Open the space"), page.getByRole("main").getByRole("alert"));
  await page.getByLabel("Your name").fill("Pia");
  await button(page, "Open the space").click();
  await button(page, "Copy").click();
  await expect(button(page, "Copied")).toBeVisible();
  await button(page, "Show as a code").click();
  await button(page, "Hide the code").click();
  const link = await page.getByLabel("Invitation link").inputValue();
  const guest = await visit();
  await guest.goto(link);
  const name = guest.getByLabel("What shall we call you here?");
  await pressUntil(button(guest, "Take your seat"), name);
  await name.fill("Chris");
  await guest.getByRole("checkbox").check();
  await button(guest, "Take your seat").click();
  await button(guest, "Come in").click();
  await stands(guest);
  expect(await bareWordsOn(guest)).toEqual([]);
});
