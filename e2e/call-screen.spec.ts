/** What the screen says and offers around a call. */
import type { Page } from "@playwright/test";
import { devicesAreFound, inCall, join, lookAtDevices } from "./calling.ts";
import { heldTimers } from "./clock.ts";
import { expect, test } from "./fixture.ts";
import { watchMedia } from "./media.ts";
import { asks, bar, button, composeDecision, head, isDrawn } from "./screen.ts";
import { isTold } from "./spoken.ts";

const check = (page: Page) => page.getByRole("dialog", { name: "My voice" });
const tiles = (page: Page) => page.getByRole("region", { name: "The call" });

/** Lets a browser refuse its devices from the next load on. */
async function deny(page: Page): Promise<void> {
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  });
  await page.reload();
}

test("an open voice is said once at the foot of the other's screen, and joined from there", async ({
  two: { practitioner, client },
}) => {
  await join(practitioner);
  await isTold(client, "Pia’s voice is open.");
  const open = asks(client).getByText("Pia’s voice is open.");
  await expect(open).toBeVisible();
  await button(client, "Join").click();
  await devicesAreFound(client);
  await button(check(client), "Join with my voice").click();
  await expect(open).toBeHidden();
  for (const page of [practitioner, client]) await expect(head(page)).toContainText("Both here, voice open");
  await expect(tiles(practitioner)).toContainText("Chris");
});

test("joining and leaving leave what one is writing, and where, as it is", async ({ two: { client } }) => {
  const form = await composeDecision(client, "I wait until spring.");
  const words = form.getByRole("textbox").first();
  await words.focus();
  await client.evaluate(() => Object.assign(window, { field: document.activeElement }));
  const isSame = (): Promise<boolean> =>
    client.evaluate(() => (window as unknown as { field: Element }).field.isConnected);
  await join(client);
  await expect(tiles(client)).toBeVisible();
  expect(await isSame()).toBe(true);
  await expect(words).toHaveValue("I wait until spring.");
  await button(client, "Leave the call").click();
  await expect(tiles(client)).toBeHidden();
  expect(await isSame()).toBe(true);
});

test("devices are looked at before the first call, nothing is asked without a press, and later one joins at once", async ({
  two: { client },
}) => {
  await client.addInitScript(() => {
    const { mediaDevices } = navigator;
    const ask = mediaDevices.getUserMedia.bind(mediaDevices);
    const asked: string[] = [];
    Object.assign(window, { asked });
    mediaDevices.getUserMedia = (wanted) => {
      asked.push(...Object.keys(wanted ?? {}));
      return ask(wanted);
    };
  });
  await client.reload();
  const asked = (): Promise<string[]> => client.evaluate(() => (window as unknown as { asked: string[] }).asked);
  await button(bar(client), "Talk here").click();
  await expect(check(client)).toContainText("Nothing is recorded");
  await devicesAreFound(client);
  expect(await asked()).toEqual([]);
  await lookAtDevices(client);
  await expect(check(client)).toContainText("Your microphone hears you.");
  expect(await asked()).toEqual(["audio"]);
  await button(check(client), "Look at my picture").click();
  await expect(check(client).getByLabel("Your own picture")).toBeVisible();
  await button(check(client), "Without my picture").click();
  await check(client).getByLabel("Microphone", { exact: true }).selectOption({ index: 1 });
  await button(check(client), "Join with my voice").click();
  await button(client, "Leave the call").click();
  await button(bar(client), "Talk here").click();
  await expect(button(client, "Close my microphone")).toBeVisible();

  await button(client, "Leave the call").click();
  await client.reload();
  expect(await client.evaluate(() => localStorage.getItem("call-devices"))).toContain("microphone");
});

test("nothing moves on the sheet of one's voice when the devices are found", async ({ two: { client } }) => {
  await client.context().grantPermissions(["microphone", "camera"]);
  await client.addInitScript(() => {
    const { mediaDevices } = navigator;
    const list = mediaDevices.enumerateDevices.bind(mediaDevices);
    let find = (): void => {};
    const found = new Promise<void>((done) => (find = done));
    const watched = { tops: new Set<number>(), asked: 0, find: () => find() };
    mediaDevices.enumerateDevices = async () => {
      watched.asked += 1;
      await found;
      return list();
    };
    const look = (): void => {
      for (const at of document.querySelectorAll("dialog[open] button"))
        if (at.textContent === "Try my microphone") watched.tops.add(at.getBoundingClientRect().top);
      requestAnimationFrame(look);
    };
    look();
    Object.assign(window, { watched });
  });
  // The sheet would come without them otherwise, if they took that long.
  await heldTimers(client, 2_000);
  const watched = () =>
    client.evaluate(() => {
      const { tops, asked } = (window as unknown as { watched: { tops: Set<number>; asked: number } }).watched;
      return { tops: [...tops], asked };
    });
  await button(bar(client), "Talk here").click();
  await expect.poll(async () => (await watched()).asked).toBeGreaterThan(0);
  await isDrawn(client);
  await client.evaluate(() => (window as unknown as { watched: { find: () => void } }).watched.find());
  await expect(check(client).getByRole("combobox").first()).toBeVisible();
  await isDrawn(client);
  expect((await watched()).tops).toHaveLength(1);
});

test("the sheet of one's voice comes without the devices where the browser does not tell them", async ({
  two: { client },
}) => {
  await client.addInitScript(() => {
    navigator.mediaDevices.enumerateDevices = () => new Promise(() => {});
  });
  const isOver = await heldTimers(client, 2_000);
  await button(bar(client), "Talk here").click();
  await isOver();
  await expect(button(check(client), "Try my microphone")).toBeVisible();
});

test("who may not use a microphone reads why, and joins to listen and write", async ({
  two: { practitioner, client },
}) => {
  await deny(client);
  const media = await watchMedia(client);
  await join(practitioner);
  await button(client, "Join").click();
  await lookAtDevices(client);
  await expect(check(client)).toContainText("This browser does not let the page use the microphone.");
  await button(check(client), "Join to listen and write").click();
  await media.hears();
  await expect(tiles(practitioner)).toContainText("Microphone closed");
  await expect(client.getByText("This browser does not let the page use the microphone.").first()).toBeVisible();
});

test("one's own picture can be hidden from oneself while the other sees it", async ({
  two: { practitioner, client },
}) => {
  const media = await inCall({ practitioner, client });
  const own = tiles(client).getByLabel("Your own picture");
  await button(client, "Show my picture").click();
  await expect(own).toBeVisible();
  await button(client, "Hide my picture from me").click();
  await expect(own).toBeHidden();
  await expect(tiles(client)).toContainText("Your camera is on");
  await media.practitioner.sees();
  await client.reload();
  await expect(tiles(client)).toContainText("Your camera is on");
  await media.practitioner.sees();
});

test("we talk elsewhere takes the call off both screens, and is not said while a voice is open", async ({
  two: { practitioner, client },
}) => {
  await join(practitioner);
  // Before the server knows of the voice, talking elsewhere can be said.
  await isTold(client, "Pia’s voice is open.");
  await button(client, "Menu").click();
  const elsewhere = client.getByRole("switch", { name: "We talk elsewhere" });
  await elsewhere.click();
  await isTold(client, /A voice is open here\./);
  await button(practitioner, "Leave the call").click();
  await expect(client.getByText("Pia’s voice is open.")).toBeHidden();
  await elsewhere.click();
  await expect(elsewhere).toBeChecked();
  for (const page of [practitioner, client]) await expect(button(bar(page), "Talk here")).toBeDisabled();
  await button(bar(practitioner), "Talk here").click({ force: true });
  await isTold(practitioner, "We talk elsewhere. There is no voice in this room.");
  await elsewhere.click();
  await expect(button(bar(practitioner), "Talk here")).toBeEnabled();
});

test("who wishes so is silent while the other has the floor, and nobody else can close a microphone", async ({
  two: { practitioner, client },
}) => {
  const media = await inCall({ practitioner, client });
  await button(client, "Hear me").click();
  await media.client.hears();
  await button(client, "Lay it down").click();

  // In the bar of a phone the devices stand behind the dots.
  await practitioner.setViewportSize({ width: 700, height: 900 });
  await button(practitioner, "More ways to hold the room").click();
  await button(practitioner, "My microphone and camera").click();
  await devicesAreFound(practitioner);
  await check(practitioner)
    .getByRole("checkbox", { name: "When Chris has the floor, my microphone is closed." })
    .check();
  await button(check(practitioner), "Close").click();
  await button(client, "Hear me").click();
  await media.client.hearsSilence();
  await media.practitioner.hears();
  await button(client, "Lay it down").click();
  await media.client.hears();
});

test("who can be overheard is without sound and picture, and the other reads it and nothing more", async ({
  two: { practitioner, client },
}) => {
  const media = await inCall({ practitioner, client });
  const picture = practitioner.getByLabel("Chris’s picture");
  await button(client, "Show my picture").click();
  await expect(picture).toBeVisible();
  await button(practitioner, "Open a session").click();
  await button(client, "Menu").click();
  await button(client, "How I arrive").first().click();
  await button(client, "I can be overheard").click();
  await button(client, "Say this and go on").click();
  await media.practitioner.hearsSilence();
  await expect(picture).toHaveCount(0);
  await expect(client.getByText("Your sound and picture rest")).toBeVisible();
  await expect(practitioner.getByText("Chris can be overheard.").first()).toBeVisible();
  // What was said is gone with the session, and the microphone opens by its own person's press only.
  await button(practitioner, "Close session").click();
  await expect(practitioner.getByText("Chris can be overheard.")).toHaveCount(0);
  await media.practitioner.hearsSilence();
  await button(client, "Open my microphone").click();
  await media.practitioner.hears();
  await expect(picture).toBeVisible();
});

test("in a call one sees one's own voice arrive, and no second microphone is asked for", async ({
  two: { client },
}) => {
  await client.addInitScript(() => {
    const { mediaDevices } = navigator;
    const native = mediaDevices.getUserMedia.bind(mediaDevices);
    let asked = 0;
    mediaDevices.getUserMedia = (wanted) => {
      document.documentElement.dataset["asked"] = String(++asked);
      return native(wanted);
    };
  });
  await client.reload();
  await client.setViewportSize({ width: 700, height: 900 });
  await join(client);
  await button(client, "More ways to hold the room").click();
  await button(client, "My microphone and camera").click();
  await expect(check(client)).toContainText("Your microphone hears you.");
  await button(check(client), "Close").click();
  await button(client, "Close my microphone").click();
  await button(client, "More ways to hold the room").click();
  await button(client, "My microphone and camera").click();
  await expect(check(client)).toContainText("Your microphone is closed.");
  await expect(client.locator("html")).toHaveAttribute("data-asked", "1");
});

test("sound that the system has stopped is said, and heard again after a press", async ({
  two: { practitioner, client },
}) => {
  await client.addInitScript(() => {
    const { prototype } = HTMLMediaElement;
    const play = prototype.play;
    prototype.play = function remembered() {
      document.addEventListener("a call comes in", () => this.pause(), { once: true });
      const playing = play.call(this);
      const plays = (): void => void (document.documentElement.dataset["plays"] = "yes");
      void playing.then(plays, () => undefined);
      return playing;
    };
  });
  await client.reload();
  await join(practitioner);
  await button(client, "Join").click();
  await devicesAreFound(client);
  await button(check(client), "Join with my voice").click();
  await expect(client.locator("html")).toHaveAttribute("data-plays", "yes");
  await expect(button(client, "Let me hear Pia")).toBeHidden();
  await client.evaluate(() => document.dispatchEvent(new Event("a call comes in")));
  await button(client, "Let me hear Pia").click();
  await expect(button(client, "Let me hear Pia")).toBeHidden();
});

test("a browser that waits for a tap before it plays sound says so", async ({ two: { practitioner, client } }) => {
  await client.addInitScript(() => {
    const { prototype } = HTMLMediaElement;
    const play = prototype.play;
    prototype.play = function waits() {
      prototype.play = play;
      return Promise.reject(new DOMException("no", "NotAllowedError"));
    };
  });
  await client.reload();
  await join(practitioner);
  await button(client, "Join").click();
  await devicesAreFound(client);
  await button(check(client), "Join with my voice").click();
  await button(client, "Let me hear Pia").click();
  await expect(button(client, "Let me hear Pia")).toBeHidden();
});
