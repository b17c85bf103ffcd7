/** What an option gives and asks, in many words: its name stays whole, and nothing lies over anything. */
import type { Locator } from "@playwright/test";
import { expect, test } from "./fixture.ts";
import { button, cardOf, isDrawn, menuOf, option } from "./screen.ts";

const walk = {
  title: "A walk",
  gives: "an evening that is calmer than you are used to, and perhaps a night in which you sleep through",
  asks: "telling the family, and keeping the telephone in the kitchen until the next morning comes",
};
const short = { title: "A rest", gives: "calm" };

/** How one name and the words behind it lie: in how many lines the name stands, and whether it is clear of the words. */
const lieOf = (name: Locator): Promise<{ lines: number; clear: boolean; within: boolean }> =>
  name.evaluate((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const of = range.getBoundingClientRect();
    const chip = element.parentElement;
    const field = chip?.querySelector("textarea");
    if (!chip || !field) throw new Error("There should be words behind the name.");
    const [all, words, style] = [chip.getBoundingClientRect(), field.getBoundingClientRect(), getComputedStyle(field)];
    const ring =
      style.outlineStyle === "none"
        ? 0
        : Number.parseFloat(style.outlineOffset) + Number.parseFloat(style.outlineWidth);
    return {
      lines: new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size,
      clear: words.left - ring > of.right || words.top - ring > of.bottom,
      within: [words.left >= all.left, words.right <= all.right, all.right <= innerWidth].every(Boolean),
    };
  });

/** How round the ends of what holds this name are, in pixels. */
const roundnessOf = (name: Locator): Promise<number> =>
  name.evaluate(({ parentElement: chip }) =>
    chip ? Math.min(Number.parseFloat(getComputedStyle(chip).borderTopLeftRadius), chip.offsetHeight / 2) : NaN,
  );

const screens = [
  { width: 320, letters: "100%" },
  { width: 360, letters: "100%" },
  { width: 1440, letters: "100%" },
  { width: 320, letters: "200%" },
];

for (const { width, letters } of screens)
  test(`many words leave the name before them whole, also while they are written: ${width} wide, letters at ${letters}`, async ({
    two: { client },
  }) => {
    await option(client, walk);
    await option(client, short);
    await client.setViewportSize({ width, height: 740 });
    await client.evaluate((size) => document.documentElement.style.setProperty("font-size", size), letters);
    if (width < 760) await client.getByRole("tab", { name: "Possible" }).click();
    const lies = { lines: 1, clear: true, within: true };
    for (const side of ["gives", "asks"]) {
      const name = cardOf(client, walk.title).getByText(`${side}:`, { exact: true });
      await expect.poll(() => lieOf(name)).toEqual(lies);
      await cardOf(client, walk.title)
        .getByRole("textbox", { name: `What it ${side}` })
        .focus();
      await expect.poll(() => lieOf(name)).toEqual(lies);
    }
    const [many, few] = [walk, short].map(({ title }) => cardOf(client, title).getByText("gives:", { exact: true }));
    if (!many || !few) throw new Error("Both should be there.");
    await expect.poll(async () => (await roundnessOf(many)) - (await roundnessOf(few))).toBeLessThanOrEqual(1);
  });

test("words that become many stay behind their name while there is room beside it", async ({ two: { client } }) => {
  await client.setViewportSize({ width: 1440, height: 900 });
  await option(client, { title: walk.title });
  await menuOf(client, walk.title);
  await button(client, "Write what it gives").click();
  const card = cardOf(client, walk.title);
  await expect(card.getByRole("textbox", { name: "What it gives" })).toBeFocused();
  await client.keyboard.insertText("calm");
  const topOf = (place: Locator) => place.evaluate((element) => Math.round(element.getBoundingClientRect().top));
  const [name, words] = [
    card.getByText("gives:", { exact: true }),
    card.getByRole("textbox", { name: "What it gives" }),
  ];
  const apart = async (): Promise<number> => (await topOf(words)) - (await topOf(name));
  await expect(words).toHaveValue("calm");
  await isDrawn(client);
  const before = await apart();
  await client.keyboard.insertText(` and ${walk.gives}`);
  await expect(words).toHaveValue(/sleep through/);
  await expect.poll(async () => Math.abs((await apart()) - before)).toBeLessThanOrEqual(1);
});
