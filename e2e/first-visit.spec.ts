/** From an empty page to two people in a room: opening, sitting down, coming back. */
import type { Page } from "@playwright/test";
import { devices } from "@playwright/test";
import { join, openSpace } from "../tests/support/people.ts";
import { expect, test } from "./fixture.ts";
import { button, cardOf, column, cover, head, isKept, pressUntil, wordsOn } from "./screen.ts";

const phone = { ...devices["Galaxy S9+"], viewport: { width: 360, height: 740 } };
const nothingToday = "You do not have to write or decide anything today.";

/** Opens a space as a person would, and gives the invitation that was copied. */
async function opensSpace(page: Page): Promise<string> {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("link", { name: "Open a space" }).click();
  await page.getByLabel("Your name").fill("Pia");
  await page.getByLabel("A few words for your client").fill("There is nothing to prepare.");
  await pressUntil(button(page, "Open the space"), button(page, "Copy"));
  await button(page, "Copy").click();
  await expect(button(page, "Copied")).toBeVisible();
  return page.evaluate(() => navigator.clipboard.readText());
}

/** Everything that this browser's storages hold. */
const stored = (page: Page): Promise<string> =>
  page.evaluate(
    () => [localStorage, sessionStorage].map((storage) => JSON.stringify(storage)).join() + document.cookie,
  );

test("a practitioner opens a space, and a client on a phone is in the room with three taps", async ({ visit }) => {
  const practitioner = await visit();
  const link = await opensSpace(practitioner);
  await practitioner.getByRole("link", { name: "Enter the space" }).click();
  await expect(head(practitioner)).toContainText("The other seat is still free");

  const client = await visit(undefined, phone);
  await client.goto(link);
  await expect(client.getByRole("heading", { name: "You are invited to a space for two." })).toBeVisible();
  await expect(client.getByText("There is nothing to prepare.")).toBeVisible();
  await expect(client.getByText("What stands in the shared pages, you both read.")).toBeVisible();
  await expect(client.getByText(nothingToday)).toBeVisible();
  await client.getByLabel("What shall we call you here?").tap();
  await client.keyboard.type("Chris");
  await client.getByRole("checkbox").tap();
  await button(client, "Take your seat").tap();

  await expect(head(client)).toContainText("Both here");
  const welcome = column(client, "Pia has opened this space for the two of you");
  await expect(welcome).toContainText("There is nothing to prepare.");
  await expect(welcome).toContainText("What you write on the canvas Pia reads too");
  await expect(welcome).toContainText("who runs this server could read all of it");
  await expect(welcome).toContainText(nothingToday);
  await expect(column(client, "What we expect")).toContainText("You and Pia both read and write here.");
  await expect(head(practitioner)).toContainText("Both here");
});

test("opening the link claims nothing: it can be looked at again, and elsewhere", async ({ visit, server }) => {
  const { space, invitation, cookie } = await openSpace(server.origin);
  const practitioner = await visit({ space, cookie });
  const first = await visit();
  const second = await visit();
  for (const page of [first, second, first]) {
    await page.goto(`/join#${invitation}`);
    await page.reload();
    await expect(page.getByText("Pia has opened it and is keeping the other seat for you.")).toBeVisible();
  }
  await expect(column(practitioner, "The other seat is still free")).toContainText("It lets one person in, once.");
  await second.getByLabel("What shall we call you here?").fill("Chris");
  await second.getByRole("checkbox").check();
  await button(second, "Take your seat").click();
  await expect(head(second)).toContainText("Both here");
});

test("nobody sits down without a name and a yes", async ({ visit, server }) => {
  const { space, invitation, cookie } = await openSpace(server.origin);
  const client = await visit();
  await client.goto(`/join#${invitation}`);
  await button(client, "Take your seat").click();
  await expect(client.getByRole("main").getByRole("alert")).toHaveText([
    "Write a name. A first name is enough.",
    "We may keep your words only if you agree. Nothing has been sent.",
  ]);
  await expect(client.getByLabel("What shall we call you here?")).toBeFocused();
  const practitioner = await visit({ space, cookie });
  await expect(head(practitioner)).toContainText("The other seat is still free");
});

test("once used, the secret is in no address, no storage and nowhere behind Back", async ({ visit, server }) => {
  const { invitation } = await openSpace(server.origin);
  const client = await visit();
  await client.goto(`/join#${invitation}`);
  await client.getByLabel("What shall we call you here?").fill("Chris");
  await client.getByRole("checkbox").check();
  await button(client, "Take your seat").click();
  await expect(head(client)).toContainText("Pia has not been here yet");
  expect(client.url()).not.toContain(invitation);
  expect(await stored(client)).not.toContain(invitation);
  await client.goBack();
  await expect(client.getByRole("heading", { name: "A space for two" })).toBeVisible();
  expect(client.url()).not.toContain(invitation);
});

test("the first page lists both spaces of one browser by the other's name", async ({ visit, server }) => {
  const first = await openSpace(server.origin);
  await join(server.origin, { secret: first.invitation, name: "Chris" });
  const second = await openSpace(server.origin, { cookie: first.cookie });
  await join(server.origin, { secret: second.invitation, name: "Dana" });
  // A browser's cookie is another one after each seat that it takes.
  const page = await visit(second);
  await page.goto("/");
  const spaces = column(page, "Your spaces").getByRole("link");
  await expect(spaces).toHaveCount(2);
  await expect(spaces.filter({ hasText: "A space with Dana" })).toContainText("You are Pia, the practitioner.");
  await spaces.filter({ hasText: "A space with Chris" }).click();
  await expect(head(page)).toContainText("Chris has not been here yet");
});

for (const seat of ["practitioner", "client"] as const)
  test(`a return key brings the ${seat} back in a new browser`, async ({ two, visit }) => {
    await button(two[seat], "Menu").click();
    await button(two[seat], "My seat").click();
    await button(cover(two[seat]), "Save a return key").click();
    const key = column(two[seat], "Your return key").locator("p").first();
    const words = await key.innerText();
    await two[seat].close();

    const anew = await visit();
    await anew.getByRole("link", { name: "I have a return key" }).click();
    await anew.getByLabel("Your return key").fill(words);
    await pressUntil(button(anew, "Come back"), head(anew).getByText("Both here"));
    await expect(cardOf(anew, "Holding the room")).toBeVisible();
    expect(await stored(anew)).not.toContain(words);
  });

test("what is written and sent before the page has come to life is not lost", async ({ page }) => {
  let comeToLife: () => void = () => undefined;
  const alive = new Promise<void>((resolve) => (comeToLife = resolve));
  await page.route(/\.js$/, async (route) => {
    await alive;
    await route.continue();
  });
  await page.goto("/open", { waitUntil: "commit" });
  await page.getByLabel("Your name").fill("Pia");
  await page.getByLabel("A few words for your client").fill("There is nothing to prepare.");
  await page.getByLabel("Your name").press("Enter");
  comeToLife();
  const enter = page.getByRole("link", { name: "Enter the space" });
  await pressUntil(button(page, "Open the space"), enter);
  await enter.click();
  await expect(head(page)).toContainText("The other seat is still free");
});

test("opening and joining need no mouse", async ({ visit }) => {
  const tabTo = async (page: Page, name: string): Promise<void> => {
    for (let tabs = 0; tabs < 30; tabs += 1) {
      await page.keyboard.press("Tab");
      const here = page.locator(":focus");
      if ((await here.count()) > 0 && (await here.ariaSnapshot()).includes(name)) return;
    }
    throw new Error(`Tab never came to ${name}.`);
  };
  const practitioner = await visit();
  await tabTo(practitioner, "Open a space");
  await practitioner.keyboard.press("Enter");
  await expect(practitioner.getByLabel("Your name")).toBeVisible();
  await tabTo(practitioner, "Your name");
  await practitioner.keyboard.type("Pia");
  // The circle shows the initial: the page has come to life.
  await expect(practitioner.getByText("P", { exact: true })).toBeVisible();
  await practitioner.keyboard.press("Enter");
  await expect(practitioner.getByRole("heading", { name: "Your space is open." })).toBeFocused();
  const link = await practitioner.getByLabel("Invitation link").inputValue();
  await tabTo(practitioner, "Enter the space");
  await practitioner.keyboard.press("Enter");
  await expect(head(practitioner)).toContainText("The other seat is still free");

  const client = await visit();
  await client.goto(link);
  await expect(client.getByRole("heading", { name: "You are invited to a space for two." })).toBeFocused();
  await tabTo(client, "What shall we call you here?");
  await client.keyboard.type("Chris");
  await tabTo(client, "I agree that Pia keeps and uses");
  await client.keyboard.press("Space");
  await tabTo(client, "Take your seat");
  await client.keyboard.press("Enter");
  await expect(button(client, "Add an expectation")).toBeVisible();
  await tabTo(client, "Add an expectation");
  await client.keyboard.press("Enter");
  await tabTo(client, "A fair trial");
  await client.keyboard.press("Enter");
  await expect(wordsOn(client, "A fair trial")).toBeFocused();
  await client.keyboard.type("Six weeks.");
  await expect(wordsOn(practitioner, "A fair trial")).toHaveValue("Six weeks.");
  await isKept(client);
});
