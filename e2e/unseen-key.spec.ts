/** A return key that was made and shown to nobody: the page does not say that there is one, and asks before it is needed. */
import type { Page } from "@playwright/test";
import { expect, test } from "./fixture.ts";
import { button, cover } from "./screen.ts";

// What a page asks through a service worker is not held back here.
test.use({ serviceWorkers: "block" });

const keys = "**/api/spaces/*/key";
const leaving = (page: Page) => cover(page).getByRole("group", { name: "Sign out of this browser?" });
const notShown = "A return key was asked for here, and it was not shown. One from before may open nothing any more.";

async function mySeat(page: Page): Promise<void> {
  await button(page, "Menu").click();
  await button(page, "My seat").click();
}

test("where its answer is lost, that is said until one has come, also after a reload and before signing out", async ({
  two: { client },
  allow,
}) => {
  allow(/ERR_FAILED/);
  const lose = { times: 1 };
  await client.route(
    keys,
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    lose,
  );
  await mySeat(client);
  await button(cover(client), "Save a return key").click();
  await expect(cover(client)).toContainText("one from before may open nothing any more. Make a new one.");
  await client.reload();
  await mySeat(client);
  await expect(cover(client)).toContainText(notShown);
  await button(cover(client), "Sign out here").click();
  await button(leaving(client), "Save a return key first").click();
  await expect(cover(client).getByRole("region", { name: "Your return key" })).toBeVisible();
  await expect(cover(client)).toContainText("you need your return key to come back to it");
  await client.reload();
  await mySeat(client);
  await expect(cover(client)).toContainText("You have a return key");
});

test("where nobody waited for its answer, nobody is told that they have it", async ({ two: { client } }) => {
  let go = (): void => {};
  const closed = new Promise<void>((done) => (go = done));
  let make = (): void => {};
  const made = new Promise<void>((done) => (make = done));
  await client.route(keys, async (route) => {
    const response = await route.fetch();
    make();
    await closed;
    await route.fulfill({ response });
  });
  await mySeat(client);
  await button(cover(client), "Save a return key").click();
  await made;
  await button(cover(client), "Close").click();
  const came = client.waitForResponse(keys);
  go();
  await came;
  await mySeat(client);
  await expect(cover(client)).toContainText(notShown);
  await button(cover(client), "Sign out here").click();
  await expect(leaving(client)).toBeVisible();
});
