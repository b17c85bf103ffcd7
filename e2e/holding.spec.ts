/** The signals and the session. */
import { expect, test } from "./fixture.ts";
import { linesOf } from "./lines.ts";
import { bar, button, cover, head, isCovered, isKept, said } from "./screen.ts";
import { isTold, spokenTo } from "./spoken.ts";

const names = { client: "Chris", practitioner: "Pia" };

for (const asks of ["practitioner", "client"] as const)
  test(`a moment that the ${asks} asks for covers both screens, and only they lift it`, async ({ two }) => {
    const listens = asks === "client" ? "practitioner" : "client";
    await button(bar(two[asks]), "A moment, please").click();
    for (const page of [two.practitioner, two.client]) await isCovered(page);
    await expect(cover(two[asks])).toContainText(`This page waits, and so does ${names[listens]}’s.`);
    await expect(cover(two[listens])).toContainText(`${names[asks]} asked for a moment. This page waits.`);
    await expect(cover(two[listens]).getByRole("button")).toHaveText(["Hide now"]);
    await expect(cover(two[listens]).getByRole("link", { name: "If you need help now" })).toBeVisible();

    await button(cover(two[asks]), "I am back").click();
    for (const page of [two.practitioner, two.client]) await expect(cover(page)).toBeHidden();
    await expect(button(bar(two[listens]), "A moment, please")).toBeEnabled();
  });

for (const by of ["practitioner", "client"] as const)
  for (const { name, told, confirmed } of [
    { name: "Slower", told: "asks you to go a little slower.", confirmed: "is asked to go slower." },
    { name: "Thank you", told: "says thank you.", confirmed: "is told your thank you." },
  ])
    test(`“${name}” from the ${by} is told to the other once, and is kept nowhere`, async ({ two }) => {
      const to = by === "client" ? "practitioner" : "client";
      await button(bar(two[by]), name).click();
      await isTold(two[to], `${names[by]} ${told}`);
      await isTold(two[by], `${names[to]} ${confirmed}`);
      for (const seat of [to, by] as const) {
        await two[seat].reload();
        await expect(head(two[seat])).toContainText("Both here");
        await isKept(two[seat]);
        expect(spokenTo(two[seat]).filter((line) => line.endsWith(told) || line.endsWith(confirmed))).toEqual([]);
        await expect(said(two[seat])).toBeEmpty();
      }
    });

test("either opens the session and either closes it, and both read so", async ({ two: { practitioner, client } }) => {
  await button(bar(practitioner), "Open a session").click();
  for (const page of [practitioner, client]) await expect(head(page)).toContainText("Both here, session open");
  await isTold(client, "The session is open.");
  await button(bar(client), "Close session").click();
  await isTold(practitioner, "The session is closed.");
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
  // How the room is held does not come to the client's page, and all else does: a line without a word counts as down.
  lines.alter((frame, way) => (way === "down" && String(frame).startsWith('42["holding"') ? null : frame));
  await button(bar(practitioner), "Open a session").click();
  await expect(head(practitioner)).toContainText("session open");
  await button(bar(client), "Open a session").click();
  await isTold(client, "The session is open already.");
  lines.alter((frame) => frame);
  await button(bar(practitioner), "Hear me").click();
  await expect(button(bar(client), "Close session")).toBeVisible();
});
