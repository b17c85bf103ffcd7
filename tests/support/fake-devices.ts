/** The microphone and the camera of a browser, and what a page does with them. */
import { vi } from "vitest";

let named = 0;

class FakeTrack extends EventTarget {
  readonly kind: "audio" | "video";
  readonly id = `track ${(named += 1)}`;
  enabled = true;
  muted = false;
  readyState = "live";
  readonly wanted: MediaTrackConstraints;
  constructor(kind: "audio" | "video", wanted: MediaTrackConstraints) {
    super();
    this.kind = kind;
    this.wanted = wanted;
  }
  stop(): void {
    this.readyState = "ended";
  }
  getSettings = () => ({ deviceId: `the ${this.kind} device` });
  /** The device is pulled out. */
  pullOut(): void {
    this.stop();
    this.dispatchEvent(new Event("ended"));
  }
  /** The device takes the track for something else, or gives it back. */
  take(isTaken: boolean): void {
    this.muted = isTaken;
    this.dispatchEvent(new Event(isTaken ? "mute" : "unmute"));
  }
}

export type FakeDevices = ReturnType<typeof installDevices>;

/** Gives this process devices until `vi.unstubAllGlobals`. */
export function installDevices() {
  const given: FakeTrack[] = [];
  const refused = new Set<"audio" | "video">();
  let turn: Promise<unknown> = Promise.resolve();
  const mediaDevices = Object.assign(new EventTarget(), {
    async getUserMedia(wanted: MediaStreamConstraints) {
      await turn;
      const kind = wanted.audio ? "audio" : "video";
      if (refused.has(kind)) throw new DOMException("no", "NotAllowedError");
      const track = new FakeTrack(kind, wanted[kind] as MediaTrackConstraints);
      given.push(track);
      return { getTracks: () => [track] };
    },
    enumerateDevices: async () => [],
  });
  vi.stubGlobal("navigator", { mediaDevices });
  vi.stubGlobal("RTCPeerConnection", class {});
  vi.stubGlobal("MediaStream", class {});
  vi.stubGlobal(
    "Audio",
    class extends EventTarget {
      muted = false;
      srcObject: unknown = null;
      play = async (): Promise<void> => {};
    },
  );
  return {
    given,
    refused,
    /** The tracks that are open now. */
    live: (kind: "audio" | "video") => given.filter((track) => track.kind === kind && track.readyState === "live"),
    /** Lets the browser answer no question until this is called. */
    holdBack(): () => void {
      let go = (): void => {};
      turn = new Promise<void>((done) => (go = done));
      return go;
    },
  };
}
