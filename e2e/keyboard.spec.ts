/** Without a mouse, and without motion. */
import type { Page } from "@playwright/test";
import { pair } from "../tests/support/people.ts";
import { fillSpace } from "./filled.ts";
import { expect, test } from "./fixture.ts";
import { bar, boxOf, button, cover, head, isDrawn, isKept, menuOf, wordsOn } from "./screen.ts";

type Stop = { name: string; outlined: boolean; covered: boolean };

/** What has the focus: what it is, whether that can be seen, and whether something lies over it. Null for nothing. */
const focused = (page: Page): Promise<Stop | null> =>
  page.evaluate(() => {
    const here = document.activeElement;
    if (!(here instanceof HTMLElement) || here === document.body) return null;
    const { outlineStyle, outlineWidth } = getComputedStyle(here);
    const { left, width, top, height } = here.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + Math.min(height / 2, 20));
    return {
      name: here.getAttribute("data-stop") ?? `${here.tagName} without a number`,
      outlined: outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2,
      covered: !here.contains(hit) && hit?.contains(here) !== true,
    };
  });

/** Numbers everything that a hand could touch on this page, and gives the numbers. */
const numbered = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const controls = [...document.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea, summary")];
    const touched = controls.filter((control) => control.checkVisibility() && !control.matches("[tabindex='-1']"));
    return touched.map((control, at) => {
      const words = control.getAttribute("aria-label") ?? control.textContent;
      control.dataset["stop"] = `${at}: ${words}`;
      return control.dataset["stop"];
    });
  });

for (const seat of ["practitioner", "client"] as const)
  for (const [where, width] of [
    ["on a desk", 1280],
    ["on a phone", 360],
  ] as const)
    test(`Tab leads the ${seat} ${where} to every control, in order, and shows each`, async ({ visit, server }) => {
      const people = await pair(server.origin);
      await fillSpace(server.origin, people);
      const other = await visit(people[seat === "client" ? "practitioner" : "client"]);
      const page = await visit(people[seat], { viewport: { width, height: 740 } });
      await expect(head(page)).toContainText("Both here");
      await expect(head(other)).toContainText("Both here");
      await isKept(page);
      await expect(page.getByRole("status").last()).toBeEmpty();
      const controls = await numbered(page);
      const stops: Stop[] = [];
      await page.locator("body").press("Tab");
      for (
        let stop = await focused(page);
        stop !== null && stops.length <= controls.length;
        stop = await focused(page)
      ) {
        stops.push(stop);
        await page.keyboard.press("Tab");
      }
      expect(stops.map(({ name }) => name)).toEqual(controls);
      expect(stops.filter(({ outlined }) => !outlined)).toEqual([]);
      expect(stops.filter(({ covered }) => covered)).toEqual([]);
    });

test("on a phone what takes the focus after a field stands clear of the foot, which is low only while one writes", async ({
  visit,
  server,
}) => {
  const people = await pair(server.origin);
  await fillSpace(server.origin, people);
  const page = await visit(people.practitioner, { viewport: { width: 360, height: 740 } });
  await isKept(page);
  // It makes the foot higher, and comes on a line of its own.
  await expect(bar(page)).toContainText("You are here alone.");
  await numbered(page);
  const foot = page.getByRole("contentinfo");
  const high = (await foot.boundingBox())?.height ?? 0;
  await page.getByRole("textbox", { name: "Words for Time and money" }).focus();
  await expect.poll(async () => (await boxOf(foot))?.height).toBeLessThan(high);
  // What is measured of the foot is measured before the next picture of the page.
  await isDrawn(page);
  await page.keyboard.press("Tab");
  await expect(button(page, "Add an expectation")).toBeFocused();
  expect(await focused(page)).toMatchObject({ outlined: true, covered: false });
});

test("a menu opens, closes and gives the focus back by keyboard", async ({ two: { client } }) => {
  const menu = button(client, "Menu");
  await menu.focus();
  await client.keyboard.press("Enter");
  await client.keyboard.press("Tab");
  await expect(button(client, "Take back my last words")).toBeFocused();
  await client.keyboard.press("Escape");
  await expect(menu).toBeFocused();
  await expect(button(client, "Take back my last words")).toBeHidden();
});

test("the columns on a phone are gone through with the arrows", async ({ two: { client } }) => {
  await client.setViewportSize({ width: 360, height: 740 });
  const tab = (name: string) => client.getByRole("tab", { name });
  await tab("We expect").focus();
  await client.keyboard.press("ArrowRight");
  await expect(tab("Possible")).toBeFocused();
  await expect(client.getByRole("tabpanel", { name: "Possible" })).toBeVisible();
  await client.keyboard.press("End");
  await expect(client.getByRole("tabpanel", { name: "I choose" })).toBeVisible();
  await client.keyboard.press("ArrowRight");
  await expect(client.getByRole("tabpanel", { name: "We expect" })).toBeVisible();
  await expect(client.getByRole("tabpanel")).toHaveCount(1);
});

test("an expectation is written, agreed to and taken back by keyboard", async ({ two: { practitioner, client } }) => {
  await button(client, "Add an expectation").press("Enter");
  await button(client, /^A fair trial/).press("Enter");
  await expect(wordsOn(client, "A fair trial")).toBeFocused();
  await client.keyboard.type("Six weeks.");
  await button(client, "I agree: A fair trial").press("Enter");
  await expect(client.getByRole("heading", { name: "I agree to these words:" })).toBeFocused();
  await button(client, "Yes, to these words").press("Enter");
  await expect(client.getByText("You agree. Pia has not yet.")).toBeFocused();
  await expect(practitioner.getByText("Chris agrees. You have not yet.")).toBeVisible();
  await button(client, "More for A fair trial").press("Enter");
  await button(client, "Withdraw my agreement").press("Enter");
  await expect(practitioner.getByText("Chris withdrew.")).toBeVisible();
});

test("a quiet takes the focus, keeps it, and gives it back to the page", async ({ two: { practitioner, client } }) => {
  await button(bar(practitioner), "Quiet together").press("Enter");
  await button(bar(practitioner), "Five minutes").press("Enter");
  await button(client, "Yes, quiet together").press("Enter");
  await expect(client.getByRole("heading", { name: "Quiet, together" })).toBeFocused();
  await client.keyboard.press("Tab");
  await expect(button(client, "I’m ready to speak")).toBeFocused();
  for (const name of ["A little longer", "If you need help now", "Hide now"]) {
    await client.keyboard.press("Tab");
    await expect(cover(client).locator(":focus")).toHaveText(name);
  }
  await client.keyboard.press("Tab");
  expect((await focused(client))?.name ?? "nothing").toBe("nothing");
  await button(client, "I’m ready to speak").press("Enter");
  await expect(client.getByRole("heading", { name: "The quiet has ended." })).toBeFocused();
  await client.keyboard.press("Tab");
  await client.keyboard.press("Enter");
  await expect(cover(client)).toBeHidden();
});

const animations = (page: Page): Promise<number> =>
  page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === "running").length);

for (const [reducedMotion, running] of [
  ["no-preference", 1],
  ["reduce", 0],
] as const)
  test(`the quiet ${running === 0 ? "is still for who wants less motion" : "breathes"}`, async ({ two }) => {
    const { practitioner, client } = two;
    await client.emulateMedia({ reducedMotion });
    await button(bar(practitioner), "Quiet together").click();
    await button(bar(practitioner), "Five minutes").click();
    await button(client, "Yes, quiet together").click();
    await expect(cover(client)).toHaveAccessibleName("Quiet, together");
    await expect.poll(() => animations(client)).toBe(running);
  });

test("a menu of a card is left by Tab, and closes behind", async ({ two: { client } }) => {
  await button(client, "Add an expectation").click();
  await button(client, /^A fair trial/).click();
  await menuOf(client, "A fair trial");
  await button(client, "Set aside").focus();
  await client.keyboard.press("Tab");
  await expect(button(client, "Set aside")).toBeHidden();
});

test("a button of the bar that can do nothing after its own press, or without the other, keeps the focus", async ({
  two: { practitioner, client },
}) => {
  await button(bar(client), "Hear me").focus();
  await client.keyboard.press("Enter");
  await expect(button(bar(client), "Hear me")).toBeDisabled();
  await expect(button(bar(client), "Hear me")).toBeFocused();
  await button(bar(client), "Slower").focus();
  await practitioner.close();
  await expect(bar(client)).toContainText("You are here alone.");
  await expect(button(bar(client), "Slower")).toBeDisabled();
  await expect(button(bar(client), "Slower")).toBeFocused();
});
