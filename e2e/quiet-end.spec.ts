/** The end of a quiet on each device: a bell, a buzz where there is no sound, a picture; and a screen that stays awake. */
import type { Page } from "@playwright/test";
import { type Two, expect, test } from "./fixture.ts";
import { offer, quiet } from "./quiet.ts";
import { button, cover, head, isDrawn, lookAway } from "./screen.ts";

type Heard = { sounds: AudioContextState[]; tones: number; buzzes: VibratePattern[] };

/** Listens to what a page lets be heard and felt. The page is loaded anew for it. */
async function ears(page: Page): Promise<() => Promise<Heard>> {
  await page.addInitScript(() => {
    const contexts: AudioContext[] = [];
    const buzzes: VibratePattern[] = [];
    let tones = 0;
    const Plain = AudioContext;
    window.AudioContext = class extends Plain {
      constructor(options?: AudioContextOptions) {
        super(options);
        contexts.push(this);
      }
    };
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function (this: OscillatorNode, when?: number) {
      tones += 1;
      start.call(this, when);
    };
    const vibrate = (pattern: VibratePattern): boolean => buzzes.push(pattern) > 0;
    Object.defineProperty(navigator, "vibrate", { value: vibrate });
    const heard = (): Heard => ({ sounds: contexts.map(({ state }) => state), tones, buzzes });
    Object.defineProperty(window, "heard", { value: heard });
  });
  await page.reload();
  await expect(head(page)).toContainText("Both here");
  return () => page.evaluate(() => (window as unknown as { heard: () => Heard }).heard());
}

const both = ({ practitioner, client }: Two): [Page, Page] => [practitioner, client];

test("the tap that offers and the tap that accepts unlock the bell, which rings once for both at the end", async ({
  two,
}) => {
  const heard = [await ears(two.practitioner), await ears(two.client)];
  await quiet(two);
  for (const hear of heard) await expect.poll(hear).toEqual({ sounds: ["running"], tones: 0, buzzes: [] });
  await button(two.client, "I’m ready to speak").click();
  for (const page of both(two)) await expect(cover(page)).toHaveAccessibleName("The quiet has ended.");
  // A bowl has three tones.
  for (const hear of heard) await expect.poll(hear).toEqual({ sounds: ["running"], tones: 3, buzzes: [] });
});

test("where no tap has allowed a sound there is one buzz, and the picture stays until it is touched", async ({
  two,
}) => {
  const hear = await ears(two.client);
  await quiet(two);
  await two.client.reload();
  await expect(cover(two.client)).toHaveAccessibleName("Quiet, together");
  await button(two.practitioner, "I’m ready to speak").click();
  await expect(cover(two.client)).toHaveAccessibleName("The quiet has ended.");
  await expect.poll(hear).toEqual({ sounds: [], tones: 0, buzzes: [[120, 180, 120]] });
  await cover(two.client).click({ position: { x: 20, y: 20 } });
  await expect(cover(two.client)).toBeHidden();
});

test("Escape at the end of a quiet goes on from there, and does not close the sheet that comes back with it", async ({
  two: { practitioner, client },
}) => {
  await offer(client, "Five minutes");
  await button(client, "Menu").click();
  await button(client, "My seat").click();
  await button(practitioner, "Yes, quiet together").click();
  await expect(cover(client)).toHaveAccessibleName("Quiet, together");
  await button(practitioner, "I’m ready to speak").click();
  await expect(cover(client)).toHaveAccessibleName("The quiet has ended.");
  await expect(cover(client).getByRole("heading")).toBeFocused();
  const taken = await client.evaluateHandle(() => {
    const presses: boolean[] = [];
    addEventListener("keydown", ({ defaultPrevented }) => presses.push(defaultPrevented));
    return presses;
  });
  await client.keyboard.press("Escape");
  expect(await taken.jsonValue()).toEqual([true]);
  await isDrawn(client);
  await expect(cover(client)).toHaveAccessibleName("My seat");
  await client.keyboard.press("Escape");
  await expect(cover(client)).toHaveCount(0);
});

test("any touch inside the quiet unlocks the bell of a page that was loaded anew", async ({ two }) => {
  const hear = await ears(two.client);
  await quiet(two);
  await two.client.reload();
  await expect(cover(two.client)).toHaveAccessibleName("Quiet, together");
  await cover(two.client).click({ position: { x: 20, y: 20 } });
  await expect.poll(async () => (await hear()).sounds).toEqual(["running"]);
  await expect(cover(two.client)).toHaveAccessibleName("Quiet, together");
  await button(two.practitioner, "I’m ready to speak").click();
  await expect.poll(async () => (await hear()).tones).toBe(3);
});

for (const motion of ["no-preference", "reduce"] as const)
  test(`the picture of the end is another one than that of the quiet (motion: ${motion})`, async ({ two }) => {
    await two.client.emulateMedia({ reducedMotion: motion });
    await quiet(two);
    const picture = cover(two.client).locator("svg").first();
    const moves = (): Promise<number> => picture.evaluate((element) => element.getAnimations().length);
    const edge = (): Promise<string> =>
      picture
        .locator("circle")
        .first()
        .evaluate((circle) => getComputedStyle(circle).stroke);
    await expect.poll(moves).toBe(motion === "reduce" ? 0 : 1);
    expect(await edge()).toBe("none");
    await button(two.practitioner, "I’m ready to speak").click();
    await expect(cover(two.client)).toHaveAccessibleName("The quiet has ended.");
    await expect(picture).toHaveCSS("opacity", "1");
    await expect.poll(moves).toBe(0);
    expect(await edge()).not.toBe("none");
  });

/** Stands in for the browser's wake locks, which it takes back whenever the page is hidden. */
async function wakeLocksOf(page: Page): Promise<() => Promise<{ taken: number; held: number }>> {
  await page.addInitScript(() => {
    const locks: { released: boolean; release: () => Promise<void> }[] = [];
    const request = (): Promise<unknown> => {
      const lock = {
        released: false,
        release(): Promise<void> {
          lock.released = true;
          return Promise.resolve();
        },
      };
      locks.push(lock);
      return Promise.resolve(lock);
    };
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") for (const lock of locks) lock.released = true;
    });
    Object.defineProperty(navigator, "wakeLock", { value: { request } });
    const count = () => ({ taken: locks.length, held: locks.filter(({ released }) => !released).length });
    Object.defineProperty(window, "wakeLocks", { value: count });
  });
  await page.reload();
  await expect(head(page)).toContainText("Both here");
  return () =>
    page.evaluate(() => (window as unknown as { wakeLocks: () => { taken: number; held: number } }).wakeLocks());
}

test("the screen is kept awake in the quiet, again after it was hidden, and let go at the end", async ({ two }) => {
  const locks = await wakeLocksOf(two.client);
  expect(await locks()).toEqual({ taken: 0, held: 0 });
  await quiet(two);
  await expect.poll(locks).toEqual({ taken: 1, held: 1 });
  await lookAway(two.client, true);
  expect(await locks()).toEqual({ taken: 1, held: 0 });
  await lookAway(two.client, false);
  await expect.poll(locks).toEqual({ taken: 2, held: 1 });
  // A page that is shown is told so more than once; one lock is enough.
  await lookAway(two.client, false);
  expect(await locks()).toEqual({ taken: 2, held: 1 });
  await button(two.practitioner, "I’m ready to speak").click();
  await expect(cover(two.client)).toHaveAccessibleName("The quiet has ended.");
  await expect.poll(locks).toEqual({ taken: 2, held: 0 });
});
