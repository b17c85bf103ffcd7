/** The call over reloads, lost lines, words that cross or are lost on the way, and a server that restarts. */
import type { Page } from "@playwright/test";
import { act, hearEachOther, inCall, join } from "./calling.ts";
import { expect, test } from "./fixture.ts";
import { linesOf, ofEvent } from "./lines.ts";
import { watchMedia } from "./media.ts";
import { button, head } from "./screen.ts";
import { isTold } from "./spoken.ts";

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
  const letGo = [lines.practitioner.hold("up", ofEvent("rtc")), lines.client.hold("up", ofEvent("rtc"))];
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
  const letGo = lines.hold("up", ofEvent("rtc"));
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
  await expect.poll(() => lost).toBeGreaterThan(1);
  await act(client, "Show my picture");
  await media.client.sees();
  await moves(practitioner, "Chris’s picture");
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
  await expect(head(practitioner)).toContainText("Chris left");
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
  await expect(head(practitioner)).toContainText(/no line|down/);
  for (const side of Object.values(media)) await side.hears();
  await lines.mend();
  await expect(head(client)).toContainText(/Both here/);
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
  await expect.poll(() => saidAgain).toBe(true);
  await practitioner.reload();
  await hearEachOther(media);
});

test("where the servers of the call are told late, nobody is looked for before", async ({
  two: { practitioner, client },
}) => {
  const lines = await linesOf(client);
  const media = { practitioner: await watchMedia(practitioner), client: await watchMedia(client) };
  let asked = 0;
  let comes = false;
  lines.alter((frame, way) => {
    const asks = way === "up" && /^42\d+\["ice"\]/.test(String(frame));
    if (asks) asked += 1;
    return asks && !comes ? null : frame;
  });
  await join(practitioner);
  await join(client);
  await expect.poll(() => asked).toBeGreaterThan(1);
  expect(await client.evaluate(() => window.connections.length)).toBe(0);
  comes = true;
  const before = asked;
  await hearEachOther(media);
  expect(asked).toBe(before + 1);
});

test("a page that is loaded anew leaves a closed microphone closed, and long after does not join by itself", async ({
  two: { practitioner, client },
}) => {
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
  await expect(head(client)).toContainText(/Both here/);
  await client.reload();
  await hearEachOther(media);
});

test("a connection that is gone is made anew without a click", async ({ two: { practitioner, client } }) => {
  const media = await inCall({ practitioner, client });
  await client.evaluate(() => window.connections.at(-1)?.close());
  await hearEachOther(media);
});

test("who is in the call is told of no open voice when the other's line blinks", async ({
  two: { practitioner, client },
}) => {
  const lines = await linesOf(practitioner);
  await inCall({ practitioner, client });
  let isUpAgain = false;
  lines.alter((frame, way) => {
    isUpAgain ||= way === "down" && String(frame).startsWith('42["present"');
    return frame;
  });
  await lines.change();
  // What the head said before stands there until the page has noticed.
  await expect.poll(() => isUpAgain).toBe(true);
  await expect(head(practitioner)).toContainText("Both here, voice open");
  await button(practitioner, "Thank you").click();
  const before = await isTold(client, "Pia says thank you.");
  expect(before.filter((line) => line.includes("voice is open"))).toHaveLength(1);
});
