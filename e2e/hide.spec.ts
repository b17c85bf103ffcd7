/** Hide now: one gesture puts a page of notes over everything, and the other waits as for any other moment. */
import type { Page } from "@playwright/test";
import { inCall } from "./calling.ts";
import { expect, test } from "./fixture.ts";
import { linesOf } from "./lines.ts";
import { bar, button, cover, expectation, head, isKept, wordsOn } from "./screen.ts";

const notes = (page: Page) => page.getByRole("dialog", { name: "Notes" });

async function escape(page: Page): Promise<void> {
  for (let press = 0; press < 3; press += 1) await page.keyboard.press("Escape");
}

/** Nothing of the space is on the page: not to be seen, not to be found, and not in its name. */
async function isHidden(page: Page): Promise<void> {
  await expect(notes(page)).toBeVisible();
  await expect(page).toHaveTitle("Notes");
  await expect(page.getByRole("banner")).toHaveCount(0);
  expect(await page.locator("body").innerText()).not.toMatch(/space|Clearing|Pia|Chris|quiet|help/i);
  await expect(page.locator("link[rel~=icon]").first()).toHaveAttribute("href", /^data:/);
}

async function comeBack(page: Page): Promise<void> {
  await button(page, "Notes").click();
  await expect(notes(page)).toHaveCount(0);
  await expect(page).toHaveTitle("Clearing");
}

test("the button hides everything, the other reads that a moment is asked for, and it is lifted on coming back", async ({
  two: { practitioner, client },
}) => {
  await button(client, "Hide now").click();
  await isHidden(client);
  await expect(cover(practitioner)).toContainText("Chris asked for a moment. This page waits.");
  await comeBack(client);
  await expect(cover(practitioner)).toHaveCount(0);
  await expect(cover(client)).toHaveCount(0);
});

test("Escape three times hides, also while writing, and what is typed then goes nowhere", async ({
  two: { practitioner, client },
}) => {
  await expectation(client, "A fair trial", "Six weeks");
  await isKept(client);
  await wordsOn(client, "A fair trial").focus();
  await escape(client);
  await isHidden(client);
  await client.keyboard.type(" and nobody reads this");
  await comeBack(client);
  await expect(wordsOn(client, "A fair trial")).toHaveValue("Six weeks");
  await expect(wordsOn(client, "A fair trial")).toBeFocused();
  await expect(wordsOn(practitioner, "A fair trial")).toHaveValue("Six weeks");
});

test("Escape does not lead back, a press on the title does, and so does the keyboard", async ({ two: { client } }) => {
  await escape(client);
  await isHidden(client);
  await escape(client);
  await escape(client);
  await isHidden(client);
  await client.keyboard.press("Tab");
  await expect(button(client, "Notes")).toBeFocused();
  await client.keyboard.press("Enter");
  await expect(notes(client)).toHaveCount(0);
});

test("it lies over an open dialog, and the dialog is there again afterwards", async ({ two: { client } }) => {
  await button(client, "Menu").click();
  await button(client, "My seat").click();
  const seat = client.getByRole("dialog", { name: "My seat" });
  await expect(seat).toBeVisible();
  // The first Escape closes the dialog, as it always does; the page is hidden with the third.
  await escape(client);
  await isHidden(client);
  await comeBack(client);
  await expect(seat).toHaveCount(0);
});

test("it lies over a quiet, which goes on, and a reload leaves it hidden", async ({
  two: { practitioner, client },
}) => {
  await button(client, "Quiet together").click();
  await button(client, "Five minutes").click();
  await button(practitioner, "Yes, quiet together").click();
  await expect(cover(client)).toContainText("Quiet, together");
  await button(cover(client), "Hide now").click();
  await isHidden(client);
  await client.reload();
  await isHidden(client);
  await comeBack(client);
  await expect(cover(client)).toContainText("Quiet, together");
  await expect(cover(practitioner)).toContainText("Quiet, together");
});

test("loaded anew it shows nothing of the page, also while its scripts have not come", async ({
  two: { client },
  allow,
}) => {
  allow(/ERR_FAILED/);
  await button(client, "Hide now").click();
  await isHidden(client);
  await client.goto("/help");
  const scripts = "**/_next/static/**/*.js";
  await client.route(scripts, (route) => route.abort());
  await client.reload({ waitUntil: "load" });
  await expect(client.getByRole("heading")).toHaveCount(0);
  await expect(client.locator("body")).toBeHidden();
  expect(await client.title()).toBe("Notes");
  await client.unroute(scripts);
  await client.reload();
  await isHidden(client);
  await comeBack(client);
  await expect(client.getByRole("heading").first()).toBeVisible();
  await expect(client).toHaveTitle("Clearing");
});

test("a moment that one asked for oneself is not lifted by coming back", async ({ two: { practitioner, client } }) => {
  await button(client, "A moment, please").click();
  await expect(cover(practitioner)).toBeVisible();
  await escape(client);
  await isHidden(client);
  await comeBack(client);
  await expect(button(client, "I am back")).toBeVisible();
  await expect(cover(practitioner)).toBeVisible();
});

test("who hides in the other's moment is hidden, and the other's word about it stays the other's", async ({
  two: { practitioner, client },
}) => {
  await button(practitioner, "A moment, please").click();
  await expect(cover(client)).toContainText("Pia asked for a moment.");
  await button(cover(client), "Hide now").click();
  await isHidden(client);
  await button(practitioner, "I am back").click();
  await expect(cover(practitioner)).toContainText("Chris asked for a moment.");
  await comeBack(client);
  await expect(cover(practitioner)).toHaveCount(0);
});

test("without a line it hides all the same, and the other is asked as soon as there is one", async ({
  two: { practitioner, client },
  allow,
}) => {
  allow(/ERR_INTERNET_DISCONNECTED|WebSocket/);
  const lines = await linesOf(client);
  await isKept(client);
  await lines.cut();
  await expect(head(client)).toContainText("You are not connected");
  await escape(client);
  await isHidden(client);
  await lines.mend();
  await expect(cover(practitioner)).toContainText("asked for a moment", { timeout: 20_000 });
  await comeBack(client);
  await expect(cover(practitioner)).toHaveCount(0);
});

test("hiding stops the sound on both sides, and coming back lets it go on", async ({
  two: { practitioner, client },
}) => {
  const media = await inCall({ practitioner, client });
  await escape(client);
  await isHidden(client);
  // From here nothing is sent at all, and from there silence.
  const sends = () =>
    client.evaluate(() =>
      window.connections
        .at(-1)
        ?.getSenders()
        .some(({ track }) => track),
    );
  await expect.poll(sends).toBe(false);
  await media.client.hearsSilence();
  await comeBack(client);
  for (const side of Object.values(media)) await side.hears();
});

test("who hid, loaded the page anew and comes back hears the other and is heard", async ({
  two: { practitioner, client },
}) => {
  const media = await inCall({ practitioner, client });
  await button(client, "Hide now").click();
  await isHidden(client);
  await client.reload();
  await isHidden(client);
  await media.client.hearsSilence();
  await comeBack(client);
  await media.practitioner.hears();
  await media.client.hears();
  const plays = () => client.evaluate(() => window.players.at(-1)?.paused === false);
  await expect.poll(plays).toBe(true);
});

test("coming back opens nothing that was not open", async ({ two: { practitioner, client } }) => {
  await client.addInitScript(() => {
    const { mediaDevices } = navigator;
    const native = mediaDevices.getUserMedia.bind(mediaDevices);
    let refuses = true;
    let asked = 0;
    mediaDevices.getUserMedia = (wanted) => {
      asked += 1;
      return wanted?.video && refuses ? Promise.reject(new DOMException("busy", "NotReadableError")) : native(wanted);
    };
    Object.defineProperty(window, "allow", { value: () => (refuses = false) });
    Object.defineProperty(window, "asked", { get: () => asked });
  });
  await inCall({ practitioner, client });
  await button(client, "Show my picture").click();
  await expect(client.getByText("The camera could not be opened.").first()).toBeVisible();
  const asked = () => client.evaluate(() => (window as unknown as { asked: number }).asked);
  const before = await asked();
  await client.evaluate(() => (window as unknown as { allow: () => void }).allow());
  await button(client, "Hide now").click();
  await isHidden(client);
  await comeBack(client);
  // The microphone was open, and only that one is asked for.
  await expect.poll(asked).toBe(before + 1);
  await expect(button(client, "Close my microphone")).toBeVisible();
  await expect(button(client, "Show my picture")).toBeVisible();
  await expect(practitioner.getByLabel("Chris’s picture")).toHaveCount(0);
});

test("nothing beside a camera or a microphone shows a light while the page is hidden", async ({
  two: { practitioner, client },
}) => {
  await client.addInitScript(() => {
    const { mediaDevices } = navigator;
    const native = mediaDevices.getUserMedia.bind(mediaDevices);
    const tracks: MediaStreamTrack[] = [];
    mediaDevices.getUserMedia = async (wanted) => {
      const stream = await native(wanted);
      tracks.push(...stream.getTracks());
      return stream;
    };
    const live = (): number => tracks.filter(({ readyState }) => readyState === "live").length;
    Object.defineProperty(window, "live", { get: live });
  });
  const live = (): Promise<number> => client.evaluate(() => (window as unknown as { live: number }).live);
  const media = await inCall({ practitioner, client });
  await button(client, "Show my picture").click();
  await media.practitioner.sees();
  expect(await live()).toBe(2);
  await button(client, "Hide now").click();
  await isHidden(client);
  await expect.poll(live).toBe(0);
  await comeBack(client);
  await expect.poll(live).toBe(2);
  await media.practitioner.hears();
  await media.practitioner.sees();

  // The same while they are only tried.
  await button(client, "Leave the call").click();
  await client.setViewportSize({ width: 700, height: 900 });
  await button(client, "More ways to hold the room").click();
  await button(client, "My microphone and camera").click();
  await button(cover(client), "Try my microphone").click();
  await button(cover(client), "Look at my picture").click();
  await expect.poll(live).toBe(2);
  await escape(client);
  await isHidden(client);
  await expect.poll(live).toBe(0);
});

test("it hides by itself when nobody touches the page, only where that was chosen", async ({ two: { client } }) => {
  await client.clock.install();
  await client.reload();
  await isKept(client);
  await client.clock.runFor("20:00");
  await expect(bar(client)).toBeVisible();
  await button(client, "Menu").click();
  await button(client, "My seat").click();
  await button(client, "After five minutes").click();
  await button(client, "Close").click();
  await client.clock.runFor("04:30");
  await expect(bar(client)).toBeVisible();
  await client.keyboard.press("Shift");
  await client.clock.runFor("04:30");
  await expect(bar(client)).toBeVisible();
  await client.clock.runFor("00:45");
  await isHidden(client);
});
