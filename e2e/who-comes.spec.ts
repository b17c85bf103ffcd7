/** Who comes to a seat, or could: the other hears of it wherever they are, and who was let in again reads what to do. */
import type { Page } from "@playwright/test";
import { join, openSpace } from "../tests/support/people.ts";
import { heldTimers } from "./clock.ts";
import { type Two, expect, test } from "./fixture.ts";
import { notes } from "./hiding.ts";
import {
  arriving,
  asks,
  bar,
  button,
  column,
  cover,
  expectation,
  head,
  isDrawn,
  isKept,
  lookAway,
  openSession,
} from "./screen.ts";
import { isTold, shownTo, spokenTo } from "./spoken.ts";

const phone = { width: 360, height: 640 };
const link = "Pia has made a link to your seat. If you did not ask for it, refuse it at the top of the page.";
const satDown = /^Chris sat down at \d\d:\d\d\. Say at the top of the page whether that is who you invited\.$/;
const long = "Six weeks.\n".repeat(60);

const mySeat = async (page: Page): Promise<void> => {
  await button(page, "Menu").click();
  await button(page, "My seat").click();
};
const toEnd = (page: Page): Promise<void> =>
  page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));

test("a link that is made to somebody’s seat is told to them once, and shown where they have scrolled down", async ({
  two: { practitioner, client },
}) => {
  await client.setViewportSize(phone);
  await expectation(client, "A fair trial", long);
  await button(client, "Menu").focus();
  await toEnd(client);
  await mySeat(practitioner);
  await button(cover(practitioner), "Make a link").click();
  await isTold(client, link);
  expect(shownTo(client)).toContain(link);
  await button(bar(practitioner), "Menu")
    .or(button(cover(practitioner), "Close"))
    .first()
    .click();
  await button(bar(practitioner), "Thank you").click();
  expect(await isTold(client, "Pia says thank you.")).not.toContain(link);

  // At the top of the page the sheet itself says it. A browser goes back to where somebody was, if it can by then.
  await client.evaluate(() => window.scrollTo(0, 0));
  await client.reload();
  await isTold(client, link);
  expect(shownTo(client).filter((line) => line === link)).toHaveLength(1);
  await button(column(client, "A link to your seat"), "Refuse it").click();
  await isTold(client, "The link is refused. It opens nothing.");
  await client.reload();
  await isKept(client);
  await expect(head(client)).toContainText("Both here");
  expect(spokenTo(client)).not.toContain(link);
});

test("a link to somebody’s seat is shown to them over the sheet of their seat too", async ({
  two: { practitioner, client },
}) => {
  // A line stands so long; this one is looked at twice.
  await heldTimers(client, 5_000 + 60 * link.length);
  await client.setViewportSize(phone);
  await mySeat(client);
  await mySeat(practitioner);
  await button(cover(practitioner), "Make a link").click();
  await expect(cover(client).getByRole("status")).toHaveText(link);
  await expect(cover(client).getByText(link)).toBeInViewport({ ratio: 1 });
});

const unseen = {
  "the other asked for a moment": {
    begins: ({ practitioner }: Two) => button(bar(practitioner), "A moment, please").click(),
    ends: ({ practitioner }: Two) => button(practitioner, "I am back").click(),
    isSo: ({ client }: Two) => expect(cover(client)).toHaveAccessibleName("A moment"),
  },
  "the page is hidden": {
    begins: ({ client }: Two) => button(client, "Hide now").first().click(),
    ends: ({ client }: Two) => button(client, "Notes").click(),
    isSo: ({ client }: Two) => expect(notes(client)).toBeVisible(),
  },
  "another tab is looked at": {
    begins: ({ client }: Two) => lookAway(client, true),
    ends: ({ client }: Two) => lookAway(client, false),
    isSo: ({ practitioner }: Two) => expect(head(practitioner)).toContainText("looking elsewhere"),
  },
};

for (const [when, way] of Object.entries(unseen))
  test(`a link to somebody’s seat that is made while ${when} is told afterwards`, async ({ two }) => {
    const { practitioner, client, space } = two;
    await way.begins(two);
    await way.isSo(two);
    await practitioner.evaluate((path) => fetch(path, { method: "POST" }), `/api/spaces/${space}/back`);
    await expect(client.locator('[aria-label="A link to your seat"]')).toBeAttached();
    await isDrawn(client);
    expect(spokenTo(client)).not.toContain(link);
    await way.ends(two);
    await isTold(client, link);
    expect(spokenTo(client)).not.toContain(link);
  });

test("that somebody sat down is told to who has scrolled down, with the question whether it is them", async ({
  visit,
  server,
}) => {
  const { space, invitation, cookie } = await openSpace(server.origin);
  const page = await visit({ space, cookie }, { viewport: phone });
  await expectation(page, "A fair trial", long);
  await isKept(page);
  await button(page, "Menu").focus();
  await toEnd(page);
  await visit(await join(server.origin, { secret: invitation }));
  await isTold(page, satDown);
  expect(shownTo(page).filter((line) => satDown.test(line))).toHaveLength(1);
  await expect(head(page)).toContainText("Both here");
  expect(spokenTo(page).filter((line) => satDown.test(line))).toEqual([]);
});

test("who was put out by mistake and let in again reads that a reload may let them in, and of no room that is theirs", async ({
  two: { practitioner, client },
}) => {
  await openSession(practitioner, client);
  for (const page of [practitioner, client]) await button(arriving(page), "Go on").click();
  await button(bar(practitioner), "Close session").click();
  await expect(asks(client)).toContainText("The room is yours until you leave.");
  const asked = column(practitioner, "Who sat down");
  await button(asked, "That is not them").click();
  await expect(client.getByRole("main")).toContainText("Reload to see whether you can come in again.");
  await expect(client.getByText("The room is yours until you leave.")).toHaveCount(0);
  await button(asked, "Let them in again").click();
  await isTold(practitioner, "They can come in again. They have to reload their page.");
  await button(client, "Reload").click();
  await expect(head(client)).toContainText("Both here");
});
