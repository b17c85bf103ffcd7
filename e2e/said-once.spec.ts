/** What is said on a phone is shown while it is news, and the same sentence stands there once. */
import type { Page } from "@playwright/test";
import { expect, test } from "./fixture.ts";
import { bar, button, expectation, wordsOn } from "./screen.ts";
import { isTold, shownTo } from "./spoken.ts";

const trial = "A fair trial";
const floor = "Pia has the floor. What you write waits.";
// A keyboard leaves about so much of a phone.
const phone = { width: 390, height: 480 };

/** How often a person reads this sentence on their screen at this moment, and whether it is shown as it is said. */
const read = (page: Page, sentence: string): Promise<{ times: number; isShown: boolean }> =>
  page.evaluate((sentence) => {
    const own = (element: Element): string =>
      [...element.childNodes].map((node) => (node instanceof Text ? node.data : "")).join("");
    const isRead = (element: Element): boolean => {
      const { width, top, bottom } = element.getBoundingClientRect();
      const line = element.closest("[role=status] > p");
      const cut = line !== null && line.getBoundingClientRect().width <= 1;
      return width > 1 && !cut && top < innerHeight && bottom > 0 && getComputedStyle(element).visibility === "visible";
    };
    const all = [...document.querySelectorAll("body *")].filter((each) => own(each).includes(sentence) && isRead(each));
    return { times: all.length, isShown: all.some((each) => each.closest("[role=status]") !== null) };
  }, sentence);

const many = "Six weeks.\n".repeat(40);

test("a line that stood on the screen when it was said does not come again as somebody begins to write", async ({
  two: { practitioner, client },
}) => {
  await client.setViewportSize(phone);
  await expectation(client, trial, many);
  await button(client, "Menu").focus();
  await button(bar(practitioner), "Hear me").click();
  await isTold(client, floor);
  await wordsOn(client, trial).press("ControlOrMeta+End");
  expect(await read(client, floor)).toEqual({ times: 1, isShown: false });
  expect(shownTo(client)).not.toContain(floor);
});

test("who writes reads the line once, as it is said and then at the foot, and not again when they write on", async ({
  two: { practitioner, client },
}) => {
  await client.setViewportSize(phone);
  await expectation(client, trial, many);
  await wordsOn(client, trial).press("ControlOrMeta+End");
  await button(bar(practitioner), "Hear me").click();
  await isTold(client, floor);
  expect(await read(client, floor)).toEqual({ times: 1, isShown: true });
  await wordsOn(client, trial).blur();
  await wordsOn(client, trial).press("ControlOrMeta+End");
  expect(await read(client, floor)).toEqual({ times: 1, isShown: false });
});
