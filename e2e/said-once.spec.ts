/** What is said on a phone is shown while it is news, and the same sentence stands there once. */
import type { Page } from "@playwright/test";
import { expect, test } from "./fixture.ts";
import { bar, button, expectation, isDrawn, isKept, wordsOn } from "./screen.ts";
import { isTold, shownTo } from "./spoken.ts";

const trial = "A fair trial";
const floor = "Pia has the floor. What you write waits.";
// A keyboard leaves about so much of a phone.
const phone = { width: 390, height: 480 };

type Reading = { times: number; isShown: boolean };

/**
 * Looks from now on how often a person reads this sentence on their screen, and whether it is shown as it is said: it
 * stands for some seconds only. Gives each answer that was another than the one before.
 */
async function readingsOf(page: Page, sentence: string): Promise<() => Promise<Reading[]>> {
  const record = await page.evaluateHandle((sentence) => {
    const own = (element: Element): string =>
      [...element.childNodes].map((node) => (node instanceof Text ? node.data : "")).join("");
    const isRead = (element: Element): boolean => {
      const { width, top, bottom } = element.getBoundingClientRect();
      const line = element.closest("[role=status] > p");
      const cut = line !== null && line.getBoundingClientRect().width <= 1;
      return width > 1 && !cut && top < innerHeight && bottom > 0 && getComputedStyle(element).visibility === "visible";
    };
    const readings: Reading[] = [];
    const look = (): void => {
      const all = [...document.querySelectorAll("body *")].filter(
        (each) => own(each).includes(sentence) && isRead(each),
      );
      const now = { times: all.length, isShown: all.some((each) => each.closest("[role=status]") !== null) };
      const last = readings.at(-1);
      if (now.times !== last?.times || now.isShown !== last.isShown) readings.push(now);
      requestAnimationFrame(look);
    };
    look();
    return readings;
  }, sentence);
  return () => record.jsonValue();
}

const many = "Six weeks.\n".repeat(40);

test("a line that stood on the screen when it was said does not come again as somebody begins to write", async ({
  two: { practitioner, client },
}) => {
  await client.setViewportSize(phone);
  await expectation(client, trial, many);
  // What is under way as the floor is taken waits, and that is told too.
  await isKept(client);
  await button(client, "Menu").focus();
  await button(bar(practitioner), "Hear me").click();
  await isTold(client, floor);
  await isDrawn(client);
  const readings = await readingsOf(client, floor);
  await wordsOn(client, trial).press("ControlOrMeta+End");
  await isDrawn(client);
  expect(await readings()).toEqual([{ times: 1, isShown: false }]);
  expect(shownTo(client)).not.toContain(floor);
});

test("who writes reads the line once, as it is said and then at the foot, and not again when they write on", async ({
  two: { practitioner, client },
}) => {
  await client.setViewportSize(phone);
  await expectation(client, trial, many);
  await isKept(client);
  await wordsOn(client, trial).press("ControlOrMeta+End");
  const readings = await readingsOf(client, floor);
  await button(bar(practitioner), "Hear me").click();
  await expect.poll(readings).toContainEqual({ times: 1, isShown: true });
  await wordsOn(client, trial).blur();
  await isDrawn(client);
  await wordsOn(client, trial).press("ControlOrMeta+End");
  await isDrawn(client);
  // The foot may say it a moment before it is shown as it is said; from then on it stands there once.
  const [first, ...others] = await readings();
  expect(first).toEqual({ times: 0, isShown: false });
  expect(others.filter(({ times }) => times !== 1)).toEqual([]);
  expect(others.filter(({ isShown }) => isShown)).toHaveLength(1);
  expect(others.at(-1)).toEqual({ times: 1, isShown: false });
});
