/** What a screen may know and do about the call: the one value that its parts read. */
import type { Caution } from "./caution.ts";

/**
 * How it stands between the two: nobody else is in the call, the voices are finding each other, they are there, they
 * were and are interrupted, or they do not get through.
 */
export type CallLine = "alone" | "connecting" | "open" | "interrupted" | "failed";

export type CallState = {
  phase: "out" | "opening" | "in";
  line: CallLine;
  /** Whether this person's microphone is open by their own choice. */
  microphone: boolean;
  /** Whether they are heard at this moment: it is open, there is one, and nothing lets it rest. */
  speaks: boolean;
  /** Whether this device has taken the microphone for something else, such as a telephone call, and gives silence. */
  taken: boolean;
  /** Whether sound and picture rest on this side for now: a moment, a hidden page, or somebody who can be overheard. */
  hushed: boolean;
  /** Whether this person's microphone is closed while the other has the floor. Their own choice, kept in this browser. */
  yieldsFloor: boolean;
  camera: boolean;
  /** This person's own sound, whether it goes through at this moment or not; null without a microphone. */
  ownSound: MediaStreamTrack | null;
  /** This person's own picture, or null. */
  ownPicture: MediaStream | null;
  /** The other's picture, or null. Their sound plays by itself. */
  otherPicture: MediaStream | null;
  /** Whether this side's picture rests by itself so that the voice holds. */
  pictureRests: boolean;
  /** Whether the browser plays the other's sound only after a tap here. */
  needsTap: boolean;
  /** Why there is no microphone, no camera or no call, as a sentence; null where there is nothing to say. */
  why: string | null;
  /** Whether the operator has a relay, and whether it is used for everything: by the operator's choice or one's own. */
  canRelay: boolean;
  relayOnly: "no" | "own choice" | "always";
};

/** The devices a person chose in this browser; null is the browser's own choice. */
export type Devices = { microphone: string | null; camera: string | null; speaker: string | null };

/** How somebody was in the call: what another load of the same page goes on with. */
export type WasInCall = Caution & { camera: boolean; microphone: boolean };

export type CallActs = {
  /** Learns what can be chosen here, such as whether there is a relay. Asks for no device. */
  prepare(): Promise<void>;
  /** Joins with the voice, and with a picture too where it is wished. Where the browser gives no microphone one listens. */
  join(wished?: { camera: boolean }): Promise<void>;
  leave(): void;
  openMicrophone(open: boolean): void;
  openCamera(open: boolean): Promise<void>;
  /** Changes devices, also in the middle of a call. Remembered in this browser. */
  choose(devices: Partial<Devices>): Promise<void>;
  /** Whether one's network address stays hidden from the other. Remembered in this browser. */
  hideAddress(hide: boolean): void;
  yieldFloor(yields: boolean): void;
  /** To be called while a tap is answered: lets the other's sound be heard where the browser waited for one. */
  letSound(): void;
};

export const notInCall: CallState = {
  phase: "out",
  line: "alone",
  microphone: true,
  speaks: false,
  taken: false,
  hushed: false,
  yieldsFloor: false,
  camera: false,
  ownSound: null,
  ownPicture: null,
  otherPicture: null,
  pictureRests: false,
  needsTap: false,
  why: null,
  canRelay: false,
  relayOnly: "no",
};
