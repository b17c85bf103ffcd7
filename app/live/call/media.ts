/** This person's own sound and picture while they are in a call: opened, changed, rested and closed in one place. */
import type { Keep } from "../../browser/storage.ts";
import { askCamera, askMicrophone, chosenDevices, keepDevices, listDevices } from "./devices.ts";
import type { Devices } from "./state.ts";
import { type Kind, type TracksParts, kinds, openTracks } from "./tracks.ts";

export type MediaParts = Pick<TracksParts, "given" | "taken"> & {
  storage: Keep;
  /** Called with a sentence when a device is lost and no other can take its place. */
  lost(why: string): void;
};

const deviceOf = { audio: "microphone", video: "camera" } as const;

/** Opens nothing by itself. Undo: `close`. */
export function openMedia({ storage, given, lost, taken }: MediaParts) {
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

  const tracks = openTracks({
    takes: (kind, track) => (track ? may(kind) : !closed),
    given,
    ended: (kind) => void inTurn(() => replace(kind)),
    taken,
  });

  /** Asks for a device of this kind. Gives why there is none, or null. What was there stays until another is. */
  const ask = async (kind: Kind): Promise<string | null> => {
    const devices = chosenDevices(storage);
    const { track, why } = await (kind === "audio" ? askMicrophone(devices, natural) : askCamera(devices));
    if (track) await tracks.put(kind, track);
    return why;
  };

  const replace = async (kind: Kind): Promise<void> => {
    if (!may(kind)) return;
    const why = await ask(kind);
    if (why === null || tracks.of(kind)?.readyState === "live") return;
    wanted.delete(kind);
    await tracks.put(kind, null);
    lost(why);
  };

  /** A device that was chosen is there again, or another is now the browser's own choice. */
  const devicesChanged = async (): Promise<void> => {
    const [chosen, there] = [chosenDevices(storage), await listDevices()];
    for (const kind of kinds) {
      const device = deviceOf[kind];
      const id = chosen[device];
      const isThere = there[device].some(({ deviceId }) => deviceId === id);
      const track = tracks.of(kind);
      if (track && id !== null && isThere && track.getSettings().deviceId !== id) await replace(kind);
    }
  };
  const onDevices = (): void => void inTurn(devicesChanged);
  navigator.mediaDevices?.addEventListener("devicechange", onDevices);

  return {
    track: tracks.of,
    /** Asks for a device where none is open. Gives why there is none as a sentence, or null. */
    start(kind: Kind): Promise<string | null> {
      wanted.add(kind);
      return inTurn(async () => {
        if (tracks.of(kind) || !may(kind)) return null;
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
      tracks.stop(kind);
      return tracks.put(kind, null);
    },
    /** Closes every device for as long as this person is away from the page, and opens the same ones again after it. */
    leave(isAway: boolean): void {
      if (away === isAway) return;
      away = isAway;
      for (const kind of kinds) {
        if (away) {
          tracks.stop(kind);
          void tracks.put(kind, null);
        } else if (wanted.has(kind)) {
          void inTurn(async () => {
            if (!tracks.of(kind)) await replace(kind);
          });
        }
      }
    },
    /** Lets a device be heard or seen, or closes it for now. It stays this page's. */
    allow: tracks.allow,
    /** Whether sound is left as it is in the room, without anything taken out of it. */
    leaveNatural(wish: boolean): void {
      if (natural === wish) return;
      natural = wish;
      void inTurn(async () => {
        if (tracks.of("audio")) await replace("audio");
      });
    },
    /** Remembers other devices and takes them at once where they are in use. Gives why one cannot be, or null. */
    choose: (changed: Partial<Devices>): Promise<string | null> =>
      inTurn(async () => {
        keepDevices(storage, changed);
        const whys = [
          changed.microphone !== undefined && tracks.of("audio") ? await ask("audio") : null,
          changed.camera !== undefined && tracks.of("video") ? await ask("video") : null,
        ];
        return whys.find((why) => why !== null) ?? null;
      }),
    close(): void {
      closed = true;
      navigator.mediaDevices?.removeEventListener("devicechange", onDevices);
      for (const kind of kinds) tracks.stop(kind);
    },
  };
}
