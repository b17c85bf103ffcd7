/** A session: the time both wished for, closing it, and talking elsewhere. */
import type { Page } from "@playwright/test";
import { expect, test } from "./fixture.ts";
import { type Lines, linesOf } from "./lines.ts";
import { arriving, asks, bar, button, expectation, head, isKept, openSession, wordsOn } from "./screen.ts";
import { isTold } from "./spoken.ts";

/** Opens a session in which both go on with nothing said. */
async function inSession({ practitioner, client }: { practitioner: Page; client: Page }): Promise<void> {
  await openSession(practitioner, client);
  for (const page of [practitioner, client]) {
    await button(arriving(page), "Go on").click();
    await expect(arriving(page)).toBeHidden();
  }
}

async function wishes(page: Page, length: string): Promise<void> {
  await button(bar(page), "How long this session could be").click();
  await button(asks(page), length).click();
}

test("a length is wished by one and agreed by the other with one press", async ({ two }) => {
  const { practitioner, client } = two;
  await inSession(two);
  await wishes(client, "Fifty minutes");
  await expect(asks(client)).toContainText("You wish for fifty minutes. It is agreed when Pia wishes the same.");
  await isTold(practitioner, "Chris wishes for fifty minutes.");
  await expect(asks(practitioner)).toContainText("Chris wishes for fifty minutes.");
  await button(asks(practitioner), "The same").click();
  for (const page of [practitioner, client]) {
    await isTold(page, "You both wish for fifty minutes.");
    await expect(asks(page).getByRole("listitem")).toHaveCount(0);
  }
});

test("a wished length is answered with another, in one's own number, and taken away by either", async ({ two }) => {
  const { practitioner, client } = two;
  await inSession(two);
  await wishes(client, "Ninety minutes");
  await button(asks(practitioner), "Another length").click();
  await asks(practitioner).getByRole("spinbutton").fill("75");
  await button(asks(practitioner), "Wish").click();
  await expect(asks(client)).toContainText("Pia wishes for seventy-five minutes.");
  await button(asks(client), "No length").click();
  for (const page of [practitioner, client]) {
    await isTold(page, "The session has no length now.");
    await expect(asks(page).getByRole("listitem")).toHaveCount(0);
  }
});

/** Lets a page read that so much of the session is left, in ms, from the next word of the server on. */
const readsAsLeft = (lines: Lines, ms: number): void =>
  lines.alter((frame, way) =>
    way === "down" && typeof frame === "string" ? frame.replace(/"remaining":[\d.]+/, `"remaining":${ms}`) : frame,
  );

test("near the end both read one sentence, and one when it is over; the session goes on", async ({ two }) => {
  const { practitioner, client } = two;
  const pages = [practitioner, client];
  const lines = [await linesOf(practitioner), await linesOf(client)];
  for (const page of pages) await isKept(page);
  await inSession(two);
  await wishes(client, "Fifty minutes");
  await button(asks(practitioner), "The same").click();
  for (const page of pages) await isTold(page, "You both wish for fifty minutes.");

  const near = "The fifty minutes you both wished for are nearly over.";
  for (const line of lines) readsAsLeft(line, 5 * 60_000 + 5_000);
  await button(bar(client), "Hear me").click();
  for (const page of pages) {
    await isTold(page, near);
    await expect(asks(page)).toContainText(near);
  }

  for (const line of lines) readsAsLeft(line, 4 * 60_000);
  await client.reload();
  await expect(asks(client)).toContainText(near);
  await button(bar(practitioner), "Thank you").click();
  expect(await isTold(client, "Pia says thank you.")).not.toContain(near);

  const over = "The fifty minutes you both wished for are over. The session goes on until one of you closes it.";
  for (const line of lines) readsAsLeft(line, 5_000);
  await button(asks(client), "Lay it down").click();
  for (const page of pages) {
    await isTold(page, over);
    await expect(asks(page)).toContainText(over);
    await expect(head(page)).toContainText("session open");
    await expect(button(bar(page), "Close session")).toBeVisible();
  }
});

for (const closes of ["practitioner", "client"] as const)
  test(`the ${closes} closes the session: all words stay, and each leaves when they are ready`, async ({ two }) => {
    const { practitioner, client } = two;
    await inSession(two);
    await expectation(client, "A fair trial", "Six weeks.");
    await expect(wordsOn(practitioner, "A fair trial")).toHaveValue("Six weeks.");
    const { [closes]: page } = two;
    const address = page.url();
    await button(bar(page), "Close session").click();
    for (const each of [practitioner, client]) {
      await isTold(each, "The session is closed.");
      await expect(asks(each)).toContainText("The session is closed. The room is yours until you leave.");
      await expect(wordsOn(each, "A fair trial")).toHaveValue("Six weeks.");
      expect(each.url()).toBe(address);
    }
    await wordsOn(client, "A fair trial").press("ControlOrMeta+End");
    await client.keyboard.insertText(" Or eight.");
    await expect(wordsOn(practitioner, "A fair trial")).toHaveValue("Six weeks. Or eight.");
    await button(asks(practitioner), "I stay a while").click();
    await expect(asks(practitioner).getByRole("listitem")).toHaveCount(0);
    await isKept(client);
    await asks(client).getByRole("link", { name: "Leave the room" }).click();
    await expect(client).toHaveURL("/");
    await expect(head(practitioner)).toContainText("Chris left at", { timeout: 60_000 });
  });

test("who closes a session that the other has closed already does not close the next one", async ({ two }) => {
  const { practitioner, client } = two;
  const lines = await linesOf(client);
  await inSession(two);
  // How the room is held does not come to the client's page, and all else does: a line without a word counts as down.
  lines.alter((frame, way) => (way === "down" && String(frame).startsWith('42["holding"') ? null : frame));
  await button(bar(practitioner), "Close session").click();
  await button(bar(practitioner), "Open a session").click();
  await expect(button(bar(practitioner), "Close session")).toBeVisible();
  await button(bar(client), "Close session").click();
  await isTold(client, "That session is closed already, and another one is open.");
  await expect(head(practitioner)).toContainText("session open");
});

for (const says of ["practitioner", "client"] as const)
  test(`“We talk elsewhere” is said by the ${says}, and taken back by the other`, async ({ two }) => {
    const other = says === "client" ? two.practitioner : two.client;
    const entry = (page: Page) => page.getByRole("switch", { name: "We talk elsewhere" });
    await button(two[says], "Menu").click();
    await entry(two[says]).click();
    await expect(entry(two[says])).toBeChecked();
    await isTold(other, "We talk elsewhere. There is no voice in this room.");
    await expect(head(other)).toContainText("we talk elsewhere");
    await button(other, "Menu").click();
    await expect(entry(other)).toBeChecked();
    await entry(other).click();
    await isTold(two[says], "We can talk in this room again.");
    await expect(entry(two[says])).not.toBeChecked();
  });
