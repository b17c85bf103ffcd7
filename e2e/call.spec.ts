/** The call: two people hear and see each other, and each opens and closes only what is their own. */
import { act, hearEachOther, inCall, join } from "./calling.ts";
import { expect, test } from "./fixture.ts";
import { watchMedia } from "./media.ts";
import { button, head } from "./screen.ts";

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
