/** Signing out: nobody loses the way back to their seat, and to their private page, by one touch. */
import type { Page } from "@playwright/test";
import { expect, test } from "./fixture.ts";
import { button, cover, head, pressUntil } from "./screen.ts";

const leaving = (page: Page) => cover(page).getByRole("group", { name: "Sign out of this browser?" });

async function mySeat(page: Page): Promise<void> {
  await button(page, "Menu").click();
  await button(page, "My seat").click();
}

test("who has no return key is asked once more before this browser forgets the space, and can stay", async ({
  two: { client },
}) => {
  const address = client.url();
  await client.setViewportSize({ width: 360, height: 640 });
  await mySeat(client);
  await expect(cover(client)).toContainText(
    "You have no return key. Without one you cannot come back here by yourself",
  );
  await button(cover(client), "Sign out here").dblclick();
  await expect(leaving(client)).toBeVisible();
  await button(leaving(client), "Stay").click();
  await expect(button(cover(client), "Sign out here")).toBeFocused();
  await expect(leaving(client)).toHaveCount(0);
  await expect(client).toHaveURL(address);
  await button(cover(client), "Sign out here").click();
  await button(leaving(client), "Sign out here").click();
  await expect(client).toHaveURL("/");
});

test("who has no return key can save one first, and comes back with it", async ({ two: { client, space } }) => {
  await mySeat(client);
  await button(cover(client), "Sign out here").click();
  await button(leaving(client), "Save a return key first").click();
  const card = cover(client).getByRole("region", { name: "Your return key" });
  await expect(card.getByRole("heading")).toBeFocused();
  const key = await card.locator("[translate=no]").innerText();
  await expect(leaving(client)).toHaveCount(0);
  await expect(cover(client)).toContainText("you need your return key to come back to it");
  await button(cover(client), "Sign out here").click();
  await expect(client).toHaveURL("/");
  await client.goto("/return");
  await client.getByRole("textbox").fill(key);
  // Its script may still be on its way.
  await pressUntil(button(client, "Come back"), head(client).getByText("Both here"));
  await expect(client).toHaveURL(`/space/${space}`);
  // It is known to be saved: there is nothing to ask once more, and nobody ends it without knowing.
  await mySeat(client);
  await expect(button(cover(client), "Save a return key")).toHaveCount(0);
  await expect(button(cover(client), "Make a new return key")).toBeVisible();
  await expect(cover(client)).toContainText("the one before then opens nothing any more");
  await button(cover(client), "Sign out here").click();
  await expect(client).toHaveURL("/");
});
