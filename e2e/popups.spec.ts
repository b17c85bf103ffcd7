/** A popup lies within the screen, however small that is and however large its letters are. */
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixture.ts";
import { bar, boxOf, button, head } from "./screen.ts";
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

test("the lengths of a quiet stand within their sheet on the narrowest phone with letters twice as large", async ({
  two: { client },
}) => {
  await client.setViewportSize({ width: 320, height: 740 });
  await client.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
  await button(bar(client), "Quiet").click();
  await expect(button(client, "Open-ended")).toBeVisible();
  await expect.poll(() => beyond(client)).toEqual([]);
  const field = open(client).getByRole("spinbutton");
  await field.fill("7");
  await field.scrollIntoViewIfNeeded();
  await expect(field).toBeInViewport({ ratio: 1 });
});

test("what the foot opens on a low screen begins in it, and all of it can be reached", async ({ two: { client } }) => {
  await client.setViewportSize({ width: 640, height: 360 });
  // All that stands above the foot is there.
  await expect(head(client)).toContainText("Both here");
  await expect(button(client, "Come in")).toBeVisible();
  const more = button(bar(client), "More ways to hold the room");
  await more.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await more.click();
  await expect(button(client, "Open a session")).toBeVisible();
  await expect.poll(() => beyond(client)).toEqual([]);
  for (const name of ["Hear me", "Slower", "Thank you", "Open a session"]) {
    await button(open(client), name).scrollIntoViewIfNeeded();
    const [act, sheet] = [await boxOf(button(open(client), name)), await boxOf(open(client))];
    expect(act && sheet && { top: act.top >= sheet.top, bottom: act.bottom <= sheet.bottom }).toEqual({
      top: true,
      bottom: true,
    });
  }
});
