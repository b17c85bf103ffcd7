/** What prints: the words as text that flows over the pages, and nothing that is there to be pressed. */
import { expect, test } from "./fixture.ts";
import { button, expectation, isKept, wordsOn } from "./screen.ts";

const lines = Array.from({ length: 160 }, (_, at) => `Line number ${at + 1}.`);

for (const width of [1440, 360])
  test(`a long card is printed as text from a screen ${width} wide, with every line and no blank page`, async ({
    two: { client },
  }) => {
    await client.setViewportSize({ width, height: 800 });
    await expectation(client, "A fair trial", lines.join("\n"));
    await button(client, "a day to look again").click();
    await client.getByLabel("Look again around").fill(`${new Date().getFullYear()}-12-15`);
    await button(client, "Set the day").click();
    await isKept(client);
    await client.emulateMedia({ media: "print" });
    await client.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    const main = client.getByRole("main");
    await expect(main.getByText("Line number 160.")).toBeVisible();
    const printed = await main.evaluate((element: HTMLElement) => element.innerText);
    expect(printed).toContain(lines.join("\n"));
    expect(printed).toContain("What is possible");
    expect(printed).toContain("look again around 15 December");
    expect(printed).not.toMatch(/Add an expectation|I agree/);
    await expect(main.locator("textarea:visible, button:not(.says-something):visible")).toHaveCount(0);
    // A place where nothing is written yet is no empty box.
    await expect(main.locator("label:visible").filter({ hasText: /^$/ })).toHaveCount(0);
    // What cannot be broken moves to the next page as a whole, and leaves a blank one: only what is small may be so.
    const unbreakable = await main.evaluate((element: HTMLElement) =>
      [...element.querySelectorAll<HTMLElement>("*")]
        .filter((each) => /flex|grid|inline-block/.test(getComputedStyle(each).display))
        .filter(({ offsetHeight }) => offsetHeight > 600)
        .map(({ className }) => className),
    );
    expect(unbreakable).toEqual([]);

    await client.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    await client.emulateMedia({ media: "screen" });
    await expect(wordsOn(client, "A fair trial")).toHaveValue(lines.join("\n"));
    await expect(main.getByText("Line number 160.")).toHaveCount(0);
  });
