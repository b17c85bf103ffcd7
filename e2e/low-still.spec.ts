/** A still page on a screen that is low, or low for its letters: the picture gives way before what must be in reach. */
import { type Locator, type Page } from "@playwright/test";
import { type Two, expect, test } from "./fixture.ts";
import { quiet } from "./quiet.ts";
import { bar, boxOf, button, cover, isDrawn } from "./screen.ts";

const lows = [
  [320, 454, "100%"],
  [320, 490, "100%"],
  [360, 500, "100%"],
  [568, 320, "100%"],
  [360, 640, "200%"],
  [320, 454, "200%"],
] as const;

/** The words of a place that are broken in two. */
const brokenIn = (place: Locator): Promise<string[]> =>
  place.evaluate((element) => {
    const text = element.firstChild as Text;
    const words = [...text.data.matchAll(/\S+/g)];
    return words.flatMap(({ 0: word, index }) => {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      return range.getClientRects().length > 1 ? [word] : [];
    });
  });

const makeLow = async (page: Page, [width, height, letters]: (typeof lows)[number]): Promise<void> => {
  await page.setViewportSize({ width, height });
  await page.evaluate((size) => document.documentElement.style.setProperty("font-size", size), letters);
};

const still = {
  "a quiet": { begin: (two: Two) => quiet(two), out: "I’m ready to speak" },
  "a moment": {
    begin: async ({ client }: Two) => button(bar(client), "A moment, please").click(),
    out: "I am back",
  },
};

for (const [what, { begin, out }] of Object.entries(still))
  test(`in ${what} help and hiding are in view on every low screen, and the way out by a short scroll`, async ({
    two,
  }) => {
    const { client } = two;
    await begin(two);
    for (const low of lows) {
      await makeLow(client, low);
      const title = cover(client).getByRole("heading");
      const wayOut = button(cover(client), out);
      const ways = [
        cover(client).getByRole("link", { name: "If you need help now" }),
        button(cover(client), "Hide now"),
      ];
      for (const end of [title, wayOut]) {
        await end.scrollIntoViewIfNeeded();
        await expect(end, low.join()).toBeInViewport({ ratio: 1 });
        for (const way of ways) await expect(way, low.join()).toBeInViewport({ ratio: 1 });
      }
      expect((await boxOf(wayOut))?.bottom, low.join()).toBeLessThanOrEqual(
        (await boxOf(ways[0] as Locator))?.top ?? 0,
      );
      expect(await brokenIn(title), low.join()).toEqual([]);
      await cover(client).evaluate((over) => {
        for (const part of [over, ...over.querySelectorAll("*")]) part.scrollTo(0, 0);
      });
      expect((await boxOf(wayOut))?.top, low.join()).toBeLessThan(low[1] * 1.5);
    }
    await wayOutIsPressed(client, out);
  });

async function wayOutIsPressed(page: Page, out: string): Promise<void> {
  await button(cover(page), out).click();
  await expect(button(cover(page), out)).toHaveCount(0);
}

test("where the screen is low for its letters nothing of a quiet moves when a little longer is offered", async ({
  two,
}) => {
  await quiet(two);
  await makeLow(two.client, [360, 640, "200%"]);
  const places = () =>
    Promise.all(
      ["I’m ready to speak", "A little longer", "Hide now"].map((name) => boxOf(button(cover(two.client), name))),
    );
  await two.client.evaluate(() => document.fonts.ready);
  await isDrawn(two.client);
  const before = await places();
  await button(two.practitioner, "A little longer").click();
  await expect(button(two.client, "Stay longer")).toBeVisible();
  expect(await places()).toEqual(before);
});
