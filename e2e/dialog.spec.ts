/** What lies over the room for one person alone: their seat, and their microphone and camera. */
import { expect, test } from "./fixture.ts";
import { button, cover } from "./screen.ts";

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
