/** One's own line: that it is down, and that it is back, is said once each, and not at a blink. */
import { expect, test } from "./fixture.ts";
import { linesOf } from "./lines.ts";
import { lineFault, quiet } from "./quiet.ts";
import { bar, button, composeDecision, cover, expectation, head, isKept } from "./screen.ts";
import { isTold, shownTo, spokenTo } from "./spoken.ts";

test.beforeEach(({ allow }) => allow(lineFault));

const down = "The line is down. You can go on writing; it is sent when the line is back.";
const back = "The line is back.";
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

test("who has heard of an act of theirs that it waits for the line does not hear of the line once more", async ({
  two: { client },
}) => {
  await client.clock.install();
  const lines = await linesOf(client);
  await isKept(client);
  await lines.cut();
  await expect(head(client).getByText("Line down", { exact: true })).toBeVisible();
  await button(await composeDecision(client, "I go on."), "Give it").click();
  const waits = "Not kept yet. The line is down; it is sent when the line is back.";
  expect(ofTheLine(await isTold(client, waits))).toEqual([]);
  await client.clock.fastForward("00:30");
  await lines.mend();
  expect(ofTheLine(await isTold(client, back))).toEqual([]);
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
