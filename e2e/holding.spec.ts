/** The floor, the signals and the session. */
import type { Page } from "@playwright/test";
import { expect, test } from "./fixture.ts";
import { linesOf } from "./lines.ts";
import { bar, button, column, cover, expectation, head, isCovered, isKept, said, wordsOn } from "./screen.ts";

const trial = "A fair trial";
const open = (page: Page) => page.getByRole("list", { name: "Open between you" });

test("whoever takes the free floor has it, and both read so", async ({ two: { practitioner, client } }) => {
  await button(bar(practitioner), "Hear me").click();
  await expect(open(practitioner)).toContainText("You have the floor.");
  await expect(open(client)).toContainText("Pia has the floor. What you write waits.");
  await expect(column(client, "What we expect")).toContainText("Pia has the floor. What you write waits.");
  await expect(column(client, "What I choose")).not.toContainText("waits");
});

test("the floor is asked for, passed on and laid down", async ({ two: { practitioner, client } }) => {
  await button(bar(client), "Hear me").click();
  await button(open(practitioner), "Ask for it").click();
  await expect(open(practitioner)).toContainText("You have asked for it.");
  await expect(open(client)).toContainText("You have the floor. Pia asks for it.");
  await button(open(client), "Pass it to Pia").click();
  await expect(open(practitioner)).toContainText("You have the floor.");
  await expect(open(client)).toContainText("Pia has the floor.");
  await button(open(practitioner), "Lay it down").click();
  for (const page of [practitioner, client]) {
    await expect(page.getByText("has the floor")).toHaveCount(0);
    await expect(button(bar(page), "Hear me")).toBeVisible();
  }
});

test("the client can always take the floor, and the practitioner cannot take it away", async ({ two }) => {
  const { practitioner, client } = two;
  await button(bar(practitioner), "Hear me").click();
  await expect(open(client)).toContainText("Pia has the floor.");
  await button(bar(client), "Hear me").click();
  await expect(open(client)).toContainText("You have the floor.");
  await expect(open(practitioner)).toContainText("Chris has the floor.");
  await expect(button(bar(practitioner), "Hear me")).toHaveCount(0);
});

test("what the listener writes waits, unseen by the other, and merges when the floor is laid down", async ({ two }) => {
  const { practitioner, client } = two;
  await expectation(practitioner, trial, "Six weeks");
  const lines = await linesOf(practitioner);
  await expect(wordsOn(client, trial)).toHaveValue("Six weeks");
  await button(bar(practitioner), "Hear me").click();
  await expect(open(client)).toContainText("Pia has the floor.");
  await wordsOn(client, trial).press("ControlOrMeta+End");
  await client.keyboard.insertText(" or eight");
  await expect(
    client.getByText(
      "Your words in What we expect are kept and wait until Pia lays the floor down. Only you see them.",
    ),
  ).toBeVisible();
  await isKept(client);
  await wordsOn(practitioner, trial).press("ControlOrMeta+Home");
  await wordsOn(practitioner, trial).pressSequentially("Give it ");
  await expect(wordsOn(client, trial)).toHaveValue("Give it Six weeks or eight");
  await expect(wordsOn(practitioner, trial)).toHaveValue("Give it Six weeks");
  expect(lines.received("or eight")).toBe(false);

  await button(open(practitioner), "Lay it down").click();
  await expect(wordsOn(practitioner, trial)).toHaveValue("Give it Six weeks or eight");
  await expect(client.getByText("are kept and wait")).toBeHidden();
});

for (const asks of ["practitioner", "client"] as const)
  test(`a moment that the ${asks} asks for covers both screens, and only they lift it`, async ({ two }) => {
    const listens = asks === "client" ? "practitioner" : "client";
    const names = { client: "Chris", practitioner: "Pia" };
    await button(bar(two[asks]), "A moment, please").click();
    for (const page of [two.practitioner, two.client]) await isCovered(page);
    await expect(cover(two[asks])).toContainText(`This page waits, and so does ${names[listens]}’s.`);
    await expect(cover(two[listens])).toContainText(`${names[asks]} asked for a moment. This page waits.`);
    await expect(cover(two[listens]).getByRole("button")).toHaveCount(0);
    await expect(cover(two[listens]).getByRole("link", { name: "If you need help now" })).toBeVisible();

    await button(cover(two[asks]), "I am back").click();
    for (const page of [two.practitioner, two.client]) await expect(cover(page)).toBeHidden();
    await expect(button(bar(two[listens]), "A moment, please")).toBeEnabled();
  });

for (const { name, told, confirmed } of [
  { name: "Slower", told: "Pia asks you to go a little slower.", confirmed: "Chris is asked to go slower." },
  { name: "Thank you", told: "Pia says thank you.", confirmed: "Chris is told your thank you." },
])
  test(`“${name}” is told to the other once, and is kept nowhere`, async ({ two: { practitioner, client } }) => {
    await button(bar(practitioner), name).click();
    await expect(said(client)).toHaveText(told);
    await expect(said(practitioner)).toHaveText(confirmed);
    await client.reload();
    await expect(head(client)).toContainText("Both here");
    await expect(said(client)).toBeEmpty();
  });

test("either opens the session and either closes it, and both read so", async ({ two: { practitioner, client } }) => {
  await button(bar(practitioner), "Open a session").click();
  for (const page of [practitioner, client]) await expect(head(page)).toContainText("Both here, session open");
  await expect(said(client)).toHaveText("The session is open.");
  await button(bar(client), "Close session").click();
  await expect(said(practitioner)).toHaveText("The session is closed.");
  for (const page of [practitioner, client]) {
    await expect(head(page)).not.toContainText("session open");
    await expect(button(bar(page), "Open a session")).toBeVisible();
  }
});

test("an open session is named on the first page of both", async ({ two: { practitioner, client } }) => {
  await button(bar(practitioner), "Open a session").click();
  await expect(head(client)).toContainText("session open");
  await client.goto("/");
  await expect(client.getByRole("link", { name: "A space with Pia" })).toContainText("A session is open.");
});

test("an act that cannot be done says why and changes nothing", async ({ two: { practitioner, client } }) => {
  const lines = await linesOf(client);
  await expect(head(client)).toContainText("Both here");
  const release = lines.hold("down");
  await button(bar(practitioner), "Open a session").click();
  await expect(head(practitioner)).toContainText("session open");
  const refused = expect(said(client)).toHaveText("The session is open already.");
  await button(bar(client), "Open a session").click();
  release();
  await refused;
  await expect(button(bar(client), "Close session")).toBeVisible();
});
