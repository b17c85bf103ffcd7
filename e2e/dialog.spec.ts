/** What lies over the room for one person alone: their seat, and their microphone and camera. */
import type { Page } from "@playwright/test";
import { lookAtDevices } from "./calling.ts";
import { expect, test } from "./fixture.ts";
import { offer } from "./quiet.ts";
import { bar, button, column, cover, head, isCovered } from "./screen.ts";

test("what lies over the room on a phone has hiding and help in view wherever it is scrolled to", async ({
  two: { client },
}) => {
  const sheets = [
    ["Menu", "My seat", "Close"],
    ["More ways to hold the room", "My microphone and camera", "Not now"],
  ] as const;
  for (const viewport of [
    { width: 320, height: 480 },
    { width: 640, height: 320 },
  ]) {
    await client.setViewportSize(viewport);
    for (const [menu, sheet, close] of sheets) {
      await button(client, menu).click();
      await button(client, sheet).click();
      const ways = [
        cover(client).getByRole("link", { name: "If you need help now" }),
        button(cover(client), "Hide now"),
      ];
      for (const end of [cover(client).getByRole("heading").first(), button(cover(client), close)]) {
        // The devices are listed a little later, and push away what one has scrolled to.
        await expect(async () => {
          await end.scrollIntoViewIfNeeded();
          for (const seen of [end, ...ways]) await expect(seen).toBeInViewport({ ratio: 1, timeout: 1_000 });
        }).toPass();
      }
      await button(cover(client), close).click();
      await expect(cover(client)).toHaveCount(0);
    }
  }
  await button(client, "Menu").click();
  await button(client, "My seat").click();
  await button(cover(client), "Hide now").click();
  await expect(client.getByRole("dialog", { name: "Notes" })).toBeVisible();
});

/** Takes away what older browsers do not have, or leaves it. The page is loaded anew for it. */
async function withoutInert(page: Page, without: boolean): Promise<void> {
  if (!without) return;
  await page.addInitScript(() => Reflect.deleteProperty(HTMLElement.prototype, "inert"));
  await page.reload();
  await expect(head(page)).toContainText("Both here");
}

for (const without of [false, true]) {
  const where = without ? "a browser without inert" : "a browser of today";

  test(`a moment that begins over one's seat covers it, and lays it open again with all that stood in it (${where})`, async ({
    two: { practitioner, client },
  }) => {
    await withoutInert(client, without);
    await button(client, "Menu").click();
    await button(client, "My seat").click();
    await button(cover(client), "Save a return key").click();
    const key = column(client, "Your return key").locator("p").first();
    const words = await key.innerText();
    await button(cover(client), "Take a copy").focus();
    await button(bar(practitioner), "A moment, please").click();
    await expect(cover(client)).toHaveAccessibleName("A moment");
    await expect(cover(client).getByRole("heading")).toBeFocused();
    if (without) await expect(client.locator("main")).toHaveCSS("visibility", "hidden");
    else await isCovered(client);
    await cover(client).getByText("Hide now").click({ trial: true });

    await button(practitioner, "I am back").click();
    await expect(cover(client)).toHaveAccessibleName("My seat");
    await expect(key).toHaveText(words);
    await expect(button(cover(client), "Take a copy")).toBeFocused();
    await button(cover(client), "Close").click();
    await expect(cover(client)).toHaveCount(0);
    await expect(button(client, "Menu")).toBeFocused();
  });

  test(`a quiet that begins over one's voice can be ended, and nothing listens meanwhile (${where})`, async ({
    two: { practitioner, client },
  }) => {
    await withoutInert(client, without);
    await offer(client, "Five minutes");
    await button(bar(client), "Talk here").click();
    await lookAtDevices(client);
    await expect(button(cover(client), "Try my microphone")).toHaveCount(0);
    await button(practitioner, "Yes, quiet together").click();
    await expect(cover(client)).toHaveAccessibleName("Quiet, together");
    await expect(cover(client).getByRole("heading")).toBeFocused();
    await button(client, "I’m ready to speak").click();
    await expect(cover(client)).toHaveAccessibleName("The quiet has ended.");
    await button(client, "Go on").click();
    await expect(cover(client)).toHaveAccessibleName("My voice");
    await expect(button(cover(client), "Try my microphone")).toBeVisible();
    await client.keyboard.press("Escape");
    await expect(cover(client)).toHaveCount(0);
    await expect(button(bar(client), "Talk here")).toBeFocused();
  });
}

test("who hides the page from their seat comes back to it, and from there to where they were", async ({
  two: { client },
}) => {
  await button(client, "Menu").click();
  await button(client, "My seat").click();
  await button(cover(client), "Hide now").click();
  await button(client, "Notes").click();
  await expect(cover(client)).toHaveAccessibleName("My seat");
  await expect(button(cover(client), "Hide now")).toBeFocused();
  await button(cover(client), "Close").click();
  await expect(button(client, "Menu")).toBeFocused();
});
