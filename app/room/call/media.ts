/** This person's own sound and picture while they are in a call: opened, changed, rested and closed in one place. */
import type { Keep } from "../../browser/storage.ts";
import { askCamera, askMicrophone, chosenDevices, keepDevices, listDevices } from "./devices.ts";
import type { Devices } from "./state.ts";

type Kind = "audio" | "video";

export type MediaParts = {
  storage: Keep;
  /** Called with each new track, or with null where there is none any more. What was before is stopped after it. */
  given(kind: Kind, track: MediaStreamTrack | null): Promise<void>;
  /** Called with a sentence when a device is lost and no other can take its place. */
  lost(why: string): void;
  /** Called when the device takes the microphone for something else, such as a telephone call, and when it is back. */
  taken(isTaken: boolean): void;
};

/** Opens nothing by itself. Undo: `close`. */
export function openMedia({ storage, given, lost, taken }: MediaParts) {
  const tracks: Record<Kind, MediaStreamTrack | null> = { audio: null, video: null };
  /** Whatever is open: the track of each kind, and for a short while the one that it takes the place of. */
  const living: Record<Kind, Set<MediaStreamTrack>> = { audio: new Set(), video: new Set() };
  const open: Record<Kind, boolean> = { audio: true, video: true };
  /** What this person has opened. What is lost or refused has to be opened anew, so that nobody is heard unawares. */
  const wanted = new Set<Kind>();
  let away = false;
  let natural = false;
  let turn: Promise<unknown> = Promise.resolve();
  let closed = false;

  // Two questions to the browser at once could come back in the other order.
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work);
    turn = result.catch(() => undefined);
    return result;
  };

  /** Whether a device of this kind may be open at this moment. */
  const may = (kind: Kind): boolean => wanted.has(kind) && !away && !closed;

  const stopAll = (kind: Kind): void => {
    for (const track of living[kind]) track.stop();
    living[kind].clear();
  };

  const put = async (kind: Kind, track: MediaStreamTrack | null): Promise<void> => {
    const before = tracks[kind];
    if (closed || (track && !may(kind))) return track?.stop();
    if (track === before) return;
    tracks[kind] = track;
    if (track) {
      living[kind].add(track);
      track.enabled = open[kind];
      // The device was pulled out or taken away. Stopping a track oneself does not come here.
      track.addEventListener("ended", () => void inTurn(() => replace(kind)));
      if (kind === "audio")
        for (const name of ["mute", "unmute"])
          track.addEventListener(name, () => tracks.audio === track && taken(name === "mute"));
    }
    if (kind === "audio") taken(track?.muted ?? false);
    try {
      await given(kind, track);
    } finally {
      before?.stop();
      if (before) living[kind].delete(before);
    }
  };

  /** Asks for a device of this kind. Gives why there is none, or null. What was there stays until another is. */
  const ask = async (kind: Kind): Promise<string | null> => {
    const devices = chosenDevices(storage);
    const { track, why } = await (kind === "audio" ? askMicrophone(devices, natural) : askCamera(devices));
    if (track) await put(kind, track);
    return why;
  };

  const replace = async (kind: Kind): Promise<void> => {
    if (!may(kind)) return;
    const why = await ask(kind);
    if (why === null || tracks[kind]?.readyState === "live") return;
    wanted.delete(kind);
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
    start(kind: Kind): Promise<string | null> {
      wanted.add(kind);
      return inTurn(async () => {
        if (tracks[kind] || !may(kind)) return null;
        const why = await ask(kind);
        if (why !== null) wanted.delete(kind);
        return why;
      });
    },
    /** Whether this person has opened a device of this kind, also while it is closed because they are away. */
    wants: (kind: Kind): boolean => wanted.has(kind),
    /** Closes a device at once, whatever is being asked meanwhile. */
    stop(kind: Kind): Promise<void> {
      wanted.delete(kind);
      stopAll(kind);
      return put(kind, null);
    },
    /** Closes every device for as long as this person is away from the page, and opens the same ones again after it. */
    leave(isAway: boolean): void {
      if (away === isAway) return;
      away = isAway;
      for (const kind of ["audio", "video"] as const) {
        if (away) {
          stopAll(kind);
          void put(kind, null);
        } else if (wanted.has(kind)) {
          void inTurn(async () => {
            if (!tracks[kind]) await replace(kind);
          });
        }
      }
    },
    /** Lets a device be heard or seen, or closes it for now. It stays this page's. */
    allow(kind: Kind, through: boolean): void {
      open[kind] = through;
      for (const track of living[kind]) track.enabled = through;
    },
    /** Whether sound is left as it is in the room, without anything taken out of it. */
    leaveNatural(wish: boolean): void {
      if (natural === wish) return;
      natural = wish;
      void inTurn(async () => {
        if (tracks.audio) await replace("audio");
      });
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
      for (const kind of ["audio", "video"] as const) stopAll(kind);
    },
  };
}
