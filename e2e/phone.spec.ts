/** Writing on a phone: what has to be in reach is in view, and nothing said lies over what a thumb presses. */
import type { Locator } from "@playwright/test";
import { pair } from "../tests/support/people.ts";
import { expect, test } from "./fixture.ts";
import { linesOf } from "./lines.ts";
import {
  asks,
  bar,
  boxOf,
  button,
  cardOf,
  cover,
  expectation,
  isDrawn,
  isKept,
  isWhole,
  option,
  wordsOn,
} from "./screen.ts";
import { isTold, shownTo } from "./spoken.ts";

const trial = "A fair trial";

// A keyboard leaves about so much of a phone.
const whileWriting = { width: 390, height: 480 };

test("who writes on a phone has hiding and help in view, and reads there what comes meanwhile", async ({
  two: { practitioner, client },
}) => {
  await client.setViewportSize(whileWriting);
  await expectation(client, trial, "Six weeks.\n".repeat(40));
  await wordsOn(client, trial).press("ControlOrMeta+Home");
  for (const way of [client.getByRole("link", { name: "If you need help now" }), button(client, "Hide now")])
    await expect(way).toBeInViewport({ ratio: 1 });
  await button(practitioner, "Hear me").click();
  await isTold(client, "Pia has the floor. What you write waits.");
  expect(shownTo(client)).toContain("Pia has the floor. What you write waits.");
  await button(client, "Hide now").click();
  await expect(client.getByRole("dialog", { name: "Notes" })).toBeVisible();
});

test("who writes on a phone while the line is down reads beside their words that these are not kept yet", async ({
  two: { client },
  allow,
}) => {
  allow(/WebSocket connection|ERR_INTERNET_DISCONNECTED/);
  await client.setViewportSize(whileWriting);
  const lines = await linesOf(client);
  await expectation(client, trial, "Six weeks.\n".repeat(40));
  await isKept(client);
  await wordsOn(client, trial).press("ControlOrMeta+End");
  const foot = client.getByRole("contentinfo");
  await expect(foot.getByText(/kept|line/i)).toHaveCount(0);
  await lines.cut();
  await client.keyboard.insertText("And then?");
  await expect(foot.getByText("Not kept yet", { exact: true })).toBeInViewport({ ratio: 1 });
  await lines.mend();
  await isKept(client);
  await expect(foot.getByText("Not kept yet", { exact: true })).toHaveCount(0);
});

test("what is said on a phone does not lie over I agree, and what stands at the foot is not said twice", async ({
  two: { practitioner, client },
}) => {
  await client.setViewportSize({ width: 360, height: 640 });
  await expectation(practitioner, trial, "Six weeks.");
  const agree = button(client, `I agree: ${trial}`);
  await expect(agree).toBeVisible();
  await isWhole(client);
  await agree.scrollIntoViewIfNeeded();
  // The line stands for some seconds only, so it is measured as it comes. Another may stand there before it.
  const lies = await agree.evaluateHandle((act) => {
    const looks: { isInView: boolean; isAbove: boolean }[] = [];
    new MutationObserver(() => {
      const line = [...document.querySelectorAll("[role=status] p")].find(
        ({ textContent }) => textContent === "Pia says thank you.",
      );
      if (!line) return;
      const { top, bottom } = line.getBoundingClientRect();
      looks.push({ isInView: top >= 0, isAbove: bottom < act.getBoundingClientRect().top });
    }).observe(document.body, { childList: true, subtree: true });
    return looks;
  });
  await button(practitioner, "Thank you").click();
  await isTold(client, "Pia says thank you.");
  expect((await lies.jsonValue())[0]).toEqual({ isInView: true, isAbove: true });
  expect(shownTo(client)).toContain("Pia says thank you.");

  await button(practitioner, "Hear me").click();
  await isTold(client, "Pia has the floor. What you write waits.");
  expect(shownTo(client)).not.toContain("Pia has the floor. What you write waits.");
});

test("the second half of a double tap presses nothing that has come beneath the finger meanwhile", async ({
  visit,
  server,
}) => {
  const { client: sitting, practitioner } = await pair(server.origin);
  const client = await visit(sitting, { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true });
  await expectation(await visit(practitioner), trial, "Six weeks, and then we look again at what has changed.");
  await isWhole(client);
  const twice = async (pressed: Locator): Promise<void> => {
    await pressed.scrollIntoViewIfNeeded();
    const box = await pressed.boundingBox();
    const tap = async () => box && client.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
    // The second is on its way before the first is answered, as with a thumb.
    await Promise.all([tap(), tap()]);
  };
  await button(client, `I agree: ${trial}`).tap();
  // For a moment after it has come it takes no tap at all.
  await button(client, "Yes, to these words").tap({ trial: true });
  await twice(button(client, "Yes, to these words"));
  await expect(cardOf(client, trial)).toContainText("You agree.");
  await expect(cardOf(client, "What is it about?")).toHaveCount(0);
  await button(client, "Add an expectation").tap();
  await expect(cardOf(client, "What is it about?")).toBeVisible();
});

for (const what of ["A moment, please", "Quiet together"])
  test(`on a phone that lies on its side the way out of a still page is in view: ${what}`, async ({
    two: { practitioner, client },
  }) => {
    await button(bar(client), what).click();
    if (what === "Quiet together") {
      await button(bar(client), "Five minutes").click();
      await button(practitioner, "Yes, quiet together").click();
    }
    await client.setViewportSize({ width: 640, height: 360 });
    const ways = [/^I am back$|^I’m ready to speak$/, /^Hide now$/].map((name) => button(cover(client), name));
    for (const way of [...ways, cover(client).getByRole("link", { name: "If you need help now" })])
      await expect(way).toBeInViewport({ ratio: 1 });
  });

test("letters twice as large break no word of the head and cut off no tab", async ({ two: { client } }) => {
  await client.setViewportSize({ width: 360, height: 640 });
  await client.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
  await isWhole(client);
  await expect.poll(async () => (await boxOf(client.getByRole("heading", { level: 1 })))?.width).toBeGreaterThan(120);
  await expect(client.getByRole("tab")).toHaveCount(3);
  for (const tab of await client.getByRole("tab").all()) {
    await tab.scrollIntoViewIfNeeded();
    await expect(tab).toBeInViewport({ ratio: 1 });
  }
  await expect.poll(() => client.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
  await button(client, "Menu").click();
  await expect.poll(async () => (await boxOf(button(client, "My seat")))?.x).toBeGreaterThan(0);
  await client.keyboard.press("Escape");
  await expectation(client, "What this work is", "We look at sleep.");
  const about = client.getByRole("heading", { name: "What this work is" });
  await expect.poll(async () => (await boxOf(about))?.width).toBeGreaterThan(100);
});

for (const [what, width, letters] of [
  ["letters twice as large on the narrowest phone", 320, "200%"],
  ["the narrowest phone at twice its size", 160, "100%"],
] as const)
  test(`nothing is wider than the screen: ${what}`, async ({ two: { practitioner, client } }) => {
    const fits = (): Promise<void> =>
      expect.poll(() => client.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    const isInView = (name: string): Promise<void> =>
      expect.poll(async () => (await boxOf(button(client, name)))?.x).toBeGreaterThanOrEqual(0);
    await expectation(practitioner, trial, "Six weeks.");
    await client.setViewportSize({ width, height: 640 });
    await client.evaluate((size) => document.documentElement.style.setProperty("font-size", size), letters);
    await expect(cardOf(client, trial)).toBeVisible();
    await fits();
    await button(bar(client), "Quiet").click();
    await expect(button(client, "Open-ended")).toBeVisible();
    await fits();
    await button(bar(client), "Quiet").click();
    await button(bar(client), "More ways to hold the room").click();
    await isInView("Thank you");
    await fits();
    await button(bar(client), "More ways to hold the room").click();
    await button(client, `More for ${trial}`).click();
    await isInView("Move up");
    await fits();
  });

test("the foot leaves more of the screen than it takes where letters are twice as large", async ({
  two: { client },
}) => {
  await client.setViewportSize({ width: 320, height: 640 });
  await client.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
  await isWhole(client);
  await expect(client.getByRole("tab")).toHaveCount(3);
  const foot = client.getByRole("contentinfo");
  const seen = (): Promise<number> => foot.evaluate((element) => innerHeight - element.getBoundingClientRect().top);
  await expect.poll(seen).toBeLessThan(320);
  // There it goes with the page. On a screen that is high enough it stays in view.
  await client.setViewportSize({ width: 360, height: 960 });
  await expect(foot).toBeInViewport({ ratio: 1 });
  await expect.poll(seen).toBeLessThan(480);
});

test("the tab that was chosen is there again after a reload, and after no outcome", async ({ two: { client } }) => {
  await client.setViewportSize({ width: 360, height: 640 });
  const tab = client.getByRole("tab", { name: "Possible" });
  await tab.click();
  await client.reload();
  await expect(tab).toHaveAttribute("aria-selected", "true");
  await expect(client.getByRole("region", { name: "What is possible" })).toBeVisible();
  await button(bar(client), "No outcome").click();
  await expect(tab).toHaveCount(0);
  await button(bar(client), "Unfold").click();
  await expect(tab).toHaveAttribute("aria-selected", "true");
});

test("where a person's own colours are forced, the tab that is chosen is told from the others", async ({
  two: { client },
}) => {
  await client.setViewportSize({ width: 360, height: 640 });
  await client.emulateMedia({ forcedColors: "active" });
  await expect(client.getByRole("tab")).toHaveCount(3);
  const lines = client
    .getByRole("tab")
    .evaluateAll((tabs) => tabs.map((tab) => getComputedStyle(tab).textDecorationLine));
  expect(await lines).toEqual(["underline", "none", "none"]);
});

test("a field of one line is high enough to be touched", async ({ two: { client } }) => {
  await client.setViewportSize({ width: 360, height: 740 });
  await client.getByRole("tab", { name: "Possible" }).click();
  await option(client, { title: "A walk", text: "Along the river." });
  await expect(client.getByRole("textbox", { name: "Title: A walk" })).toBeVisible();
  for (const field of await client.getByRole("textbox").all())
    expect((await field.boundingBox())?.height).toBeGreaterThanOrEqual(24);
});

test("a press that ends one's writing does what was pressed, though the foot rises then", async ({
  two: { practitioner, client },
}) => {
  await expectation(client, "A fair trial", "Six weeks.");
  await expectation(practitioner, "Time and money", "Fifty minutes.");
  // What is under way as the floor is taken would wait, and what comes later would move the page.
  await expect(wordsOn(practitioner, "A fair trial")).toHaveValue("Six weeks.");
  await expect(wordsOn(client, "Time and money")).toHaveValue("Fifty minutes.");
  await isWhole(client);
  await button(bar(practitioner), "Hear me").click();
  await expect(asks(client)).toContainText("Pia has the floor.");
  await client.setViewportSize({ width: 360, height: 640 });
  const agree = button(client, "I agree: A fair trial");
  await wordsOn(client, "A fair trial").focus();
  await isDrawn(client);
  // It stands where the foot will be.
  await agree.evaluate((element) => window.scrollBy(0, element.getBoundingClientRect().top - 510));
  const box = await agree.boundingBox();
  if (!box) throw new Error("The button should be there.");
  expect(box.y).toBeGreaterThan(380);
  await client.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await client.mouse.down();
  await client.mouse.up();
  await expect(button(client, "Yes, to these words")).toBeVisible();
});

test("who writes on a phone while the other has the floor goes on reading that their words wait", async ({
  two: { practitioner, client },
}) => {
  await expectation(client, "A fair trial", "Six weeks.");
  await isKept(client);
  await button(bar(practitioner), "Hear me").click();
  await expect(asks(client)).toContainText("Pia has the floor.");
  await client.setViewportSize({ width: 390, height: 480 });
  await wordsOn(client, "A fair trial").press("End");
  await client.keyboard.type(" Or ten.");
  await expect(
    client.getByRole("contentinfo").getByText("Pia has the floor. What you write waits.").filter({ visible: true }),
  ).toBeInViewport();
  await expect(client.getByRole("contentinfo")).toContainText("Hide now");
});
