/** Words that were written without a line: taken after a reload whatever was made and removed meanwhile, and kept by space. */
import { heldTimers } from "./clock.ts";
import { expect, test } from "./fixture.ts";
import { linesOf } from "./lines.ts";
import { button, column, cover, expectation, head, isKept, menuOf, wordsOn } from "./screen.ts";

const work = "What this work is";
const trial = "A fair trial";
const lineFault = /WebSocket connection|ERR_INTERNET_DISCONNECTED|'beforeunload' confirmation/;

test("a card made, set aside and removed without a line takes no other word with it after a reload", async ({
  two,
  allow,
}) => {
  allow(lineFault);
  const { practitioner, client } = two;
  // A page that was loaded anew waits with what was removed as the other's does.
  for (const page of [practitioner, client]) await heldTimers(page, 60_000);
  await expectation(practitioner, work, "We meet");
  const lines = await linesOf(client);
  await expect(wordsOn(client, work)).toHaveValue("We meet");
  lines.alter((frame, way, url) => (url.includes("/yjs/") && way === "up" ? null : frame));
  await expectation(client, trial, "Six weeks.");
  await wordsOn(client, work).press("ControlOrMeta+End");
  await wordsOn(client, work).pressSequentially(" on Mondays.");
  await menuOf(client, trial);
  await button(client, "Set aside").click();
  await client.getByText("Set aside", { exact: true }).click();
  await button(client, "Remove it for good").click();
  await expect(button(client, "Bring it back")).toBeVisible();
  await client.reload();
  await expect(head(client)).toContainText("Not kept yet");

  lines.alter((frame) => frame);
  await client.reload();
  for (const page of [practitioner, client]) await expect(wordsOn(page, work)).toHaveValue("We meet on Mondays.");
  await isKept(client);
  await expect(client.getByRole("region", { name: "Words that could not be placed" })).toHaveCount(0);
  await expect(wordsOn(practitioner, trial)).toHaveCount(0);
  // It goes only when the other has had the time to bring it back.
  await practitioner.getByText("Set aside", { exact: true }).click();
  await expect(button(practitioner, "Bring it back")).toBeVisible();
});

test("who signs out of one space keeps the words that wait in the same tab for another", async ({ two, allow }) => {
  allow(lineFault);
  const { practitioner, client, space } = two;
  await expectation(practitioner, work, "We meet");
  const lines = await linesOf(client);
  await expect(wordsOn(client, work)).toHaveValue("We meet");
  const { origin } = new URL(client.url());
  const opened = await client.request.post("/api/spaces", { data: { name: "Chris" }, headers: { origin } });
  const other = ((await opened.json()) as { space: string }).space;

  lines.alter((frame, _, url) => (url.includes(space) ? null : frame));
  await wordsOn(client, work).press("ControlOrMeta+End");
  await wordsOn(client, work).pressSequentially(" on Mondays.");
  await expect(head(client)).toContainText("Keeping…");
  await client.goto(`/space/${other}`);
  await isKept(client);
  await button(client, "Menu").click();
  await button(client, "My seat").click();
  await button(cover(client), "Sign out here").click();
  await button(cover(client).getByRole("group", { name: "Sign out of this browser?" }), "Sign out here").click();
  await expect(client).toHaveURL("/");
  await expect(column(client, "Your spaces")).toContainText("A space with Pia");
  const kept = await client.evaluate(() => Object.keys(sessionStorage));
  expect(kept.filter((key) => key.includes(other))).toEqual([]);

  lines.alter((frame) => frame);
  await client.goto(`/space/${space}`);
  for (const page of [practitioner, client]) await expect(wordsOn(page, work)).toHaveValue("We meet on Mondays.");
  await isKept(client);
});
