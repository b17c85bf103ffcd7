/** Parts that are fetched later and do not come: only they are missing, it is said, and a second try brings them. */
import type { Page } from "@playwright/test";
import { expect, test as base } from "./fixture.ts";
import {
  agree,
  arriving,
  asks,
  bar,
  button,
  cardOf,
  column,
  cover,
  expectation,
  isKept,
  pressUntil,
  wordsOn,
} from "./screen.ts";
import { isTold, shownTo } from "./spoken.ts";

const files = /\/_next\/static\/.*\.js/;

/** Lets no further file come to a page: the line is down for them, or the server has another build by now. */
async function withhold(page: Page, how: "line down" | "another build"): Promise<void> {
  await page.route(files, (route) => (how === "line down" ? route.abort() : route.fulfill({ status: 404, body: "" })));
}

const test = base.extend<{ faults: void }>({
  faults: [
    async ({ allow }, use) => {
      allow(/ERR_FAILED|status of 404|Failed to load chunk|ChunkLoadError/);
      await use();
    },
    { auto: true },
  ],
});
// What a page asks through a service worker is not held back here.
test.use({ serviceWorkers: "block" });

const stands = async (page: Page): Promise<void> => {
  await expect(page.getByText("Something went wrong")).toHaveCount(0);
  await expect(column(page, "What we expect")).toBeVisible();
};

test("what changed, one's seat and a copy", async ({ two: { practitioner, client } }) => {
  await expectation(client, "A fair trial", "Six weeks.");
  await agree(client, "A fair trial");
  await expect(cardOf(practitioner, "A fair trial")).toContainText("Chris agrees.");
  await wordsOn(practitioner, "A fair trial").fill("Ten weeks.");
  await expect(button(client, "What changed?")).toBeVisible();
  await withhold(client, "line down");

  await button(client, "What changed?").click();
  const card = cardOf(client, "A fair trial");
  await expect(card.getByRole("alert")).toContainText("This part did not come.", { timeout: 20_000 });
  await stands(client);
  await button(client, "Menu").click();
  await button(client, "My seat").click();
  await expect(button(client, "Leave it")).toBeVisible({ timeout: 20_000 });
  await button(client, "Leave it").click();
  await expect(button(client, "Leave it")).toHaveCount(0);
  await wordsOn(client, "A fair trial").fill("Ten weeks, and then we look.");
  await isKept(client);

  await client.unroute(files);
  await button(card, "Try again").click();
  await expect(column(client, "What changed")).toContainText("and then we look");
  await button(client, "Menu").click();
  await button(client, "My seat").click();
  await button(client, "Try again").click();
  await expect(cover(client)).toHaveAccessibleName("My seat");

  await withhold(client, "line down");
  await button(client, "Take a copy").click();
  await expect(cover(client).getByRole("alert")).toContainText("No copy was made.", { timeout: 20_000 });
  await client.unroute(files);
  const download = client.waitForEvent("download");
  await button(client, "Take a copy").click();
  await download;
  await expect(cover(client).getByRole("alert")).toHaveCount(0);
});

test("a session that the other opens", async ({ two: { practitioner, client } }) => {
  await expectation(client, "A fair trial", "Six weeks.");
  await isKept(client);
  await withhold(client, "line down");
  await button(bar(practitioner), "Open a session").click();
  await expect(asks(client)).toContainText("This part did not come.", { timeout: 20_000 });
  await stands(client);
  await wordsOn(client, "A fair trial").fill("Ten weeks.");
  await isKept(client);
  await client.unroute(files);
  await button(asks(client), "Try again").click();
  const arrive = button(asks(client), "How I arrive");
  await expect(
    arrive
      .or(button(client.getByRole("main"), "Try again"))
      .or(arriving(client))
      .first(),
  ).toBeVisible();
});

test("the call, and the code of an invitation", async ({ two: { client }, visit }) => {
  await withhold(client, "line down");
  await client.evaluate(() => localStorage.setItem("devices-checked", "yes"));
  await button(bar(client), "Talk here").click();
  await expect(asks(client)).toContainText("The call could not be opened.", { timeout: 20_000 });
  // It stands there, and is only spoken besides.
  const line = /^The call could not be opened\./;
  await isTold(client, line);
  expect(shownTo(client).filter((shown) => line.test(shown))).toEqual([]);
  await client.unroute(files);
  await button(bar(client), "Talk here").click();
  await expect(button(client, "Leave the call")).toBeVisible({ timeout: 20_000 });

  const page = await visit();
  await page.goto("/open");
  await page.getByLabel("Your name").fill("Pia");
  await pressUntil(button(page, "Open the space"), button(page, "Show as a code"));
  await withhold(page, "line down");
  await button(page, "Show as a code").click();
  await expect(page.getByText("The code could not be drawn just now.")).toBeVisible({ timeout: 20_000 });
  await page.unroute(files);
  await button(page, "Try again").click();
  await expect(page.getByRole("img", { name: "The invitation as a code to scan" })).toBeVisible();
});

test("an old page on a new server is asked to be loaded anew, and its words are there again", async ({
  two: { client },
}) => {
  await expectation(client, "A fair trial", "Six weeks.");
  await isKept(client);
  await withhold(client, "another build");
  await button(client, "Menu").click();
  await button(client, "My seat").click();
  await expect(client.getByText("This page is older than the server by now")).toBeVisible({ timeout: 20_000 });
  await stands(client);
  await client.unroute(files);
  await button(client, "Reload").click();
  await expect(wordsOn(client, "A fair trial")).toHaveValue("Six weeks.");
});
