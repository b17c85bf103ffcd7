/** Names and words of every length and direction. */
import { join, openSpace } from "../tests/support/people.ts";
import { type Page } from "@playwright/test";
import { expect, test } from "./fixture.ts";
import { bar, button, column, cover, expectation, head, isKept, wordsOn } from "./screen.ts";

const slow = { timeout: 20_000 };
const phone = { viewport: { width: 360, height: 740 } };
const long = "W".repeat(60);

/** How much wider than its window a page is. */
const tooWide = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const wide = [document.documentElement, ...document.querySelectorAll("dialog")];
    return Math.max(...wide.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth));
  });
const fits = (page: Page): Promise<void> => expect.poll(() => tooWide(page), slow).toBeLessThanOrEqual(0);

test("a name of sixty letters without a space widens no page of a small phone", async ({ visit, server }) => {
  const { invitation, space, cookie } = await openSpace(server.origin, { name: long, welcome: long.repeat(3) });
  const guest = await visit(undefined, phone);
  await guest.goto(`/join#${invitation}`);
  await expect(guest.getByRole("heading", { level: 1 })).toHaveText("You are invited to a space for two.", slow);
  await guest.getByLabel("What shall we call you here?").fill(long);
  await fits(guest);

  const client = await visit(await join(server.origin, { secret: invitation, name: long }), phone);
  const practitioner = await visit({ space, cookie }, phone);
  for (const page of [client, practitioner]) {
    await expect(head(page)).toContainText("Both here", slow);
    await fits(page);
  }
  // A long name in the last tab leaves the others theirs.
  for (const name of ["We expect", "Possible"]) {
    const tab = practitioner.getByRole("tab", { name });
    await expect.poll(() => tab.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  }
  await button(practitioner, "Menu").click();
  await button(practitioner, "My seat").click();
  await expect(cover(practitioner)).toContainText(long);
  await button(cover(practitioner), "Make a link").click();
  await expect(client.getByRole("region", { name: "A link to your seat" })).toBeVisible(slow);
  await fits(practitioner);
  await fits(client);
  await button(cover(practitioner), "Close").click();
  await button(bar(practitioner), "A moment, please").click();
  await expect(cover(client)).toContainText(`${long} asked for a moment.`, slow);
  await fits(client);
  await client.goto("/");
  await expect(client.getByText(`A space with ${long}`)).toBeVisible(slow);
  await fits(client);
});

test("Hebrew and Arabic lie from right to left, in fields, in what stands there, and as a name in a sentence", async ({
  visit,
  server,
}) => {
  const hebrew = "נפגשים פעם בשבוע.";
  const { invitation, space, cookie } = await openSpace(server.origin, { name: "שרה", welcome: hebrew });
  const guest = await visit();
  await guest.goto(`/join#${invitation}`);
  const directionOf = (page: Page, words: string): Promise<string> =>
    page
      .getByText(words)
      .first()
      .evaluate((element) => getComputedStyle(element).direction);
  await expect(guest.getByText(hebrew)).toBeVisible(slow);
  expect(await directionOf(guest, hebrew)).toBe("rtl");
  await expect(guest.getByRole("main")).toContainText("\u2068שרה\u2069 has opened it");
  await guest.getByLabel("What shall we call you here?").fill("علی");
  expect(
    await guest.getByLabel("What shall we call you here?").evaluate((field) => getComputedStyle(field).direction),
  ).toBe("rtl");

  const client = await visit(await join(server.origin, { secret: invitation, name: "علی" }));
  const practitioner = await visit({ space, cookie });
  await expectation(client, "A fair trial", hebrew);
  await isKept(client);
  await expect(wordsOn(practitioner, "A fair trial")).toHaveValue(hebrew, slow);
  expect(await wordsOn(practitioner, "A fair trial").evaluate((field) => getComputedStyle(field).direction)).toBe(
    "rtl",
  );
  await expect(column(client, "What we expect")).toBeVisible();
});
