/** A screen that is low, or low for its letters: help and hiding are in reach, and what is said is seen. */
import type { Page } from "@playwright/test";
import { heldTimers } from "./clock.ts";
import { expect, test } from "./fixture.ts";
import { asks, bar, boxOf, button, expectation, openSession, wordsOn } from "./screen.ts";
import { isTold, shownTo } from "./spoken.ts";

type Low = { width: number; height: number; letters: string };

const lows: Record<string, Low> = {
  "the smallest phone": { width: 320, height: 454, letters: "100%" },
  "a phone on its side": { width: 640, height: 360, letters: "100%" },
  "a phone with letters twice as large": { width: 360, height: 640, letters: "200%" },
  "a low window on a desk": { width: 1024, height: 450, letters: "100%" },
};

async function makeLow(page: Page, { width, height, letters }: Low): Promise<void> {
  await page.setViewportSize({ width, height });
  await page.evaluate((size) => document.documentElement.style.setProperty("font-size", size), letters);
}

const scrollTo = (page: Page, share: number): Promise<void> =>
  page.evaluate((part) => window.scrollTo(0, document.documentElement.scrollHeight * part), share);

for (const [what, low] of Object.entries(lows)) {
  test(`help and hiding are in view wherever the page is scrolled to: ${what}`, async ({ two: { client } }) => {
    await expectation(client, "A fair trial", "Six weeks.\n".repeat(40));
    await makeLow(client, low);
    await client.evaluate(() => (document.activeElement as HTMLElement).blur());
    const foot = client.getByRole("contentinfo");
    const help = foot.getByRole("link", { name: "If you need help now" });
    for (const share of [0, 0.5, 1]) {
      await scrollTo(client, share);
      for (const way of [help, button(foot, "Hide now")]) await expect(way).toBeInViewport({ ratio: 1 });
    }
    // The end of the foot is not beneath its last line.
    const last = bar(client).locator("button:visible").last();
    await expect(last).toBeInViewport({ ratio: 1 });
    expect((await boxOf(last))?.bottom).toBeLessThanOrEqual((await boxOf(help))?.top ?? 0);
    await scrollTo(client, 0);
    expect((await boxOf(help))?.top).toBeGreaterThan(low.height * 0.85);
    await button(foot, "Hide now").click();
    await expect(client.getByRole("dialog", { name: "Notes" })).toBeVisible();
  });

  test(`what stands at the foot is shown as it is said while that is out of view: ${what}`, async ({
    two: { practitioner, client },
  }) => {
    await expectation(client, "A fair trial", "Six weeks.\n".repeat(40));
    await makeLow(client, low);
    await button(client, "Menu").focus();
    await scrollTo(client, 0);
    await button(bar(practitioner), "Quiet together").click();
    await button(bar(practitioner), "Five minutes").click();
    await isTold(client, "Pia offers five minutes of quiet.");
    await button(bar(practitioner), "Open a session").click();
    await isTold(client, "The session is open.");
    await button(bar(practitioner), "Hear me").click();
    await isTold(client, "Pia has the floor. What you write waits.");
    for (const line of ["Pia offers five minutes of quiet.", "The session is open.", /^Pia has the floor\./])
      expect(shownTo(client)).toEqual(expect.arrayContaining([expect.stringMatching(line)]));
  });
}

test("what stands in view at the foot is spoken only, on a low screen too", async ({
  two: { practitioner, client },
}) => {
  await makeLow(client, { width: 320, height: 454, letters: "100%" });
  // What comes later above the foot moves it.
  await expect(button(client, "Come in")).toBeVisible();
  await expect(button(bar(client), "Quiet")).toBeVisible();
  await client.evaluate(() => document.fonts.ready);
  await scrollTo(client, 1);
  await button(bar(practitioner), "Hear me").click();
  await isTold(client, "Pia has the floor. What you write waits.");
  await expect(asks(client).getByText("Pia has the floor. What you write waits.")).toBeInViewport({ ratio: 1 });
  expect(shownTo(client)).not.toContain("Pia has the floor. What you write waits.");
});

test("who stops writing on a low phone still reads what was said", async ({ two: { practitioner, client } }) => {
  const told = "Pia has the floor. What you write waits.";
  // A line stands for some seconds, and longer the longer it is: this one stands for as long as this machine takes.
  await heldTimers(client, 5_000 + 60 * told.length);
  await expectation(client, "A fair trial", "Six weeks.\n".repeat(40));
  await makeLow(client, { width: 320, height: 454, letters: "100%" });
  await wordsOn(client, "A fair trial").press("ControlOrMeta+Home");
  await button(bar(practitioner), "Hear me").click();
  await isTold(client, told);
  await wordsOn(client, "A fair trial").blur();
  const line = client.getByRole("status").getByText(told);
  // What is only spoken is one pixel wide.
  await expect.poll(async () => (await boxOf(client.getByRole("status").locator("p")))?.width).toBeGreaterThan(1);
  await expect(line).toBeInViewport({ ratio: 1 });
});

test("the wish to keep the words of arriving is shown, for it stands nowhere while the sheet is folded", async ({
  two: { practitioner, client },
}) => {
  await openSession(client, practitioner);
  await button(practitioner, "Go on").click();
  await client.getByRole("checkbox", { name: "Keep these words afterwards" }).check();
  await isTold(practitioner, "Chris wishes to keep the words of arriving.");
  expect(shownTo(practitioner)).toContain("Chris wishes to keep the words of arriving.");
});
