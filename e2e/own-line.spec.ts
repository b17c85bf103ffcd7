/** One's own line: that it is down, and that it is back, is said once each, and not at a blink. */
import type { Page } from "@playwright/test";
import { graceMs } from "../lib/wire.ts";
import { heldTimers } from "./clock.ts";
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

/** Counts how often the server tells this page how the room is held, from now on: once for each line that comes up. */
function tellingsOf(lines: Lines): () => number {
  let tellings = 0;
  lines.alter((frame, way) => {
    if (way === "down" && String(frame).startsWith('42["holding"')) tellings += 1;
    return frame;
  });
  return () => tellings;
}

const ofTheLine = (lines: readonly string[]): string[] => lines.filter((line) => /\bline is (down|back)/.test(line));

test("who loses their line hears so once, and once that it is back", async ({ two: { client } }) => {
  const over = await heldTimers(client, graceMs);
  const lines = await linesOf(client);
  await isKept(client);
  await lines.cut();
  await over();
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

/** Cuts the lines of a page, and waits until it says so at its head. */
async function cut(page: Page, lines: Lines): Promise<void> {
  await lines.cut();
  await expect(head(page).getByText("Line down", { exact: true })).toBeVisible();
}

test("who has heard of an act of theirs that it waits for the line does not hear of the line once more", async ({
  two: { client },
}) => {
  const over = await heldTimers(client, graceMs);
  const lines = await linesOf(client);
  await isKept(client);
  await cut(client, lines);
  await button(await composeDecision(client, "I go on."), "Give it").click();
  expect(ofTheLine(await isTold(client, waitsForLine))).toEqual([]);
  await over();
  await lines.mend();
  expect(ofTheLine(await isTold(client, back))).toEqual([]);
});

test("an act of which somebody heard that it is kept and waits is not told as not kept when the line goes", async ({
  two: { practitioner, client },
}) => {
  const over = await heldTimers(client, graceMs);
  const lines = await linesOf(client);
  await isKept(client);
  await button(bar(practitioner), "Hear me").click();
  await isTold(client, "Pia has the floor. What you write waits.");
  await option(client, { title: "A walk" });
  await isTold(client, waitsThere);
  await isKept(client);
  await lines.cut();
  await over();
  expect(ofTheLine(await isTold(client, down))).toEqual([]);
  await lines.mend();
  expect(ofTheLine(await isTold(client, back))).toEqual([]);
});

test("who heard of an act that it waits for the line hears of the next line that goes while it waits for the floor", async ({
  two: { practitioner, client },
}) => {
  const over = await heldTimers(client, graceMs);
  const lines = await linesOf(client);
  await isKept(client);
  await cut(client, lines);
  await button(bar(practitioner), "Hear me").click();
  await option(client, { title: "A walk" });
  expect(ofTheLine(await isTold(client, waitsForLine))).toEqual([]);
  await over();
  await lines.mend();
  for (const line of [waitsThere, back]) await expect.poll(() => spokenTo(client)).toContain(line);
  await isKept(client);
  await lines.cut();
  await over();
  expect(ofTheLine(await isTold(client, down))).toEqual([back]);
});

test("a line that only blinks is not spoken of", async ({ two: { practitioner, client } }) => {
  // However slow the machine is, the line is back before the time in which it is a blink.
  const over = await heldTimers(client, graceMs);
  const lines = await linesOf(client);
  await isKept(client);
  const tellings = tellingsOf(lines);
  await lines.change();
  await expect.poll(tellings).toBeGreaterThan(0);
  await isKept(client);
  // A time that still ran would be over now.
  await over(true);
  await button(bar(practitioner), "Thank you").click();
  expect(ofTheLine(await isTold(client, "Pia says thank you."))).toEqual([]);
});

test("in a quiet nothing is spoken of one's own line", async ({ two }) => {
  const over = await heldTimers(two.client, graceMs);
  const lines = await linesOf(two.client);
  await quiet(two);
  lines.silence();
  await lines.cut();
  await expect(cover(two.client)).toContainText("You are not connected.");
  await over(true);
  await expect(cover(two.client)).toContainText("You are not connected.");
  await lines.mend();
  await expect(cover(two.client)).toContainText("Pia is still here.");
  await isKept(two.client);
  await button(two.practitioner, "I’m ready to speak").click();
  for (const page of [two.practitioner, two.client]) await button(page, "Go on").click();
  await button(bar(two.practitioner), "Thank you").click();
  expect(ofTheLine(await isTold(two.client, "Pia says thank you."))).toEqual([]);
});
