/** Taking back: a key takes back the words of the field it is pressed in, acts have their own way, authors stay authors. */
import type { Locator, Page } from "@playwright/test";
import { heldTimers } from "./clock.ts";
import { expect, test } from "./fixture.ts";
import {
  agree,
  bar,
  button,
  cardOf,
  composeDecision,
  expectation,
  head,
  isKept,
  menuOf,
  openPage,
  option,
  wordsOn,
} from "./screen.ts";

const trial = "A fair trial";
const money = "Time and money";

/** What a telephone sends when it is shaken, or a keyboard's own arrow is pressed. */
const shake = (field: Locator): Promise<void> =>
  field.evaluate((element) => {
    element.dispatchEvent(new InputEvent("beforeinput", { inputType: "historyUndo", bubbles: true, cancelable: true }));
  });

test("Ctrl+Z in an expectation leaves every act as it was, on both screens", async ({ two }) => {
  const { practitioner, client } = two;
  await expectation(client, money, "Fifty each time.");
  await expect(wordsOn(practitioner, money)).toHaveValue("Fifty each time.");
  await expectation(client, trial, "Six weeks.");
  await expect(wordsOn(practitioner, trial)).toHaveValue("Six weeks.");
  await agree(client, trial);
  const form = await composeDecision(client, "I rest this month.");
  await button(form, "Give it").click();
  await menuOf(client, money);
  await button(client, "Set aside").click();
  await expect(wordsOn(practitioner, money)).toHaveCount(0);

  const words = wordsOn(client, trial);
  await words.focus();
  // One step of words was written here. All that is pressed beyond it finds nothing to take back.
  for (let times = 0; times < 4; times += 1) await shake(words);
  for (let times = 0; times < 4; times += 1) await words.press("ControlOrMeta+Z");
  await expect(words).toHaveValue("");
  await isKept(client);
  for (const page of [practitioner, client]) {
    await expect(cardOf(page, "For now: I rest this month.")).toBeVisible();
    await expect(wordsOn(page, money)).toHaveCount(0);
    await expect(wordsOn(page, trial)).toHaveValue("");
  }
  await words.press("ControlOrMeta+Shift+Z");
  await expect(wordsOn(practitioner, trial)).toHaveValue("Six weeks.");
  await expect(cardOf(practitioner, trial)).toContainText("Chris agrees. You have not yet.");
});

test("a field takes back its own words only, and the menu those that were written last", async ({ two }) => {
  const { practitioner, client } = two;
  await expectation(client, money, "Fifty.");
  await expectation(client, trial, "Six weeks.");
  await expect(wordsOn(practitioner, money)).toHaveValue("Fifty.");
  await expect(wordsOn(practitioner, trial)).toHaveValue("Six weeks.");
  await wordsOn(client, money).press("ControlOrMeta+Z");
  await expect(wordsOn(practitioner, money)).toHaveValue("");
  await expect(wordsOn(practitioner, trial)).toHaveValue("Six weeks.");
  await wordsOn(client, money).press("ControlOrMeta+Shift+Z");
  await expect(wordsOn(practitioner, money)).toHaveValue("Fifty.");
  await button(client, "Menu").click();
  await button(client, "Take back my last words").click();
  await expect(wordsOn(practitioner, trial)).toHaveValue("");
  await button(client, "Bring them back").click();
  await expect(wordsOn(practitioner, trial)).toHaveValue("Six weeks.");
});

test("on a phone a shake takes back nothing that lies behind another tab", async ({ two }) => {
  const { practitioner, client } = two;
  await client.setViewportSize({ width: 360, height: 740 });
  await expectation(practitioner, money, "Fifty.");
  await expectation(practitioner, trial, "Six weeks.");
  await menuOf(client, money);
  await button(client, "Set aside").click();
  await expect(wordsOn(practitioner, money)).toHaveCount(0);
  await client.getByRole("tab").nth(1).click();
  await button(client, "Add an option").click();
  const title = client.getByRole("form", { name: "An option" }).getByRole("textbox", { name: "Title", exact: true });
  await title.fill("Walks");
  for (let times = 0; times < 3; times += 1) await shake(title);
  await expect(title).toHaveValue("");
  await isKept(client);
  await expect(wordsOn(practitioner, money)).toHaveCount(0);
  await expect(wordsOn(practitioner, trial)).toHaveValue("Six weeks.");
});

test("an option that the other removes and brings back is still its proposer's", async ({ two }) => {
  const { practitioner, client } = two;
  await heldTimers(client, 30_000);
  await option(practitioner, { title: "A tea", earns: "I sell it" });
  const earns = (page: Page, who: string) => page.getByText(`${who} from this: I sell it`);
  await expect(earns(client, "Pia earns")).toBeVisible();
  await menuOf(client, "A tea");
  await button(client, "Set aside").click();
  await client.getByText("Set aside", { exact: true }).click();
  await button(client, "Remove it for good").click();
  for (let times = 0; times < 3; times += 1) await client.keyboard.press("ControlOrMeta+Z");
  await button(client, "Bring it back").click();
  await button(client, "Put it back").click();
  await expect(earns(client, "Pia earns")).toBeVisible();
  await expect(earns(practitioner, "You earn")).toBeVisible();
  await client.reload();
  await expect(earns(client, "Pia earns")).toBeVisible();
});

test("words of the other that somebody deletes and brings back do not become theirs", async ({ two }) => {
  const { practitioner, client } = two;
  await button(bar(client), "No outcome").click();
  await openPage(practitioner).pressSequentially("Pia asks. ");
  await expect(openPage(client)).toHaveValue("Pia asks. ");
  await openPage(client).press("ControlOrMeta+End");
  await openPage(client).pressSequentially("Chris answers.");
  await expect(openPage(practitioner)).toHaveValue("Pia asks. Chris answers.");

  await openPage(client).press("ControlOrMeta+A");
  await openPage(client).press("Delete");
  await expect(openPage(practitioner)).toHaveValue("");
  await openPage(client).press("ControlOrMeta+Z");
  await expect(openPage(practitioner)).toHaveValue("Pia asks. Chris answers.");
  await isKept(client);
  await practitioner.reload();
  await expect(openPage(practitioner)).toHaveValue("Pia asks. Chris answers.");
  for (const [page, who] of [
    [client, "you"],
    [practitioner, "Chris"],
  ] as const) {
    await page.getByText("Who wrote what").click();
    const told = page.getByRole("main").locator("dl");
    await expect(told.getByRole("term")).toHaveText([`Brought back by ${who}`, who === "you" ? "You" : who]);
    await expect(told.getByRole("definition")).toHaveText(["Pia asks.", "Chris answers."]);
    await expect(page.getByText("Grey words were deleted and brought back")).toBeVisible();
  }
  await expect(head(client)).toContainText("no outcome today");
});
