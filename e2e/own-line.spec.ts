/** One's own line: that it is down, and that it is back, is said once each, and not at a blink. */
import type { Page } from "@playwright/test";
import { stopTime } from "./clock.ts";
import { expect, test } from "./fixture.ts";
import { type Lines, linesOf } from "./lines.ts";
import { lineFault, quiet } from "./quiet.ts";
import { bar, button, composeDecision, cover, expectation, head, isKept, option } from "./screen.ts";
import { isTold, shownTo, spokenTo } from "./spoken.ts";

test.beforeEach(({ allow }) => allow(lineFault));

const down = "The line is down. You can go on writing; it is sent when the line is back.";
const back = "The line is back.";
const waitsForLine = "Not kept yet. The line is down; it is sent when the line is back.";
const waitsThere = "It is kept and waits. Until then only you see it.";
const ofTheLine = (lines: readonly string[]): string[] => lines.filter((line) => /\bline is (down|back)/.test(line));

test("who loses their line hears so once, and once that it is back", async ({ two: { client } }) => {
  const lines = await linesOf(client);
  await isKept(client);
  await lines.cut();
  expect(ofTheLine(await isTold(client, down))).toEqual([]);
  await lines.mend();
  expect(ofTheLine(await isTold(client, back))).toEqual([]);
  expect(shownTo(client)).toContain(back);
  await isKept(client);
  expect(ofTheLine(spokenTo(client))).toEqual([]);
});

test("who writes while it is down hears that their words are not kept yet", async ({ two: { client } }) => {
  const lines = await linesOf(client);
  await isKept(client);
  await lines.cut();
  await expectation(client, "A fair trial", "Six weeks.");
  await isTold(client, /^Not kept yet\. The line is down; your words stay here\./);
  await lines.mend();
  await isTold(client, back);
});

/** Cuts the lines of a page that has a time of its own, which stands still from then on: no line is down for long meanwhile. */
async function cutAndStop(page: Page, lines: Lines): Promise<void> {
  await stopTime(page);
  await lines.cut();
  await expect(head(page).getByText("Line down", { exact: true })).toBeVisible();
}

test("who has heard of an act of theirs that it waits for the line does not hear of the line once more", async ({
  two: { client },
}) => {
  await client.clock.install();
  const lines = await linesOf(client);
  await isKept(client);
  await cutAndStop(client, lines);
  await button(await composeDecision(client, "I go on."), "Give it").click();
  expect(ofTheLine(await isTold(client, waitsForLine))).toEqual([]);
  await client.clock.fastForward("00:30");
  await client.clock.resume();
  await lines.mend();
  expect(ofTheLine(await isTold(client, back))).toEqual([]);
});

test("an act of which somebody heard that it is kept and waits is not told as not kept when the line goes", async ({
  two: { practitioner, client },
}) => {
  const lines = await linesOf(client);
  await button(bar(practitioner), "Hear me").click();
  await isTold(client, "Pia has the floor. What you write waits.");
  await option(client, { title: "A walk" });
  await isTold(client, waitsThere);
  await isKept(client);
  await lines.cut();
  expect(ofTheLine(await isTold(client, down))).toEqual([]);
  await lines.mend();
  expect(ofTheLine(await isTold(client, back))).toEqual([]);
});

test("who heard of an act that it waits for the line hears of the next line that goes while it waits for the floor", async ({
  two: { practitioner, client },
}) => {
  await client.clock.install();
  const lines = await linesOf(client);
  await isKept(client);
  await cutAndStop(client, lines);
  await button(bar(practitioner), "Hear me").click();
  await option(client, { title: "A walk" });
  expect(ofTheLine(await isTold(client, waitsForLine))).toEqual([]);
  await client.clock.fastForward("00:30");
  await client.clock.resume();
  await lines.mend();
  for (const line of [waitsThere, back]) await expect.poll(() => spokenTo(client)).toContain(line);
  await isKept(client);
  await lines.cut();
  expect(ofTheLine(await isTold(client, down))).toEqual([back]);
});

test("a line that only blinks is not spoken of", async ({ two: { practitioner, client } }) => {
  const lines = await linesOf(client);
  await isKept(client);
  await lines.change();
  await expect(head(client)).toContainText("Both here");
  await isKept(client);
  await button(bar(practitioner), "Thank you").click();
  expect(ofTheLine(await isTold(client, "Pia says thank you."))).toEqual([]);
});

test("in a quiet nothing is spoken of one's own line", async ({ two }) => {
  await two.client.clock.install();
  const lines = await linesOf(two.client);
  await quiet(two);
  lines.silence();
  await lines.cut();
  await expect(cover(two.client)).toContainText("You are not connected.");
  await two.client.clock.fastForward("00:30");
  await expect(cover(two.client)).toContainText("You are not connected.");
  await lines.mend();
  await expect(cover(two.client)).toContainText("Pia is still here.");
  expect(ofTheLine(spokenTo(two.client))).toEqual([]);
});
