/** A line that drops in the quiet: what each of the two reads, and that it stays one quiet with one end. */
import type { Page } from "@playwright/test";
import { expect, test } from "./fixture.ts";
import { type Lines, linesOf } from "./lines.ts";
import { lineFault, quiet } from "./quiet.ts";
import { bar, button, cover, head, said, sayingsOf } from "./screen.ts";
import { isTold } from "./spoken.ts";

test.beforeEach(({ allow }) => allow(lineFault));

/** Counts how often the server tells this page how the room is held, from now on. */
function tellingsOf(lines: Lines): () => number {
  let tellings = 0;
  lines.alter((frame, way) => {
    if (way === "down" && String(frame).startsWith('42["holding"')) tellings += 1;
    return frame;
  });
  return () => tellings;
}

/** Pulls the cable, and puts it back. The page gives the line up when it hears that it is gone. */
const pull = async (lines: Lines): Promise<void> => {
  lines.silence();
  await lines.cut();
};

test("while both are here each reads that the other is, without a number, and nothing is spoken", async ({ two }) => {
  await quiet(two);
  for (const [page, name] of [
    [two.practitioner, "Chris"],
    [two.client, "Pia"],
  ] as const) {
    await expect(cover(page).getByText(`${name} is still here.`, { exact: true })).toBeVisible();
    await expect(cover(page)).not.toContainText(/\d/);
    await expect(cover(page).locator("[aria-live], [role=status], [role=alert], [role=timer]")).toHaveCount(0);
    await expect(said(page)).toBeEmpty();
  }
});

test("who drops reads what goes on, who stays reads one calm sentence, and after it is the same quiet", async ({
  two,
}) => {
  const { practitioner, client } = two;
  await client.clock.install();
  const lines = await linesOf(client);
  await quiet(two);
  const look = await looksOf(practitioner);
  const spoken = await sayingsOf(said(practitioner));
  await pull(lines);
  await expect(cover(client)).toContainText(
    "You are not connected. The quiet goes on. It still has about five minutes. Pia can see your line is down.",
  );
  await expect(cover(client)).not.toContainText("still here");
  await expect(button(client, "I’m ready to speak")).toBeDisabled();
  await client.clock.fastForward("01:00");
  await expect(cover(client)).toContainText("It still has about four minutes. Pia can see your line is down.");
  await expect(cover(practitioner)).toContainText("Chris’s line is down. The quiet goes on.");
  await expect(cover(practitioner)).not.toContainText("still here");
  expect(await looksOf(practitioner)).toEqual(look);

  await lines.mend();
  await expect(cover(client)).toContainText("Pia is still here.");
  await expect(cover(practitioner)).toContainText("Chris is still here.");
  // In all of this nothing was said into the quiet.
  expect(await spoken()).toEqual([""]);
  await button(client, "I’m ready to speak").click();
  await expect(cover(practitioner)).toHaveAccessibleName("The quiet has ended.");
});

/** How the still page looks apart from its words: its colours, its picture, and what moves. */
const looksOf = (page: Page): Promise<unknown> =>
  cover(page).evaluate((over) => {
    const colours = [over, ...over.querySelectorAll("p, h2")].map((part) => getComputedStyle(part).color);
    const picture = over.querySelector("svg");
    const moves = over
      .getAnimations({ subtree: true })
      .map((one) => (one instanceof CSSAnimation ? one.animationName : "?"));
    return {
      colours: [...new Set(colours)],
      background: getComputedStyle(over).background,
      picture: picture?.innerHTML,
      moves,
    };
  });

test("who comes back is in the quiet that the server holds: the same end, whatever this clock says", async ({
  two,
}) => {
  await two.client.clock.install();
  const lines = await linesOf(two.client);
  await quiet(two);
  await pull(lines);
  // This device's clock runs ahead by three minutes while it has no line.
  await two.client.clock.fastForward("03:00");
  await expect(cover(two.client)).toContainText("It still has about two minutes.");
  const tellings = tellingsOf(lines);
  await lines.mend();
  await expect.poll(tellings).toBeGreaterThan(0);
  await expect(button(two.client, "I’m ready to speak")).toBeEnabled();
  await pull(lines);
  await expect(cover(two.client)).toContainText("It still has about five minutes.");
});

test("a screen that slept through a part of the quiet asks the server how much remains", async ({ two }) => {
  await two.client.clock.install();
  const lines = await linesOf(two.client);
  await quiet(two);
  const tellings = tellingsOf(lines);
  await two.client.clock.fastForward("03:00");
  await expect.poll(tellings).toBeGreaterThan(0);
  await expect(button(two.client, "I’m ready to speak")).toBeEnabled();
  await pull(lines);
  await expect(cover(two.client)).toContainText("It still has about five minutes.");
});

test("a quiet ends at its time on a screen without a line", async ({ two }) => {
  await two.client.clock.install();
  const lines = await linesOf(two.client);
  await quiet(two);
  await pull(lines);
  await expect(cover(two.client)).toContainText("It still has about five minutes.");
  await two.client.clock.fastForward("03:00");
  await expect(cover(two.client)).toContainText("It still has about two minutes.");
  await two.client.clock.fastForward("02:01");
  await expect(cover(two.client)).toHaveAccessibleName("The quiet has ended.");
  await expect(cover(two.practitioner)).toHaveAccessibleName("Quiet, together");
});

test("a quiet that ended while one was away is said to have ended to both, in plain words", async ({ two }) => {
  const { practitioner, client } = two;
  const lines = await linesOf(client);
  await quiet(two);
  await pull(lines);
  await expect(cover(practitioner)).toContainText("Chris’s line is down. The quiet goes on.");
  await button(practitioner, "I’m ready to speak").click();
  await expect(cover(practitioner)).toHaveAccessibleName("The quiet has ended.");
  await expect(cover(practitioner)).toContainText("Chris’s line is down.");
  await expect(cover(client)).toHaveAccessibleName("Quiet, together");

  await lines.mend();
  await expect(cover(client)).toHaveAccessibleName("The quiet has ended.");
  await expect(cover(client)).toContainText("It ended while you were not connected.");
  await expect(cover(practitioner)).not.toContainText("line is down");
  await expect(cover(practitioner)).not.toContainText("not connected");
});

test("who was only away for a moment is not told that they missed the end", async ({ two }) => {
  const { practitioner, client } = two;
  const lines = await linesOf(client);
  await quiet(two);
  await pull(lines);
  await expect(cover(client)).toContainText("You are not connected.");
  await lines.mend();
  await expect(cover(client)).toContainText("Pia is still here.");
  await expect(button(client, "I’m ready to speak")).toBeEnabled();
  await button(practitioner, "I’m ready to speak").click();
  await expect(cover(client)).toHaveAccessibleName("The quiet has ended.");
  await expect(cover(client)).not.toContainText("while you were not connected");
});

for (const goesOn of [false, true])
  test(`a quiet that ended without a line does not come back with it: one bell, one page${goesOn ? ", also once it was put away" : ""}`, async ({
    two,
  }) => {
    const { practitioner, client } = two;
    await client.addInitScript(() => {
      const rings: VibratePattern[] = [];
      Object.defineProperty(navigator, "vibrate", { value: (pattern: VibratePattern) => rings.push(pattern) > 0 });
      Object.defineProperty(window, "rings", { value: () => rings.length });
    });
    await client.clock.install();
    const lines = await linesOf(client);
    await quiet(two);
    // Without a tap on this page the bell is a buzz, which can be counted.
    await client.reload();
    await expect(cover(client)).toHaveAccessibleName("Quiet, together");
    await expect(button(client, "I’m ready to speak")).toBeEnabled();
    const rings = (): Promise<number> => client.evaluate(() => (window as unknown as { rings: () => number }).rings());
    await pull(lines);
    await expect(cover(client)).toContainText("It still has about five minutes.");
    await client.clock.fastForward("05:01");
    await expect(cover(client)).toHaveAccessibleName("The quiet has ended.");
    await expect.poll(rings).toBe(1);
    if (goesOn) await button(client, "Go on").click();
    await expect(cover(practitioner)).toContainText("Chris’s line is down.");
    await button(practitioner, "I’m ready to speak").click();
    await button(practitioner, "Go on").click();

    // The line is back before the server's word on how the room is held.
    lines.alter((frame, way) => (way === "down" && String(frame).startsWith('42["holding"') ? null : frame));
    await lines.mend();
    await expect(head(practitioner)).toContainText("Both here");
    await button(bar(practitioner), "Thank you").click();
    await isTold(client, "Pia says thank you.");
    const shown = goesOn ? [] : ["The quiet has ended."];
    await expect(cover(client).getByRole("heading")).toHaveText(shown);
    lines.alter((frame) => frame);
    await button(bar(practitioner), "Hear me").click();
    await isTold(client, "Pia has the floor. What you write waits.");
    await expect(cover(client).getByRole("heading")).toHaveText(shown);
    expect(await rings()).toBe(1);
  });
