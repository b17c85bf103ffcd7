/** What somebody writes or reads stays where it is on their screen, whatever the other moves, adds or takes away. */
import type { Locator, Page } from "@playwright/test";
import { type Two, expect, test } from "./fixture.ts";
import { bar, button, cardOf, expectation, isDrawn, isKept, isWhole, menuOf, wordsOn } from "./screen.ts";

const [first, second, third, fourth] = ["A fair trial", "Time and money", "What this work is", "How we end"] as const;

/** Lays cards on the table that are not equally high, and gives the client a phone on which a keyboard leaves this much. */
async function table({ practitioner, client }: Two): Promise<void> {
  for (const [at, kind] of [first, second, third, fourth].entries())
    await expectation(practitioner, kind, "And then we look again.\n".repeat(2 + at));
  await isKept(practitioner);
  await isWhole(client);
  await client.setViewportSize({ width: 360, height: 480 });
  await expect(wordsOn(client, fourth)).toHaveValue(/again/);
  // As in a browser that holds nothing in its place by itself.
  await client.evaluate(() => {
    for (const { style } of [document.documentElement, document.body])
      style.setProperty("overflow-anchor", "none", "important");
  });
}

/** Waits until the cards of a page stand in this order. */
const isInOrder = (page: Page, names: readonly string[]): Promise<void> =>
  expect.poll(() => page.getByRole("heading", { level: 3 }).allTextContents()).toEqual(names);

const topOf = async (locator: Locator): Promise<number> => (await locator.boundingBox())?.y ?? NaN;

/** Scrolls so that this stands so far from the top of the screen. */
const scrollTo = (locator: Locator, top: number): Promise<void> =>
  locator.evaluate((element, top) => window.scrollBy(0, element.getBoundingClientRect().top - top), top);

/** Waits until this stands where it stood, to the pixel, while the other did something that has come to the page. */
async function stays(locator: Locator, does: () => Promise<void>): Promise<void> {
  await isDrawn(locator.page());
  const before = await topOf(locator);
  await does();
  // Between a change and the next picture of the page it may be looked at, and is seen by nobody.
  await expect.poll(async () => Math.abs((await topOf(locator)) - before)).toBeLessThanOrEqual(1);
}

for (const way of ["up", "down"] as const)
  test(`who writes on a card that the other moves ${way} goes on at the same place of their screen`, async ({
    two,
  }) => {
    const { practitioner, client } = two;
    await table(two);
    await wordsOn(client, third).focus();
    await scrollTo(wordsOn(client, third), 160);
    await menuOf(practitioner, third);
    await stays(wordsOn(client, third), async () => {
      await button(practitioner, `Move ${way}`).click();
      const moved = way === "up" ? [first, third, second, fourth] : [first, second, fourth, third];
      await isInOrder(client, moved);
    });
    await expect(wordsOn(client, third)).toBeFocused();
    await client.keyboard.insertText("Here. ");
    await expect(wordsOn(practitioner, third)).toHaveValue(/Here\. /);
  });

test("who writes stays where they are while the other moves, writes on, takes away and brings back a card above", async ({
  two,
}) => {
  const { practitioner, client } = two;
  await table(two);
  await wordsOn(client, third).focus();
  await scrollTo(wordsOn(client, third), 160);
  const words = wordsOn(client, third);
  await stays(words, async () => {
    await menuOf(practitioner, fourth);
    for (let times = 0; times < 3; times += 1) await button(practitioner, "Move up").click();
    await isInOrder(client, [fourth, first, second, third]);
  });
  await stays(words, async () => {
    await wordsOn(practitioner, first).fill("Longer.\n".repeat(12));
    await expect(wordsOn(client, first)).toHaveValue(/Longer/);
  });
  await stays(words, async () => {
    await menuOf(practitioner, second);
    await button(practitioner, "Set aside").click();
    await expect(cardOf(client, second)).toHaveCount(0);
  });
  await stays(words, async () => {
    await practitioner.getByText("Set aside", { exact: true }).click();
    await button(practitioner, "Put it back").click();
    await expect(cardOf(client, second)).toBeVisible();
  });
});

test("who only reads keeps the words that are in view", async ({ two }) => {
  const { practitioner, client } = two;
  await table(two);
  await scrollTo(cardOf(client, third), 120);
  await menuOf(practitioner, second);
  await stays(cardOf(client, third), async () => {
    await button(practitioner, "Set aside").click();
    await expect(cardOf(client, second)).toHaveCount(0);
  });
});

test("who reads keeps what stayed in its order, and does not follow a card that the other moves away", async ({
  two,
}) => {
  const { practitioner, client } = two;
  await expectation(practitioner, third, "And then we look again.\n".repeat(14));
  for (const kind of [first, second, fourth])
    await expectation(practitioner, kind, "And then we look again.\n".repeat(8));
  await isKept(practitioner);
  await isWhole(client);
  await client.setViewportSize({ width: 360, height: 640 });
  await expect(wordsOn(client, fourth)).toHaveValue(/again/);
  // The end of the first stands above what is read.
  await scrollTo(cardOf(client, second), 200);
  for (const [moves, names] of [
    ["up", [first, third, second, fourth]],
    ["down", [third, first, second, fourth]],
  ] as const) {
    await menuOf(practitioner, first);
    await stays(wordsOn(client, second), async () => {
      await button(practitioner, `Move ${moves}`).click();
      await isInOrder(client, names);
    });
    await practitioner.keyboard.press("Escape");
  }
});

test("a card that somebody moves themselves stays beneath their hand", async ({ two }) => {
  const { client } = two;
  await table(two);
  await scrollTo(cardOf(client, second), 100);
  await menuOf(client, second);
  const down = button(client, "Move down");
  await stays(down, async () => {
    await down.click();
    await isInOrder(client, [first, third, second, fourth]);
  });
  await expect(cardOf(client, second)).toBeInViewport();
});

test("what comes above the canvas at the top of the page is seen, and not scrolled away", async ({ two }) => {
  const { practitioner, client } = two;
  await table(two);
  await button(bar(practitioner), "Open a session").click();
  await button(client, "How I arrive").click();
  await expect(client.getByRole("region", { name: "Arriving", exact: true })).toBeInViewport();
});

test("who chooses another tab does not lose the place where it begins", async ({ two }) => {
  const { client } = two;
  await table(two);
  const tab = client.getByRole("tab", { name: "Possible" });
  await expect(tab).toBeVisible();
  // Clear of the foot: a browser would bring it into view before the press.
  await scrollTo(tab, 200);
  await stays(tab, async () => {
    await tab.click();
    await expect(cardOf(client, "Wait, and change nothing yet")).toBeVisible();
  });
});
