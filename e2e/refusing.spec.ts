/** Browsers and devices that refuse a sound, a voice or a microphone: only that is missing, and it is said. */
import type { Page } from "@playwright/test";
import { inCall } from "./calling.ts";
import { expect, test } from "./fixture.ts";
import { asks, bar, button, cover, head, isCovered } from "./screen.ts";

/** Loads a page anew in a browser where `refuse` was done first. */
async function refusing<T>(page: Page, refuse: (how: T) => void, how: T): Promise<void> {
  await page.addInitScript(refuse as (how: unknown) => void, how);
  await page.reload();
  await expect(head(page)).toContainText("Both here", { timeout: 20_000 });
}

const takeSound = (how: "it is not there" | "it fails"): void => {
  const fail = function fail(): never {
    throw new DOMException("No more of them.", "NotSupportedError");
  };
  Object.defineProperty(window, "AudioContext", { value: how === "it fails" ? fail : undefined });
};
const takeVoice = (): void => {
  Object.defineProperty(window, "RTCPeerConnection", { value: undefined });
  const { mediaDevices } = navigator;
  Object.assign(window, { microphones: 0 });
  mediaDevices.getUserMedia = () => {
    (window as unknown as { microphones: number }).microphones += 1;
    return Promise.reject(new DOMException("", "NotAllowedError"));
  };
};

for (const how of ["it is not there", "it fails"] as const)
  test(`without a way to make sounds because ${how}, a quiet is offered and accepted, and its end is seen`, async ({
    two: { practitioner, client },
  }) => {
    for (const page of [practitioner, client]) await refusing(page, takeSound, how);
    await button(bar(practitioner), "Quiet together").click();
    await button(bar(practitioner), "Five minutes").click();
    await button(client, "Yes, quiet together").click();
    for (const page of [practitioner, client]) {
      await isCovered(page);
      await expect(cover(page)).toContainText("Five minutes, without a bell: this browser makes no sound");
    }
    await button(client, "I’m ready to speak").click();
    for (const page of [practitioner, client]) await expect(cover(page)).toContainText("The quiet has ended.");
  });

test("where no voice can go through, talking says so and opens no microphone", async ({ two: { client } }) => {
  await refusing(client, takeVoice, undefined);
  await button(bar(client), "Talk here").click();
  await expect(asks(client)).toContainText("This browser cannot carry voices");
  await expect(button(bar(client), "Talk here")).toBeVisible();
  expect(await client.evaluate(() => (window as unknown as { microphones: number }).microphones)).toBe(0);
});

test("where a browser gives pages no microphone at all, one joins to listen and write", async ({ two: { client } }) => {
  await refusing(
    client,
    () => Object.defineProperty(Navigator.prototype, "mediaDevices", { get: () => undefined }),
    undefined,
  );
  await button(bar(client), "Talk here").click();
  await button(client, "Try my microphone").click();
  await expect(cover(client)).toContainText("This browser gives pages no microphone.");
  await button(cover(client), "Join to listen and write").click();
  await expect(button(client, "Leave the call")).toBeVisible();
});

test("a microphone that the device takes for a telephone call is said on both sides, and that it is back", async ({
  two: { practitioner, client },
}) => {
  await client.addInitScript(() => {
    const tracks: MediaStreamTrack[] = [];
    Object.assign(window, { tracks });
    const get = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wanted) => {
      const stream = await get(wanted);
      tracks.push(...stream.getAudioTracks());
      return stream;
    };
  });
  await inCall({ practitioner, client });
  for (const page of [practitioner, client]) await expect(head(page)).toContainText("voice open");
  const tell = (name: string): Promise<void> =>
    client.evaluate((event) => {
      const { tracks } = window as unknown as { tracks: MediaStreamTrack[] };
      for (const track of tracks) track.dispatchEvent(new Event(event));
    }, name);
  await tell("mute");
  await expect(head(client)).toContainText("Your device has taken your microphone.");
  await expect(head(practitioner)).toContainText("Chris’s device has taken their microphone.");
  for (const page of [practitioner, client]) await expect(head(page)).not.toContainText("voice open");
  await tell("unmute");
  for (const page of [practitioner, client]) await expect(head(page)).toContainText("voice open");
});

test("in forced colours what covers the page is opaque", async ({ two: { practitioner, client } }) => {
  for (const page of [practitioner, client]) await page.emulateMedia({ forcedColors: "active" });
  const shows = (page: Page): Promise<string> => cover(page).evaluate((over) => getComputedStyle(over).backgroundColor);
  const opaque = /^rgb\(/;
  await button(bar(client), "A moment, please").click();
  for (const page of [practitioner, client]) expect(await shows(page)).toMatch(opaque);
  await button(client, "I am back").click();
  await button(bar(practitioner), "Quiet together").click();
  await button(bar(practitioner), "Five minutes").click();
  await button(client, "Yes, quiet together").click();
  for (const page of [practitioner, client]) expect(await shows(page)).toMatch(opaque);
  await button(client, "I’m ready to speak").click();
  await button(client, "Go on").click();
  await button(client, "Menu").click();
  await button(client, "My seat").click();
  expect(await shows(client)).toMatch(opaque);
  await button(cover(client), "Close").click();
  await button(client, "Hide now").click();
  expect(await shows(client)).toMatch(opaque);
});
