/** What is read while nobody, or nobody who was meant, sits on the other seat. */
import { openSpace } from "../tests/support/people.ts";
import { expect, test } from "./fixture.ts";
import { agree, arriving, bar, button, cardOf, column, cover, expectation, option } from "./screen.ts";

const trial = "A fair trial";

test("who is alone in a space reads whole sentences of who is to come", async ({ visit, server }) => {
  const page = await visit(await openSpace(server.origin));
  await expectation(page, trial, "Six weeks.");
  await agree(page, trial);
  await expect(cardOf(page, trial)).toContainText("You agree. The client has not yet.");
  await button(bar(page), "Open a session").click();
  await expect(arriving(page)).toContainText("as little as you like. The client reads it");
});

test("an option of somebody who was put out bears the letter of their seat", async ({
  two: { practitioner, client },
}) => {
  await option(client, { title: "A walk" });
  await expect(cardOf(practitioner, "A walk")).toBeVisible();
  await button(column(practitioner, "Who sat down"), "That is not them").click();
  await expect(practitioner.getByRole("img", { name: "Put on the table by the client" })).toHaveText("C");
});

test("a link back says until when it stands, in one sentence", async ({ two: { practitioner } }) => {
  await button(practitioner, "Menu").click();
  await button(practitioner, "My seat").click();
  await button(cover(practitioner), "Make a link").click();
  await expect(cover(practitioner)).toContainText(
    /and lets one person in, once, until \d+ \w+( \d{4})? at \d\d:\d\d\./,
  );
});
