/** Fields and cards as they stand: as high as their words, without labels of what is not there, with nothing over them. */
import type { Page } from "@playwright/test";
import { expect, test } from "./fixture.ts";
import {
  bar,
  boxOf,
  button,
  cardOf,
  cover,
  expectation,
  isKept,
  isWhole,
  menuOf,
  openPage,
  option,
  wordsOn,
} from "./screen.ts";

const trial = "A fair trial";
const long = "Give it six weeks before we ask whether it suits you. Small changes usually show after three. ".repeat(4);

test("where a browser lets no field grow by itself, it is as high as its words, in whatever letters they come to stand", async ({
  two: { practitioner, client },
}) => {
  await client.addInitScript(() => {
    const { supports } = CSS;
    Object.assign(CSS, {
      supports: (...asked: [string, string]) => !asked.join().includes("field-sizing") && supports(...asked),
    });
  });
  await client.reload();
  await isWhole(client);
  await expectation(practitioner, trial, long);
  const field = wordsOn(client, trial);
  await expect(field).toHaveValue(long);
  const hidden = () => field.evaluate((area) => area.scrollHeight - area.clientHeight);
  const height = () => field.evaluate((area) => area.clientHeight);
  await expect.poll(hidden).toBeLessThan(2);
  for (const style of ["letter-spacing: 0.2em", "font-size: 1.6rem", "font-family: monospace"]) {
    const before = await height();
    await client.evaluate((rule) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`textarea, textarea + span { ${rule} !important }`);
      document.adoptedStyleSheets = [sheet];
    }, style);
    await expect.poll(height, { message: style }).not.toBe(before);
    await expect.poll(hidden, { message: style }).toBeLessThan(2);
    await client.evaluate(() => (document.adoptedStyleSheets = []));
    await expect.poll(height).toBe(before);
  }
});

const walk = "A walk";
const side = (page: Page, name: "gives" | "asks") =>
  cardOf(page, walk).getByRole("textbox", { name: `What it ${name}: ${walk}` });

test("a card says nothing of what it gives and asks, and has no place for it, until somebody has written it", async ({
  two: { practitioner, client },
}) => {
  await option(practitioner, { title: walk });
  await isKept(practitioner);
  for (const page of [practitioner, client]) {
    await expect(cardOf(page, walk)).toBeVisible();
    await expect(cardOf(page, walk)).not.toContainText(/gives|asks/);
    for (const name of ["gives", "asks"] as const) await expect(side(page, name)).toHaveCount(0);
  }
  await menuOf(client, walk);
  await button(client, "Write what it gives").click();
  await expect(side(client, "gives")).toBeFocused();
  await expect(side(practitioner, "gives")).toHaveCount(0);
  await client.keyboard.insertText("fresh air");
  for (const page of [practitioner, client]) {
    await expect(side(page, "gives")).toHaveValue("fresh air");
    await expect(cardOf(page, walk).getByText("gives:", { exact: true })).toBeVisible();
    await expect(side(page, "asks")).toHaveCount(0);
  }
});

test("what a card asks is written with the keys alone, and its place moves nothing when one leaves it as it is", async ({
  two: { practitioner, client },
}) => {
  await option(practitioner, { title: walk });
  await button(client, `More for ${walk}`).press("Enter");
  await client.keyboard.press("Tab");
  await client.keyboard.press("Tab");
  await expect(button(client, "Write what it asks")).toBeFocused();
  await client.keyboard.press("Enter");
  await expect(side(client, "asks")).toBeFocused();
  const height = async () => (await cardOf(client, walk).boundingBox())?.height;
  const before = await height();
  await client.keyboard.press("Shift+Tab");
  await expect(side(client, "asks")).not.toBeFocused();
  expect(await height()).toBe(before);

  await menuOf(client, walk);
  await button(client, "Write what it asks").click();
  await expect(side(client, "asks")).toBeFocused();
  await client.keyboard.insertText("an hour");
  await expect(side(practitioner, "asks")).toHaveValue("an hour");
  await side(client, "asks").fill("");
  for (const page of [practitioner, client]) await expect(side(page, "asks")).toHaveValue("");
  await isKept(client);
  await client.reload();
  await expect(cardOf(client, walk)).toBeVisible();
  await expect(side(client, "asks")).toHaveCount(0);
});

test("what unfolds has a mark that says so, and that turns when it is open", async ({ two: { client } }) => {
  await option(client, { title: walk });
  await menuOf(client, walk);
  await button(client, "Set aside").click();
  const marked = async (words: string): Promise<void> => {
    const opener = client.locator("summary").filter({ hasText: words });
    await expect(opener.locator("svg")).toHaveCSS("transform", "none");
    await opener.click();
    await expect(opener.locator("svg")).not.toHaveCSS("transform", "none");
  };
  await marked("Set aside");
  await button(bar(client), "No outcome").click();
  await openPage(client).fill("It is heavy in the mornings.");
  await marked("Who wrote what");
});

test("in forced colours the mark of a card's menu lies over no word of it", async ({
  two: { practitioner, client },
}) => {
  await client.emulateMedia({ forcedColors: "active" });
  const title = "An evening without screens and without the telephone beside the bed";
  await option(practitioner, { title });
  for (const width of [1_280, 360]) {
    await client.setViewportSize({ width, height: 740 });
    if (width === 360) await client.getByRole("tab", { name: "Possible" }).click();
    await expect
      .poll(
        async () => {
          const mark = await boxOf(button(client, `More for ${title}`));
          const words = await boxOf(client.getByRole("textbox", { name: `Title: ${title}` }));
          const isApart =
            mark && words && (mark.x >= words.right - 1 || mark.right <= words.x + 1 || mark.bottom <= words.y + 1);
          return isApart ? "apart" : { mark, words };
        },
        { message: `${width} pixels wide` },
      )
      .toBe("apart");
  }
});

test("my seat names the button that hides before the key that does", async ({ two: { client } }) => {
  await button(client, "Menu").click();
  await button(client, "My seat").click();
  const words = await cover(client).innerText();
  expect(words).toContain("Press Hide now, or Escape three times.");
  expect(words.indexOf("Hide now")).toBeLessThan(words.indexOf("Escape"));
});
