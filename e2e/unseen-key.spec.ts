/** A return key that was made and shown to nobody: the page does not say that there is one, and asks before it is needed. */
import type { Page } from "@playwright/test";
import { type Two, expect, test } from "./fixture.ts";
import { notes } from "./hiding.ts";
import { bar, button, cover, isDrawn, lookAway } from "./screen.ts";

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

type Held = { made: Promise<void>; go: () => Promise<void> };

/** Holds back the answer that brings a key, until the test lets it go. */
async function holdKey(page: Page): Promise<Held> {
  let go = (): void => {};
  const released = new Promise<void>((done) => (go = done));
  let make = (): void => {};
  const made = new Promise<void>((done) => (make = done));
  await page.route(keys, async (route) => {
    const response = await route.fetch();
    make();
    await released;
    await route.fulfill({ response });
  });
  return {
    made,
    async go() {
      const came = page.waitForResponse(keys);
      go();
      await came;
    },
  };
}

/** Whether this browser notes that a key may be there which nobody was shown. */
const isNoted = (page: Page, space: string): Promise<boolean> =>
  page.evaluate((key) => localStorage.getItem(key) !== null, `unseen-key:${space}`);
const card = (page: Page) => page.locator("section", { has: page.locator("#return-key") });

test("where nobody waited for its answer, nobody is told that they have it", async ({ two: { client, space } }) => {
  const { made, go } = await holdKey(client);
  await mySeat(client);
  await button(cover(client), "Save a return key").click();
  await made;
  await button(cover(client), "Close").click();
  await go();
  await isDrawn(client);
  expect(await isNoted(client, space)).toBe(true);
  await client.unroute(keys);
  await client.reload();
  await mySeat(client);
  await expect(cover(client)).toContainText(notShown);
  await button(cover(client), "Sign out here").click();
  await expect(leaving(client)).toBeVisible();
});

test("it stands on the sheet of one's seat for as long as the page is there, however often that is closed", async ({
  two: { client, space },
}) => {
  const { made, go } = await holdKey(client);
  await mySeat(client);
  await button(cover(client), "Save a return key").click();
  await made;
  await button(cover(client), "Close").click();
  await go();
  await mySeat(client);
  await expect(card(client)).toBeVisible();
  await expect.poll(() => isNoted(client, space)).toBe(false);
  const words = await card(client).locator("[translate=no]").innerText();
  await button(cover(client), "Close").click();
  await mySeat(client);
  await expect(card(client).locator("[translate=no]")).toHaveText(words);
  await expect(cover(client)).toContainText("you need your return key to come back to it");
});

test("that it is being made is said where it was asked for, and spoken", async ({ two: { client } }) => {
  const { made, go } = await holdKey(client);
  await mySeat(client);
  await button(cover(client), "Sign out here").click();
  await button(leaving(client), "Save a return key first").click();
  await made;
  await expect(button(leaving(client), "A return key is being made")).toBeVisible();
  await expect(button(cover(client), "A return key is being made")).toHaveCount(2);
  await expect(cover(client)).toContainText("Your seat stays yours. A return key is being made. Without one");
  const spoken = cover(client).locator("[aria-live=polite]");
  await expect(spoken).toHaveText("A return key is being made.");
  await go();
  await expect(card(client)).toBeVisible();
  await expect(spoken).toHaveText("");
});

const ways = {
  "the other asks for a moment": {
    cover: ({ practitioner }: Two) => button(bar(practitioner), "A moment, please").click(),
    uncover: ({ practitioner }: Two) => button(practitioner, "I am back").click(),
    isSo: ({ client }: Two) => expect(cover(client)).toHaveAccessibleName("A moment"),
  },
  "the page is hidden": {
    cover: ({ client }: Two) => button(cover(client), "Hide now").click(),
    uncover: ({ client }: Two) => button(client, "Notes").click(),
    isSo: ({ client }: Two) => expect(notes(client)).toBeVisible(),
  },
  "another tab is looked at": {
    cover: ({ client }: Two) => lookAway(client, true),
    uncover: ({ client }: Two) => lookAway(client, false),
    isSo: ({ client }: Two) => expect(cover(client)).toHaveAccessibleName("My seat"),
  },
};

for (const [when, way] of Object.entries(ways))
  test(`one that comes while ${when} is shown only afterwards`, async ({ two }) => {
    const { client, space } = two;
    const { made, go } = await holdKey(client);
    await mySeat(client);
    await button(cover(client), "Save a return key").click();
    await made;
    await way.cover(two);
    await way.isSo(two);
    await go();
    await expect(card(client)).toBeAttached();
    await isDrawn(client);
    expect(await isNoted(client, space)).toBe(true);
    await way.uncover(two);
    await expect(card(client)).toBeVisible();
    await expect.poll(() => isNoted(client, space)).toBe(false);
  });

test("who sits down anew in this browser is not told of a key that was asked for before", async ({
  two: { client, space },
  allow,
}) => {
  allow(/ERR_FAILED/);
  await mySeat(client);
  await button(cover(client), "Save a return key").click();
  const key = await card(client).locator("[translate=no]").innerText();
  await client.reload();
  // It never arrives there, but this page cannot know.
  await client.route(keys, (route) => route.abort());
  await mySeat(client);
  await button(cover(client), "Make a new return key").click();
  await expect(cover(client)).toContainText("one from before may open nothing any more. Make a new one.");
  expect(await isNoted(client, space)).toBe(true);
  await client.context().clearCookies();
  await client.goto("/return");
  await client.getByRole("textbox").fill(key);
  await client.getByRole("textbox").press("Enter");
  await expect(client).toHaveURL(`/space/${space}`);
  await mySeat(client);
  await expect(cover(client)).toContainText("You have a return key");
  await expect(cover(client)).not.toContainText("was not shown");
});
