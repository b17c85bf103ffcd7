/** Coming in where something is in the way: a seat that one cannot reach any more, a browser without cookies, a message. */
import type { Page } from "@playwright/test";
import { changeRows } from "../tests/support/database.ts";
import { openSpace, pair } from "../tests/support/people.ts";
import { expect, test } from "./fixture.ts";
import { button, cover, head, pressUntil } from "./screen.ts";

// What a page asks through a service worker is not held back here.
test.use({ serviceWorkers: "block" });

const slow = { timeout: 20_000 };

async function mySeat(page: Page): Promise<void> {
  await button(page, "Menu").click();
  await button(page, "My seat").click();
}

/** Makes a link for the other, by who looks at `page`. */
async function linkOn(page: Page): Promise<string> {
  await mySeat(page);
  await button(cover(page), "Make a link").click();
  const link = await cover(page).getByLabel("Invitation link").inputValue();
  await expect(cover(page)).toContainText(/The link opens on .* at \d\d:\d\d, and lets one person in, once/);
  await button(cover(page), "Close").click();
  return link;
}

test("a person who cannot come in any more is let back in by the other, and a browser of theirs can take the seat back", async ({
  visit,
  server,
  allow,
}) => {
  allow(/status of (403|404)/);
  const { space, ...sittings } = await pair(server.origin);
  const [practitioner, client] = [await visit(sittings.practitioner), await visit(sittings.client)];
  const link = await linkOn(practitioner);
  // Who holds the seat reads it at once, without a reload.
  const asked = client.getByRole("region", { name: "A link to your seat" });
  await expect(asked).toContainText("Pia has made a link with which you could come in on another device.", slow);

  const elsewhere = await visit();
  await elsewhere.goto(link);
  await expect(elsewhere.getByRole("heading", { level: 1 })).toHaveText("A way back to your seat.", slow);
  await expect(elsewhere.getByRole("main")).toContainText(/It opens on .* at \d\d:\d\d\./);
  await button(asked, "It is for me").click();
  await expect(asked).toContainText("It is open now.", slow);
  // It keeps its place, or “Refuse it” would lie where this comes back with another link.
  await expect(button(asked, "It is for me")).toBeDisabled();
  await button(elsewhere, "Look again").click();
  await button(elsewhere, "Sit down again").click();
  await expect(head(elsewhere)).toContainText("Both here", slow);

  // The other is asked, and the browser that was left reads why.
  const newcomer = practitioner.getByRole("region", { name: "Who sat down" });
  await expect(newcomer).toContainText(/Chris came back (at|on) .*, with your link\. Is it them\?/, slow);
  await expect(client.getByText("This seat was closed.")).toBeVisible(slow);
  // Nothing is asked there any more that could not be answered.
  await expect(asked).toBeHidden();
  await client.reload();
  await expect(client.getByRole("heading", { level: 1 })).toHaveText(
    "Your seat has been taken on another device.",
    slow,
  );
  await button(client, "That was not me: take my seat back").click();
  await expect(head(client)).toContainText("Both here", slow);
  await elsewhere.reload();
  await expect(elsewhere.getByRole("heading", { level: 1 })).toHaveText("We cannot find this space for you.", slow);
  expect(space).toMatch(/^\w{26}$/);
});

test("who holds the seat refuses a link, and whoever has it reads that it opens nothing", async ({
  two,
  visit,
  allow,
}) => {
  allow(/status of 410/);
  const link = await linkOn(two.client);
  const asked = two.practitioner.getByRole("region", { name: "A link to your seat" });
  await button(asked, "Refuse it").click();
  await expect(asked).toBeHidden(slow);
  const stranger = await visit();
  await stranger.goto(link);
  await expect(stranger.getByRole("main")).toContainText("has said that this link is not for them", slow);
  await mySeat(two.client);
  await expect(cover(two.client)).toContainText(
    "Pia refused the last link, on a device where they are signed in.",
    slow,
  );
});

test("a link that was just made stays on the page that made it, until another one is made or it is taken back", async ({
  visit,
  server,
}) => {
  const { space: _, ...sittings } = await pair(server.origin);
  const practitioner = await visit(sittings.practitioner);
  const link = await linkOn(practitioner);
  const shown = cover(practitioner).getByLabel("Invitation link");
  await mySeat(practitioner);
  await expect(shown).toHaveValue(link);
  // On another device: the first one opens nothing from then on.
  const other = await visit(sittings.practitioner);
  await mySeat(other);
  await button(cover(other), "Make a new link").click();
  await expect(cover(other).getByLabel("Invitation link")).not.toHaveValue(link);
  await expect(shown).toHaveCount(0, slow);
  await button(cover(practitioner), "Make a new link").click();
  await expect(shown).not.toHaveValue(link);
  await button(cover(practitioner), "Take it back").click();
  await expect(shown).toHaveCount(0, slow);
  await button(cover(practitioner), "Close").click();
  await mySeat(practitioner);
  await expect(button(cover(practitioner), "Make a link")).toBeVisible();
  await expect(shown).toHaveCount(0);
});

test("a link that nobody answered opens after a day", async ({ visit, server }) => {
  const { space, ...sittings } = await pair(server.origin);
  const practitioner = await visit(sittings.practitioner);
  const link = await linkOn(practitioner);
  changeRows(server.dataDir, "UPDATE invitations SET opens = opens - 86400000 WHERE space = ?", space);
  const elsewhere = await visit();
  await elsewhere.goto(link);
  await button(elsewhere, "Sit down again").click();
  await expect(head(elsewhere)).toContainText("Both here", slow);
});

/** A browser that takes no cookies from anybody. */
async function refusesCookies(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await page.route("**/*", async (route) => {
    const answer = await route.fetch({ headers: { ...route.request().headers(), cookie: "" } });
    const headers = { ...answer.headers() };
    delete headers["set-cookie"];
    await route.fulfill({ response: answer, headers });
    await page.context().clearCookies();
  });
}

test("a browser that keeps no cookies is told so on every page where one sits down, and uses nothing", async ({
  visit,
  server,
}) => {
  const { invitation } = await openSpace(server.origin);
  const page = await visit();
  await refusesCookies(page);
  const missing = page.getByText("This browser does not keep cookies for this page").first();
  for (const place of ["/open", "/return"]) {
    await page.goto(place);
    await expect(missing).toBeVisible(slow);
  }
  await page.goto(`/join#${invitation}`);
  await expect(missing).toBeVisible(slow);
  await page.getByLabel("What shall we call you here?").fill("Chris");
  await page.getByRole("checkbox").check();
  await button(page, "Take your seat").click();
  await expect(page.getByRole("alert").filter({ hasText: "Nothing has been used." }).last()).toBeVisible(slow);
  await expect(button(page, "Take your seat")).toBeEnabled(slow);

  const other = await visit();
  await other.goto(`/join#${invitation}`);
  await other.getByLabel("What shall we call you here?").fill("Chris");
  await other.getByRole("checkbox").check();
  await button(other, "Take your seat").click();
  await expect(head(other)).toContainText("Pia", slow);
});

test("an answer that is lost while sitting down is asked for again, and the invitation still stands for who pressed", async ({
  visit,
  server,
  allow,
}) => {
  allow(/ERR_FAILED|ERR_CONNECTION/);
  const { invitation } = await openSpace(server.origin);
  const page = await visit();
  await page.goto(`/join#${invitation}`);
  await page.getByLabel("What shall we call you here?").fill("Chris");
  await page.getByRole("checkbox").check();
  await page.route(
    "**/api/join",
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await button(page, "Take your seat").click();
  await expect(page.getByText("We could not reach the space.")).toBeVisible(slow);
  await page.context().clearCookies();
  await button(page, "Take your seat").click();
  await expect(head(page)).toContainText("Pia", slow);
});

test("who reloads the page while their seat is being taken, and loses the answer, still finds it with the same link", async ({
  visit,
  server,
  allow,
}) => {
  allow(/ERR_FAILED|ERR_CONNECTION|ERR_ABORTED/);
  const { invitation } = await openSpace(server.origin);
  const page = await visit();
  const takeSeat = async (): Promise<void> => {
    await page.getByLabel("What shall we call you here?").fill("Chris");
    await page.getByRole("checkbox").check();
    await button(page, "Take your seat").click();
  };
  await page.goto(`/join#${invitation}`);
  const taken = new Promise<void>((done) => {
    void page.route(
      "**/api/join",
      async (route) => {
        await route.fetch();
        done();
      },
      { times: 1 },
    );
  });
  await takeSeat();
  await taken;
  await page.context().clearCookies();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are invited to a space for two.", slow);
  await takeSeat();
  await expect(head(page)).toContainText("Pia", slow);
  expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toMatch(/press/);
});

test("a whole message with a link in it is read, and so is a return key", async ({ visit, server }) => {
  const { invitation, space, cookie } = await openSpace(server.origin);
  const page = await visit();
  await page.goto("/join");
  const message = `Hi Chris, here is the link: ${server.origin}/join#${invitation}. See you Tuesday`;
  await page.getByLabel("Your invitation").fill(message);
  await button(page, "Look at it").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are invited to a space for two.", slow);

  const practitioner = await visit({ space, cookie });
  await mySeat(practitioner);
  await button(cover(practitioner), "Save a return key").click();
  const key = await cover(practitioner)
    .getByRole("region", { name: "Your return key" })
    .locator("p")
    .first()
    .textContent();
  const elsewhere = await visit();
  await elsewhere.goto("/return");
  await elsewhere.getByLabel("Your return key").fill(`my key: “${key?.replaceAll("-", "–")}”.`);
  await pressUntil(button(elsewhere, "Come back"), head(elsewhere).getByText("The other seat is still free"));
});
