/** A popup lies within the screen, however small that is and however large its letters are. */
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixture.ts";
import { bar, boxOf, button, isWhole } from "./screen.ts";
import { popup } from "./screens/stage.ts";

/** The open popup. */
const open = (page: Page): Locator => page.locator(popup).filter({ visible: true });

/** Where an open popup goes beyond the screen, and which of its controls stand beyond its sides. */
const beyond = (page: Page): Promise<string[]> =>
  open(page).evaluate((sheet) => {
    const { left, right, top, bottom } = sheet.getBoundingClientRect();
    const sides = { left: left < 0, right: right > innerWidth, top: top < 0, bottom: bottom > innerHeight };
    const controls = [...sheet.querySelectorAll("button, input")].filter((control) => {
      const box = control.getBoundingClientRect();
      return box.left < left || box.right > right;
    });
    return [
      ...Object.entries(sides).flatMap(([side, is]) => (is ? [side] : [])),
      ...controls.map(({ outerHTML }) => outerHTML.slice(0, 120)),
    ];
  });

/** Scrolls to a control of the open popup, and gives whether all of it is within popup and screen then, to the drawn pixel. */
async function isReached(page: Page, control: Locator): Promise<boolean> {
  await control.scrollIntoViewIfNeeded();
  const [act, sheet] = [await boxOf(control), await boxOf(open(page))];
  if (!act || !sheet) return false;
  const [top, bottom] = [Math.max(0, sheet.top), Math.min(page.viewportSize()?.height ?? 0, sheet.bottom)];
  return Math.round(act.top) >= Math.round(top) && Math.round(act.bottom) <= Math.round(bottom);
}

test("the lengths of a quiet stand within their sheet on the narrowest phone with letters twice as large", async ({
  two: { client },
}) => {
  await client.setViewportSize({ width: 320, height: 740 });
  await client.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
  await isWhole(client);
  await button(bar(client), "Quiet").click();
  await expect(button(client, "Open-ended")).toBeVisible();
  await expect.poll(() => beyond(client)).toEqual([]);
  const field = open(client).getByRole("spinbutton");
  await field.fill("7");
  await expect.poll(() => isReached(client, field)).toBe(true);
});

test("what the foot opens on a low screen begins in it, and all of it can be reached", async ({ two: { client } }) => {
  await client.setViewportSize({ width: 640, height: 360 });
  await isWhole(client);
  const more = button(bar(client), "More ways to hold the room");
  await more.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await more.click();
  await expect(button(client, "Open a session")).toBeVisible();
  await expect.poll(() => beyond(client)).toEqual([]);
  for (const name of ["Hear me", "Slower", "Thank you", "Open a session"])
    await expect.poll(() => isReached(client, button(open(client), name)), { message: name }).toBe(true);
});
