/** What a person finds on the screen of a space, and the steps they take there. */
import { expect, type Locator, type Page } from "@playwright/test";

/** The head of the screen: who is here, and whether the words are kept. */
export const head = (page: Page): Locator => page.getByRole("banner");
/** The one line that is spoken to this person. */
export const said = (page: Page): Locator => page.getByRole("status").last();
/** The foot of the screen, with the ways to hold the room. */
export const bar = (page: Page): Locator => page.getByRole("group", { name: "Holding the room" });
export const column = (page: Page, title: string): Locator => page.getByRole("region", { name: title, exact: true });
export const cardOf = (page: Page, name: string): Locator => page.getByRole("group", { name, exact: true });
export const cover = (page: Page): Locator => page.getByRole("dialog");
export const button = (within: Page | Locator, name: string | RegExp): Locator =>
  within.getByRole("button", { name, exact: true });

/** Everything that stands at the foot of the screen for now. */
export const asks = (page: Page): Locator => page.getByRole("list", { name: "Open between you" });
/** The sheet that opens with a session. */
export const arriving = (page: Page): Locator => page.getByRole("region", { name: "Arriving", exact: true });

/** Waits until the sheet of arriving has the focus that comes to it: what is typed before would go elsewhere. */
export const arrivingHasFocus = (page: Page): Promise<void> =>
  expect(arriving(page).getByRole("heading", { name: "Arriving" })).toBeFocused();

/** Opens a session from `page`: both are at the sheet of arriving, the other by a press of their own. */
export async function openSession(page: Page, other: Page): Promise<void> {
  await button(bar(page), "Open a session").click();
  await button(asks(other), "How I arrive").click();
  for (const each of [page, other]) await arrivingHasFocus(each);
}

/** Presses a button of a page whose script may still be on its way, until the press has led to what it leads to. */
export const pressUntil = (pressed: Locator, then: Locator): Promise<void> =>
  expect(async () => {
    if (!(await then.isVisible())) await pressed.click({ timeout: 1_000 });
    await expect(then).toBeVisible({ timeout: 1_000 });
  }).toPass();

/** The words on an expectation, by what it is about. */
export const wordsOn = (page: Page, about: string): Locator =>
  page.getByRole("textbox", { name: `Words for ${about}`, exact: true });
export const openPage = (page: Page): Locator => page.getByRole("textbox", { name: "The open page" });

/** For half a minute what was removed for good can be brought back. */
export const untilGone = { timeout: 60_000 };

/** Waits until everything that was written on this page is on the server's disk. */
export const isKept = (page: Page): Promise<void> =>
  expect(head(page).getByText("Kept", { exact: true })).toBeVisible();

/** Lays an expectation on the table and writes on it. */
export async function expectation(page: Page, about: string, words: string): Promise<void> {
  await button(page, "Add an expectation").click();
  await cardOf(page, "What is it about?").getByRole("button", { name: about }).click();
  await wordsOn(page, about).fill(words);
}

/** Reads the words of an expectation and agrees to them. */
export async function agree(page: Page, about: string): Promise<void> {
  await button(page, `I agree: ${about}`).click();
  await button(page, "Yes, to these words").click();
}

/** Opens the menu of a card, by what the card is called. */
export const menuOf = (page: Page, card: string): Promise<void> => button(page, `More for ${card}`).click();

type OptionWords = { title: string; text?: string; gives?: string; asks?: string; earns?: string };

/** Begins an option and writes it, up to the act that puts it on the table. */
export async function composeOption(page: Page, { title, text, gives, asks, earns }: OptionWords): Promise<Locator> {
  await button(page, "Add an option").click();
  const form = page.getByRole("form", { name: "An option" });
  const fields = { Title: title, "What it is": text, "What it gives": gives, "What it asks": asks };
  for (const [label, words] of Object.entries(fields))
    if (words !== undefined) await form.getByRole("textbox", { name: label, exact: true }).fill(words);
  await form.getByRole("radio", { name: earns === undefined ? "No" : "Yes" }).check();
  if (earns !== undefined) await form.getByRole("textbox", { name: "How do you earn from it?" }).fill(earns);
  return form;
}

/** Puts an option on the table. */
export async function option(page: Page, words: OptionWords): Promise<void> {
  const form = await composeOption(page, words);
  await button(form, "Put it on the table").click();
}

/** Begins a decision and writes it, up to the act that gives it. */
export async function composeDecision(page: Page, words: string): Promise<Locator> {
  await button(page, "Write a decision").click();
  const form = page.getByRole("form", { name: "A decision" });
  await form.getByRole("textbox").fill(words);
  return form;
}

/** Makes a page believe that somebody looks at another tab, or at this one again. */
export const lookAway = (page: Page, away: boolean): Promise<void> =>
  page.evaluate((hidden) => {
    const state = hidden ? "hidden" : "visible";
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
    document.dispatchEvent(new Event("visibilitychange"));
  }, away);

/**
 * Waits until all that comes by itself to a first visit of two stands there, in its own letters: what comes later moves
 * what stands beneath it, and the foot with what it has opened.
 */
export async function isWhole(page: Page): Promise<void> {
  await expect(head(page)).toContainText("Both here");
  await expect(button(page, /^(Come in|That is them)$/)).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
}

/** Waits until a page has drawn what it knows by now, and has measured it. */
export const isDrawn = (page: Page): Promise<void> =>
  page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn()))));

/** Waits until a still page lies over all of the screen: nothing beneath can be seen, touched or reached. */
export async function isCovered(page: Page): Promise<void> {
  await expect(cover(page)).toBeVisible();
  await expect(page.locator("[inert]").getByRole("main")).toBeAttached();
  const shows = await cover(page).evaluate((over) => {
    const [across, down] = [innerWidth / 10, innerHeight / 10];
    const points = Array.from({ length: 81 }, (_, at) => [1 + (at % 9), 1 + Math.floor(at / 9)] as const);
    return points.filter(([x, y]) => !over.contains(document.elementFromPoint(x * across, y * down)));
  });
  expect(shows).toEqual([]);
}

/** Where something stands at this moment, without waiting for it; null where it is not there. */
export const boxOf = (place: Locator): Promise<DOMRect | null> =>
  place.evaluateAll(([first]) => (first ? (first.getBoundingClientRect().toJSON() as DOMRect) : null));

/** Everything that a place says from now on, in the order in which it stood there. */
export async function sayingsOf(place: Locator): Promise<() => Promise<string[]>> {
  const record = await place.evaluateHandle((element: HTMLElement) => {
    const sayings = [element.innerText];
    const look = (): void => {
      if (element.innerText !== sayings.at(-1)) sayings.push(element.innerText);
    };
    new MutationObserver(look).observe(element, { childList: true, characterData: true, subtree: true });
    return sayings;
  });
  return () => record.jsonValue();
}
