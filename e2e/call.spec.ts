/** The call: two people hear and see each other, over reloads, lost lines, other devices and a server that restarts. */
import type { Page } from "@playwright/test";
import { hearEachOther, inCall, join } from "./calling.ts";
import { expect, test } from "./fixture.ts";
import { linesOf } from "./lines.ts";
import { watchMedia } from "./media.ts";
import { button, head } from "./screen.ts";

const act = async (page: Page, name: string): Promise<void> => button(page, name).click();

test("two who join hear each other, and see each other when each opens a camera", async ({
  two: { practitioner, client },
}) => {
  const media = await inCall({ practitioner, client });
  for (const side of Object.values(media)) expect(await side.arrived()).toMatchObject({ framesDecoded: 0 });
  await act(client, "Show my picture");
  await media.practitioner.sees();
  expect((await media.client.arrived()).framesDecoded).toBe(0);
  await act(practitioner, "Show my picture");
  await media.client.sees();
  await media.client.hears();
});

/** Waits until the picture with this name moves on the screen. */
const moves = (page: Page, name: string): Promise<void> =>
  page.getByLabel(name).evaluate(
    (video: HTMLVideoElement) =>
      new Promise<void>((done) => {
        video.requestVideoFrameCallback(() => video.requestVideoFrameCallback(() => done()));
      }),
  );

test("two who open their pictures at the same moment see each other", async ({ two: { practitioner, client } }) => {
  const lines = { practitioner: await linesOf(practitioner), client: await linesOf(client) };
  const media = await inCall({ practitioner, client });
  const letGo = [lines.practitioner.hold("up"), lines.client.hold("up")];
  for (const page of [practitioner, client]) await act(page, "Show my picture");
  for (const side of [media.practitioner, media.client]) await side.offers();
  for (const go of letGo) go();
  await moves(practitioner, "Chris’s picture");
  await moves(client, "Pia’s picture");
});

test("two who call each other at the same moment hear each other", async ({ two: { practitioner, client } }) => {
  const lines = await linesOf(practitioner);
  const media = { practitioner: await watchMedia(practitioner), client: await watchMedia(client) };
  await join(practitioner);
  await expect(button(client, "Join")).toBeVisible();
  const letGo = lines.hold("up");
  await join(client);
  for (const side of [media.practitioner, media.client]) await side.offers();
  letGo();
  for (const side of [media.practitioner, media.client]) await side.plays();
});

test("an answer that is lost on the way is asked for again", async ({ two: { practitioner, client } }) => {
  const lines = await linesOf(practitioner);
  const media = await inCall({ practitioner, client });
  let lost = 0;
  lines.alter((frame, way) => {
    const isAnswer = way === "down" && String(frame).includes('"type":"answer"');
    return isAnswer && lost++ === 0 ? null : frame;
  });
  await act(practitioner, "Show my picture");
  await expect.poll(() => lost, { timeout: 20_000 }).toBeGreaterThan(1);
  await act(client, "Show my picture");
  await media.client.sees();
  await moves(practitioner, "Chris’s picture");
});

test("a closed microphone is silence at the other side, and says nothing about the line", async ({
  two: { practitioner, client },
}) => {
  const media = await inCall({ practitioner, client });
  await act(client, "Close my microphone");
  await media.practitioner.hearsSilence();
  await media.client.hears();
  await expect(head(practitioner)).not.toContainText(/interrupted|down/);
  await act(client, "Open my microphone");
  await media.practitioner.hears();
});

test("a page that is loaded anew is in the call again without a click, with its picture", async ({
  two: { practitioner, client },
}) => {
  const media = await inCall({ practitioner, client });
  await act(client, "Show my picture");
  await media.practitioner.sees();
  for (const page of [client, practitioner]) {
    await page.reload();
    await hearEachOther(media);
    await media.practitioner.sees();
  }
});

test("two pages that are loaded anew at the same moment find each other", async ({ two: { practitioner, client } }) => {
  const media = await inCall({ practitioner, client });
  await Promise.all([practitioner.reload(), client.reload()]);
  await hearEachOther(media);
});

test("a page that comes back out of the browser's memory is in the call again", async ({
  two: { practitioner, client },
}) => {
  const media = await inCall({ practitioner, client });
  await client.evaluate(() => window.dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true })));
  await expect(head(practitioner)).toContainText("Chris left", { timeout: 15_000 });
  await client.evaluate(() => window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
  await hearEachOther(media);
  await expect(head(practitioner)).toContainText("Both here, voice open");
});

test("the voices go on while a page has lost its line to the server, over the same connection", async ({
  two: { practitioner, client },
  allow,
}) => {
  allow(/ERR_INTERNET_DISCONNECTED|WebSocket/);
  const lines = await linesOf(client);
  const media = await inCall({ practitioner, client });
  const connections = (): Promise<number[]> =>
    Promise.all([practitioner, client].map((page) => page.evaluate(() => window.connections.length)));
  const before = await connections();
  await lines.cut();
  await expect(head(client)).toContainText(/You are not connected/);
  await expect(head(practitioner)).toContainText(/no line|down/, { timeout: 15_000 });
  for (const side of Object.values(media)) await side.hears();
  await lines.mend();
  await expect(head(client)).toContainText(/Both here/, { timeout: 15_000 });
  await hearEachOther(media);
  expect(await connections()).toEqual(before);
});

test("a page that changes its network is in the call for the server again at once", async ({
  two: { practitioner, client },
  allow,
}) => {
  allow(/WebSocket/);
  const lines = await linesOf(client);
  const media = await inCall({ practitioner, client });
  let saidAgain = false;
  lines.alter((frame, way) => {
    saidAgain ||= way === "up" && /"beat",.*"call":\{/.test(String(frame));
    return frame;
  });
  await lines.change();
  await expect.poll(() => saidAgain, { timeout: 10_000 }).toBe(true);
  await practitioner.reload();
  await hearEachOther(media);
});

test("where the servers of the call are told late, nobody is looked for before", async ({
  two: { practitioner, client },
}) => {
  test.setTimeout(60_000);
  const lines = await linesOf(client);
  const media = { practitioner: await watchMedia(practitioner), client: await watchMedia(client) };
  let asked = 0;
  lines.alter((frame, way) => {
    const asks = way === "up" && /^42\d+\["ice"\]/.test(String(frame));
    return asks && ++asked < 3 ? null : frame;
  });
  await join(practitioner);
  await join(client);
  await expect.poll(() => asked, { timeout: 20_000 }).toBe(2);
  expect(await client.evaluate(() => window.connections.length)).toBe(0);
  await hearEachOther(media);
  expect(asked).toBe(3);
});

test("a page that is loaded anew leaves a closed microphone closed, and long after does not join by itself", async ({
  two: { practitioner, client },
}) => {
  test.setTimeout(60_000);
  const media = await inCall({ practitioner, client });
  await act(client, "Close my microphone");
  await media.practitioner.hearsSilence();
  await client.reload();
  await expect(button(client, "Open my microphone")).toBeVisible();
  await hearEachOther({ client: media.client });
  await media.practitioner.hearsSilence();
  // As a tab that was closed, and is opened again the next day.
  await client.goto("/");
  await client.evaluate(() => {
    for (const [key, value] of Object.entries(sessionStorage))
      if (key.startsWith("was-in-call"))
        sessionStorage.setItem(key, JSON.stringify({ ...(JSON.parse(value) as object), at: Date.now() - 61_000 }));
  });
  await client.goBack();
  await expect(button(client, "Join")).toBeVisible();
  await expect(button(client, "Open my microphone")).toHaveCount(0);
});

test("who is signed out in another tab is out of the call, and so is their microphone", async ({
  two: { practitioner, client, space },
}) => {
  await inCall({ practitioner, client });
  const other = await client.context().newPage();
  await other.goto(`/space/${space}`);
  await expect(head(other)).toContainText("Both here");
  await other.request.delete(`/api/spaces/${space}/sitting`, { headers: { origin: new URL(other.url()).origin } });
  const ended = () =>
    client.evaluate(() =>
      window.connections.every(
        (one) =>
          one.connectionState === "closed" && one.getSenders().every(({ track }) => track?.readyState !== "live"),
      ),
    );
  await expect.poll(ended).toBe(true);
});

test("the voices go on while the server is dead, and it knows of the call when it lives again", async ({
  two: { practitioner, client },
  server,
  allow,
}) => {
  allow(/WebSocket|ERR_CONNECTION_REFUSED/);
  const media = await inCall({ practitioner, client });
  await server.stop("SIGKILL");
  await expect(head(client)).toContainText(/You are not connected/);
  for (const side of Object.values(media)) await side.hears();
  await server.restart();
  await expect(head(client)).toContainText(/Both here/, { timeout: 15_000 });
  await client.reload();
  await hearEachOther(media);
});

test("a connection that is gone is made anew without a click", async ({ two: { practitioner, client } }) => {
  test.setTimeout(60_000);
  const media = await inCall({ practitioner, client });
  await client.evaluate(() => window.connections.at(-1)?.close());
  await hearEachOther(media);
});

test("who joins with another device talks with that one, and the first one says so", async ({
  two: { space, practitioner, client },
  visit,
}) => {
  const media = await inCall({ practitioner, client });
  const [cookie] = await client.context().cookies();
  const phone = await visit({ space, cookie: `${cookie?.name}=${cookie?.value}` });
  const onPhone = await watchMedia(phone);
  await join(phone);
  await hearEachOther({ practitioner: media.practitioner, client: onPhone });
  await expect(client.getByText("Your voice is on another device of yours now.").first()).toBeVisible();
  await expect.poll(media.client.arrived).toMatchObject({ open: 0 });
});

test("a moment is without sound on both sides, and the voices are back when it is lifted", async ({
  two: { practitioner, client },
}) => {
  const media = await inCall({ practitioner, client });
  await act(client, "A moment, please");
  for (const side of Object.values(media)) await side.hearsSilence();
  await act(client, "I am back");
  for (const side of Object.values(media)) await side.hears();
});

test("in a quiet the room is heard as it is, and after it the voices are clear again", async ({
  two: { practitioner, client },
}) => {
  await client.addInitScript(() => {
    const { mediaDevices } = navigator;
    const ask = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (wanted) => {
      const stream = await ask(wanted);
      for (const track of stream.getAudioTracks()) Object.assign(window, { microphone: track });
      return stream;
    };
  });
  const suppressed = (): Promise<boolean | undefined> =>
    client.evaluate(
      () => (window as unknown as { microphone: MediaStreamTrack }).microphone.getSettings().noiseSuppression,
    );
  const media = await inCall({ practitioner, client });
  expect(await suppressed()).toBe(true);
  await act(client, "Quiet together");
  await act(client, "Five minutes");
  await act(practitioner, "Yes, quiet together");
  await expect.poll(suppressed).toBe(false);
  await media.practitioner.hears();
  await act(client, "I’m ready to speak");
  await expect.poll(suppressed).toBe(true);
  await media.practitioner.hears();
});

test("a microphone that is pulled out is replaced by what there is", async ({ two: { practitioner, client } }) => {
  await client.addInitScript(() => {
    const { mediaDevices } = navigator;
    const ask = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (wanted) => {
      const stream = await ask(wanted);
      for (const track of stream.getAudioTracks()) Object.assign(window, { microphone: track });
      return stream;
    };
  });
  const media = await inCall({ practitioner, client });
  await client.evaluate(() => {
    const { microphone } = window as unknown as { microphone: MediaStreamTrack };
    microphone.stop();
    microphone.dispatchEvent(new Event("ended"));
  });
  await media.practitioner.hears();
});

test("who has left the call is not in it when the page is loaded anew", async ({ two: { practitioner, client } }) => {
  await inCall({ practitioner, client });
  await act(client, "Leave the call");
  await client.reload();
  await expect(button(client, "Join")).toBeVisible();
  await expect(button(client, "Leave the call")).toHaveCount(0);
  expect(await client.evaluate(() => window.connections.length)).toBe(0);
});

test("who leaves the call is out of it at once on both screens, and can come back", async ({
  two: { practitioner, client },
}) => {
  const media = await inCall({ practitioner, client });
  await act(client, "Leave the call");
  for (const side of Object.values(media)) await expect.poll(side.arrived).toMatchObject({ open: 0 });
  await client.getByRole("button", { name: /^Join .*voice$/ }).click();
  await hearEachOther(media);
});
