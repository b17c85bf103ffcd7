/** Hiding in a call: nothing is heard, seen or shown meanwhile, and coming back opens what was open. */
import { inCall, lookAtDevices } from "./calling.ts";
import { expect, test } from "./fixture.ts";
import { comeBack, escape, isHidden } from "./hiding.ts";
import { button, cover } from "./screen.ts";

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

test("a picture in a window of its own goes with the page, and comes back only into it", async ({
  two: { practitioner, client },
}) => {
  const media = await inCall({ practitioner, client });
  await button(client, "Show my picture").click();
  await media.practitioner.sees();
  const picture = practitioner.getByLabel("Chris’s picture");
  await expect(picture).toHaveAttribute("disablepictureinpicture");
  // A browser without a screen opens no such window: what the page asks of it is looked at.
  const video = await picture.evaluateHandle((seen) => {
    let isOpen = true;
    Object.defineProperty(document, "pictureInPictureElement", { get: () => (isOpen ? seen : null) });
    document.exitPictureInPicture = async () => void (isOpen = false);
    return seen as HTMLVideoElement;
  });
  await button(practitioner, "Hide now").click();
  await isHidden(practitioner);
  expect(await practitioner.evaluate(() => document.pictureInPictureElement)).toBeNull();
  expect(await video.evaluate((seen) => seen.srcObject)).toBeNull();
  await comeBack(practitioner);
  await expect(picture).toBeVisible();
  await expect.poll(() => picture.evaluate((seen) => (seen as HTMLVideoElement).srcObject)).not.toBeNull();
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
  await lookAtDevices(client);
  await button(cover(client), "Look at my picture").click();
  await expect.poll(live).toBe(2);
  await escape(client);
  await isHidden(client);
  await expect.poll(live).toBe(0);
});
