/** This side of a call: own sound and picture, what the other side is told of them, and the link to whoever is there. */
import { type Seat, otherSeat } from "../../../lib/seats.ts";
import type { Keep } from "../../browser/storage.ts";
import type { Hold } from "../hold.ts";
import type { Store } from "../store.ts";
import { type Link, openLink } from "./link.ts";
import { openMedia } from "./media.ts";
import type { openServers } from "./servers.ts";
import type { Sound } from "./sound.ts";
import type { CallState } from "./state.ts";
import { type Voice, voiceOf } from "./voice.ts";

export type SideParts = {
  hold: Hold;
  seat: Seat;
  storage: Keep;
  state: Store<CallState> & { set(changed: Partial<CallState>): void };
  servers: ReturnType<typeof openServers>;
  sound: Sound;
  /** Called again and again while this side is in the call, with whether its person has opened a camera. */
  note(camera: boolean): void;
  /** This person has joined with another of their devices. */
  moved(): void;
};

/** Opens no device and tells nothing before `begin`. */
export function openSide({ hold, seat, storage, state, servers, sound, note, moved }: SideParts) {
  let link: Link | null = null;
  /** How the other side was last told that this one is heard and seen. */
  let told = "";
  let media = newMedia();

  function newMedia() {
    return openMedia({
      storage,
      given: async (kind, track) => {
        if (kind === "audio") state.set({ ownSound: track });
        else state.set({ camera: track !== null, ownPicture: track && new MediaStream([track]) });
        await link?.give(kind, track);
        tell();
      },
      lost: (why) => state.set({ why }),
      taken(isTaken) {
        state.set({ taken: isTaken });
        tell();
      },
    });
  }

  const voice = (): Voice => {
    const othersFloor = hold.snapshot().holding?.floor?.seat === otherSeat(seat);
    return voiceOf(state.snapshot(), media.track("audio") !== null, othersFloor);
  };

  /** Tells the other side how this one is heard and seen, where that is another way than before. */
  const tell = (): void => {
    const { speaks, shows, taken } = voice();
    state.set({ speaks });
    if (link) note(media.wants("video"));
    const now = `${speaks} ${shows} ${taken}`;
    if (now === told) return;
    told = now;
    link?.say();
  };

  return {
    /** The devices of the call that is, or would be next. */
    media: () => media,
    /** Follows what the room asks of the sound. */
    follow({ away, natural }: { away: boolean; natural: boolean }): void {
      // A light beside the camera, or a sign in the tab, would tell what a hidden page does not.
      media.leave(away);
      media.allow("audio", voice().open);
      media.allow("video", !state.snapshot().hushed);
      media.leaveNatural(natural);
      tell();
    },
    /** Looks for the other side from now on. */
    begin(): void {
      link = openLink({
        hold,
        seat,
        ice: servers.known,
        freshIce: servers.ask,
        relayOnly: () => state.snapshot().relayOnly !== "no",
        tracks: () => ({ audio: media.track("audio"), video: media.track("video") }),
        says: () => {
          const { speaks, shows, taken } = voice();
          return { microphone: speaks, picture: shows, ...(taken && { taken }) };
        },
        changed({ line, sound: heard, picture, pictureRests }) {
          sound.set(heard);
          state.set({ line, otherPicture: picture, pictureRests });
          tell();
        },
        moved,
      });
      state.set({ phase: "in" });
      tell();
      link.follow();
    },
    /** Looks again at who is in the call. */
    look: (): void => link?.follow(),
    /** Begins anew with whoever is there. */
    anew: (): void => link?.anew(),
    /** Says goodbye as this page goes. It may be in the call again by itself. */
    goodbye(): void {
      if (!link) return;
      note(media.wants("video"));
      link.close();
    },
    /** Leaves the call, and closes every device. */
    end(): void {
      const before = link;
      link = null;
      before?.close();
      media.close();
      media = newMedia();
    },
    close(): void {
      link?.close();
      media.close();
    },
  };
}
