/** What a browser shows after somebody went: nothing of theirs, whatever it remembers. */
import type { Page, Route } from "@playwright/test";
import { type Two, expect, test } from "./fixture.ts";
import { button, column, cover, expectation, isDrawn, isKept, wordsOn } from "./screen.ts";

const gone = /status of (401|403|404)/;
const words = "What only the two of us know.";
const notFound = "We cannot find this space for you.";

// What a page asks through a service worker is not held back here.
test.use({ serviceWorkers: "block" });

/** The client has written something that the practitioner has read. */
async function haveWritten({ practitioner, client }: Two): Promise<void> {
  await expectation(client, "A fair trial", words);
  await expect(wordsOn(practitioner, "A fair trial")).toHaveValue(words);
  await isKept(client);
}

async function signOut(page: Page): Promise<void> {
  await button(page, "Menu").click();
  await button(page, "My seat").click();
  await button(cover(page), "Sign out here").click();
  await button(cover(page).getByRole("group", { name: "Sign out of this browser?" }), "Sign out here").click();
  await expect(page).toHaveURL("/");
  expect(await page.evaluate(() => Object.keys(sessionStorage))).toEqual([]);
}

/** Everything that stands in a page, in its fields and in what this browser stores. */
const everything = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const fields = [...document.querySelectorAll("textarea, input")] as (HTMLTextAreaElement | HTMLInputElement)[];
    const stored = [localStorage, sessionStorage].map((storage) => JSON.stringify(storage));
    return [document.documentElement.outerHTML, ...fields.map(({ value }) => value), ...stored].join("\n");
  });

/** Waits until a page says that there is no such space, and nothing of the two stands anywhere in it. */
async function showsNothing(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(notFound);
  expect(await everything(page)).not.toMatch(/Pia|Chris|What only the two/);
}

/** What a browser does to a page that Back brings to life out of its memory. */
const revive = (page: Page): Promise<boolean> =>
  page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));

/** Keeps back the answer to the next request for a path, until that is let go on. */
async function heldBack(page: Page, path: string): Promise<{ asked: Promise<Route> }> {
  let ask: (route: Route) => void = () => undefined;
  const asked = new Promise<Route>((resolve) => (ask = resolve));
  await page.route(path, (route) => ask(route));
  return { asked };
}

test("Back leads who still sits there to their words", async ({ two }) => {
  await haveWritten(two);
  await two.client.goto("/help");
  await two.client.goBack();
  await expect(wordsOn(two.client, "A fair trial")).toHaveValue(words);
});

test("who signs out leaves nothing behind, and Back does not lead to the space", async ({ two, allow }) => {
  allow(gone);
  const { client } = two;
  await haveWritten(two);
  const address = client.url();
  await client.goto("/help");
  await client.goto(address);
  await expect(wordsOn(client, "A fair trial")).toHaveValue(words);
  await isKept(client);
  // The first page asks only after it stands there for the spaces that it would name.
  const answered = client.waitForResponse("/api/spaces");
  await signOut(client);
  await (await answered).finished();
  await isDrawn(client);
  await expect(client.getByRole("heading", { name: "A space for two" })).toBeVisible();
  expect(await everything(client)).not.toMatch(/Pia|Chris|What only the two/);
  await client.goBack();
  // Going back counts as done by whatever the page that is left does to its own address, so the address is waited for.
  await expect(client).toHaveURL("/help");
  await client.goto(address);
  await showsNothing(client);
});

test("after signing out in another tab, Back shows nothing of the space", async ({ two, allow }) => {
  allow(gone);
  const { client } = two;
  await haveWritten(two);
  const address = client.url();
  await client.goto("/help");
  const another = await client.context().newPage();
  await another.goto(address);
  await isKept(another);
  await signOut(another);
  await expect(another.getByRole("heading", { name: "A space for two" })).toBeVisible();
  await client.goBack();
  await showsNothing(client);
});

test("who was put off their seat finds nothing by Back", async ({ two, allow }) => {
  allow(gone);
  const { practitioner, client } = two;
  await haveWritten(two);
  await client.goto("/help");
  await button(practitioner, "That is not them").click();
  await expect(column(practitioner, "Who sat down")).toContainText("is out");
  await client.goBack();
  await showsNothing(client);
});

test("a space that comes back out of memory is blank until the server has said who sits there", async ({
  two,
  allow,
}) => {
  allow(gone);
  const { space, client } = two;
  await haveWritten(two);
  await client.request.delete(`/api/spaces/${space}/sitting`, { headers: { origin: new URL(client.url()).origin } });
  const { asked } = await heldBack(client, `/api/spaces/${space}`);
  await revive(client);
  const route = await asked;
  await expect(client.getByRole("textbox")).toHaveCount(0);
  expect(await everything(client)).not.toMatch(/Pia|Chris|What only the two/);
  await route.continue();
  await showsNothing(client);
});

test("a first page that comes back out of memory names nobody until the server has answered", async ({
  two,
  allow,
}) => {
  allow(gone);
  const { space, client } = two;
  await client.goto("/");
  await expect(column(client, "Your spaces")).toContainText("A space with Pia");
  await client.request.delete(`/api/spaces/${space}/sitting`, { headers: { origin: new URL(client.url()).origin } });
  const { asked } = await heldBack(client, "/api/spaces");
  await revive(client);
  const route = await asked;
  await expect(column(client, "Your spaces")).toBeHidden();
  const answered = client.waitForResponse("/api/spaces");
  await route.continue();
  await (await answered).finished();
  await isDrawn(client);
  await expect(column(client, "Your spaces")).toBeHidden();
});
