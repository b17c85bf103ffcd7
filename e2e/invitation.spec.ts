/** Invitations that were used, forwarded, taken back or made anew. */
import type { Page } from "@playwright/test";
import { changeRows } from "../tests/support/database.ts";
import { join, openSpace } from "../tests/support/people.ts";
import { expect, test } from "./fixture.ts";
import { button, column, expectation, head, isKept, wordsOn } from "./screen.ts";
import { isTold } from "./spoken.ts";

const refused = /status of (409|410)/;

test("a link that was used says so, and names nobody", async ({ visit, server, allow }) => {
  allow(refused);
  const { invitation } = await openSpace(server.origin);
  await join(server.origin, { secret: invitation });
  const stranger = await visit();
  await stranger.goto(`/join#${invitation}`);
  await expect(stranger.getByRole("heading")).toHaveText("This invitation does not open.");
  await expect(stranger.getByRole("main")).toContainText("ask for a new one");
  expect(await stranger.content()).not.toMatch(/Pia|Chris/);
  expect(stranger.url()).not.toContain(invitation);
});

test("of two who press at the same moment one sits, and the other learns nothing", async ({ visit, server, allow }) => {
  allow(refused);
  const { invitation } = await openSpace(server.origin);
  const both = [await visit(), await visit()];
  for (const page of both) {
    await page.goto(`/join#${invitation}`);
    await page.getByLabel("What shall we call you here?").fill("Chris");
    await page.getByRole("checkbox").check();
  }
  await Promise.all(both.map((page) => button(page, "Take your seat").click()));
  const outcome = (page: Page) => page.getByRole("heading", { level: 1 });
  for (const page of both)
    await expect(outcome(page)).toHaveText(/^(The space between us|This invitation does not open\.)$/);
  const outcomes = await Promise.all(both.map((page) => outcome(page).textContent()));
  expect(new Set(outcomes).size).toBe(2);
});

test("the practitioner who tries the own link is told, and it still opens for the client", async ({
  visit,
  server,
  allow,
}) => {
  allow(refused);
  const { space, invitation, cookie } = await openSpace(server.origin);
  const practitioner = await visit({ space, cookie });
  await practitioner.goto(`/join#${invitation}`);
  await expect(practitioner.getByRole("heading")).toHaveText("You already sit here.");
  await expect(practitioner.getByRole("main")).toContainText("You are here as the practitioner.");
  const client = await visit();
  await client.goto(`/join#${invitation}`);
  await expect(client.getByRole("heading")).toHaveText("You are invited to a space for two.");
});

test("“That is not them” puts the wrong person out at once; for a while they can be let in again, then their words are gone", async ({
  visit,
  server,
  allow,
}) => {
  allow(/status of (403|404)/);
  const { space, invitation, cookie } = await openSpace(server.origin);
  const wrong = await visit(await join(server.origin, { secret: invitation, name: "Mallory" }));
  const practitioner = await visit({ space, cookie });
  await expect(practitioner.getByText(/^Mallory sat down at \d\d:\d\d\. Is that who you invited\?$/)).toBeVisible();
  await expectation(wrong, "A fair trial", "Six weeks.");
  await isKept(wrong);
  const asked = column(practitioner, "Who sat down");
  await button(asked, "That is not them").dblclick();
  await expect(wrong.getByText("This seat was closed. Nobody can write from here any more.")).toBeVisible();
  await expect(asked).toContainText("Mallory is out");
  await isTold(practitioner, "They are out. For half a minute you can let them in again.");
  // The half minute is as long here as this machine takes.
  changeRows(server.dataDir, "UPDATE seats SET clears = clears + 600000 WHERE space = ? AND clears IS NOT NULL", space);
  await wrong.reload();
  await expect(wrong.getByRole("heading", { level: 1 })).toHaveText("We cannot find this space for you.");

  await button(asked, "Let them in again").click();
  await expect(asked).toContainText("Is that who you invited?");
  await wrong.reload();
  await expect(wordsOn(wrong, "A fair trial")).toHaveValue("Six weeks.");
  await button(asked, "That is not them").click();
  await expect(asked).toContainText("Mallory is out");
  // The half minute goes by.
  changeRows(server.dataDir, "UPDATE seats SET clears = 1 WHERE space = ? AND clears IS NOT NULL", space);
  const free = column(practitioner, "The other seat is still free");
  await expect(free).toContainText("No invitation is open.", { timeout: 60_000 });
  await isTold(practitioner, /what was written from it is gone/);
  await expect(asked).toBeHidden();
  await expect(wordsOn(practitioner, "A fair trial")).toHaveCount(0);

  await button(free, "Make an invitation").click();
  const link = await practitioner.getByLabel("Invitation link").inputValue();
  const client = await visit(await join(server.origin, { secret: link.split("#")[1] ?? "" }));
  await expect(head(client)).toContainText("Both here");
  await expect(head(practitioner)).toContainText("Both here");
});

test("an invitation can be taken back and made anew; only the newest opens", async ({ visit, server, allow }) => {
  allow(refused);
  const { space, invitation, cookie } = await openSpace(server.origin);
  const practitioner = await visit({ space, cookie });
  const waiting = column(practitioner, "The other seat is still free");
  await button(waiting, "Take it back").click();
  await expect(waiting).toContainText("No invitation is open. Nobody can come in.");
  const client = await visit();
  await client.goto(`/join#${invitation}`);
  await expect(client.getByText("This invitation was taken back.")).toBeVisible();

  await button(waiting, "Make an invitation").click();
  const link = waiting.getByLabel("Invitation link");
  const second = await link.inputValue();
  await button(waiting, "Make a new link").click();
  await expect(link).not.toHaveValue(second);
  // Only the end of the address changes, so the page stays, and with it what it said of the first link.
  const looked = client.waitForResponse("/api/invitation");
  await client.goto(second);
  await looked;
  await expect(client.getByRole("heading")).toHaveText("This invitation does not open.");
  await client.goto(await link.inputValue());
  await expect(client.getByRole("heading")).toHaveText("You are invited to a space for two.");
});
