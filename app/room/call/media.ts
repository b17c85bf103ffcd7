/** This person's own sound and picture while they are in a call: opened, changed, rested and closed in one place. */
import { askCamera, askMicrophone, chosenDevices, keepDevices, listDevices } from "./devices.ts";
import type { Devices } from "./state.ts";

type Kind = "audio" | "video";

export type MediaParts = {
  storage: Storage | null;
  /** Called with each new track, or with null where there is none any more. What was before is stopped after it. */
  given(kind: Kind, track: MediaStreamTrack | null): Promise<void>;
  /** Called with a sentence when a device is lost and no other can take its place. */
  lost(why: string): void;
};

/** Opens nothing by itself. Undo: `close`. */
export function openMedia({ storage, given, lost }: MediaParts) {
  const tracks: Record<Kind, MediaStreamTrack | null> = { audio: null, video: null };
  const open: Record<Kind, boolean> = { audio: true, video: true };
  let natural = false;
  let turn: Promise<unknown> = Promise.resolve();
  let closed = false;

  // Two questions to the browser at once could come back in the other order.
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work);
    turn = result.catch(() => undefined);
    return result;
  };

  const put = async (kind: Kind, track: MediaStreamTrack | null): Promise<void> => {
    const before = tracks[kind];
    if (closed) {
      track?.stop();
      return;
    }
    tracks[kind] = track;
    if (track) {
      track.enabled = open[kind];
      // The device was pulled out or taken away. Stopping a track oneself does not come here.
      track.addEventListener("ended", () => void inTurn(() => replace(kind)));
    }
    await given(kind, track);
    before?.stop();
  };

  /** Asks for a device of this kind. Gives why there is none, or null. What was there stays until another is. */
  const ask = async (kind: Kind): Promise<string | null> => {
    const devices = chosenDevices(storage);
    const { track, why } = await (kind === "audio" ? askMicrophone(devices, natural) : askCamera(devices));
    if (track) await put(kind, track);
    return why;
  };

  const replace = async (kind: Kind): Promise<void> => {
    const why = await ask(kind);
    if (why === null || tracks[kind]?.readyState === "live") return;
    await put(kind, null);
    lost(why);
  };

  /** A device that was chosen is there again, or another is now the browser's own choice. */
  const devicesChanged = async (): Promise<void> => {
    const [chosen, there] = [chosenDevices(storage), await listDevices()];
    for (const [kind, device] of [
      ["audio", "microphone"],
      ["video", "camera"],
    ] as const) {
      const track = tracks[kind];
      const id = chosen[device];
      if (
        track &&
        id !== null &&
        track.getSettings().deviceId !== id &&
        there[device].some((one) => one.deviceId === id)
      )
        await replace(kind);
    }
  };
  const onDevices = (): void => void inTurn(devicesChanged);
  navigator.mediaDevices?.addEventListener("devicechange", onDevices);

  return {
    track: (kind: Kind): MediaStreamTrack | null => tracks[kind],
    /** Asks for a device where none is open. Gives why there is none as a sentence, or null. */
    start: (kind: Kind): Promise<string | null> => inTurn(async () => (tracks[kind] ? null : ask(kind))),
    stop: (kind: Kind): Promise<void> => inTurn(() => put(kind, null)),
    /** Lets a device be heard or seen, or closes it for now. It stays this page's. */
    allow(kind: Kind, through: boolean): void {
      open[kind] = through;
      const track = tracks[kind];
      if (track) track.enabled = through;
    },
    /** Whether sound is left as it is in the room, without anything taken out of it. */
    leaveNatural(wanted: boolean): void {
      if (natural === wanted) return;
      natural = wanted;
      if (tracks.audio) void inTurn(() => replace("audio"));
    },
    /** Remembers other devices and takes them at once where they are in use. Gives why one cannot be, or null. */
    choose: (changed: Partial<Devices>): Promise<string | null> =>
      inTurn(async () => {
        keepDevices(storage, changed);
        const whys = [
          changed.microphone !== undefined && tracks.audio ? await ask("audio") : null,
          changed.camera !== undefined && tracks.video ? await ask("video") : null,
        ];
        return whys.find((why) => why !== null) ?? null;
      }),
    close(): void {
      closed = true;
      navigator.mediaDevices?.removeEventListener("devicechange", onDevices);
      for (const track of Object.values(tracks)) track?.stop();
    },
  };
}
