/** Fields and cards as they stand: as high as their words, without labels of what is not there, with nothing over them. */
import { expect, test } from "./fixture.ts";
import { button, cardOf, cover, expectation, isKept, option, wordsOn } from "./screen.ts";

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

test("a card says nothing of what it gives and asks until somebody has written it", async ({
  two: { practitioner, client },
}) => {
  await option(practitioner, { title: "A walk" });
  await isKept(practitioner);
  for (const page of [practitioner, client]) {
    await expect(cardOf(page, "A walk")).toBeVisible();
    for (const label of ["gives:", "asks:"])
      await expect(cardOf(page, "A walk").getByText(label, { exact: true })).toBeHidden();
  }
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
    const mark = await button(client, `More for ${title}`).boundingBox();
    const words = await client.getByRole("textbox", { name: `Title: ${title}` }).boundingBox();
    if (!mark || !words) throw new Error("Both should be there.");
    const apart =
      mark.x >= words.x + words.width - 1 || mark.x + mark.width <= words.x + 1 || mark.y + mark.height <= words.y + 1;
    expect(apart, `${width} pixels wide: ${JSON.stringify({ mark, words })}`).toBe(true);
  }
});

test("my seat names the button that hides before the key that does", async ({ two: { client } }) => {
  await button(client, "Menu").click();
  await button(client, "My seat").click();
  const words = await cover(client).innerText();
  expect(words).toContain("Press Hide now, or Escape three times.");
  expect(words.indexOf("Hide now")).toBeLessThan(words.indexOf("Escape"));
});
