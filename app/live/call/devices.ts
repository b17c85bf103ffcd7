/** Microphone, camera and loudspeaker of this device: asking for them, and remembering which were chosen. */
import type { Keep } from "../../browser/storage.ts";
import { newSound, wake } from "../../browser/sound.ts";
import type { Devices } from "./state.ts";

const key = "call-devices";
const noChoice: Devices = { microphone: null, camera: null, speaker: null };

/** The devices that were chosen in this browser. */
export function chosenDevices(storage: Keep): Devices {
  const read = storage.readJson(key);
  if (typeof read !== "object" || read === null) return noChoice;
  const { microphone, camera, speaker } = read as Record<string, unknown>;
  const named = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
  return { microphone: named(microphone), camera: named(camera), speaker: named(speaker) };
}

/** Remembers a choice. Gives all choices as they are now. */
export function keepDevices(storage: Keep, changed: Partial<Devices>): Devices {
  const devices = { ...chosenDevices(storage), ...changed };
  storage.setItem(key, JSON.stringify(devices));
  return devices;
}

/** What a device was asked for and gave, or why not as a sentence for the person. */
export type Given = { track: MediaStreamTrack; why: null } | { track: null; why: string };

/**
 * Asks for the microphone.
 * @param natural whether the sound is left as it is in the room: in a quiet, silence must be heard as a room
 */
export function askMicrophone({ microphone }: Devices, natural: boolean): Promise<Given> {
  return ask("microphone", {
    audio: {
      ...(microphone && { deviceId: { ideal: microphone } }),
      echoCancellation: true,
      noiseSuppression: !natural,
      autoGainControl: !natural,
    },
  });
}

/** Asks for the camera, at a size that a phone's line can carry. */
export function askCamera({ camera }: Devices): Promise<Given> {
  return ask("camera", {
    video: {
      ...(camera ? { deviceId: { ideal: camera } } : { facingMode: "user" }),
      width: { ideal: 640 },
      height: { ideal: 480 },
      frameRate: { ideal: 24, max: 30 },
    },
  });
}

type Kind = "microphone" | "camera";

async function ask(kind: Kind, wanted: MediaStreamConstraints): Promise<Given> {
  if (!mediaDevices()) return { track: null, why: `This browser gives pages no ${kind}.` };
  try {
    const [track] = (await navigator.mediaDevices.getUserMedia(wanted)).getTracks();
    return track ? { track, why: null } : { track: null, why: reasons["NotFoundError"](kind) };
  } catch (fault) {
    const name = fault instanceof DOMException ? fault.name : "";
    return { track: null, why: (reasons[name] ?? reasons["NotReadableError"])(kind) };
  }
}

/** The devices of this browser; undefined where it gives pages none at all. */
export const mediaDevices = (): MediaDevices | undefined => (navigator as Partial<Navigator>).mediaDevices;

type Reason = (kind: Kind) => string;

const reasons: Record<string, Reason> & Record<"NotFoundError" | "NotReadableError", Reason> = {
  NotAllowedError: (kind) => `This browser does not let the page use the ${kind}. Its settings for this page can.`,
  NotFoundError: (kind) => `No ${kind} was found on this device.`,
  NotReadableError: (kind) => `The ${kind} could not be opened. Another program may be using it.`,
};

/** The devices of each kind. */
export type Known = Record<keyof Devices, MediaDeviceInfo[]>;

/** The devices that are there, as the browser names them. The names are empty before it was allowed to use any. */
export async function listDevices(): Promise<Known> {
  const all =
    (await mediaDevices()
      ?.enumerateDevices()
      .catch(() => null)) ?? [];
  const of = (kind: MediaDeviceKind): MediaDeviceInfo[] =>
    all.filter((device) => device.kind === kind && device.deviceId !== "");
  return { microphone: of("audioinput"), camera: of("videoinput"), speaker: of("audiooutput") };
}

/**
 * Calls `hear` with how loud a track is, from 0 to 1, about ten times a second.
 * @returns how to stop; null where this browser cannot tell
 */
export function listenTo(track: MediaStreamTrack, hear: (level: number) => void): (() => void) | null {
  const context = newSound();
  if (!context) return null;
  void wake(context);
  const meter = context.createAnalyser();
  meter.fftSize = 1024;
  context.createMediaStreamSource(new MediaStream([track])).connect(meter);
  const samples = new Float32Array(meter.fftSize);
  const timer = setInterval(() => {
    meter.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    // Speech lies between -50 dB and -10 dB of what a microphone can take.
    const decibels = 10 * Math.log10(power + 1e-10);
    hear(Math.min(1, Math.max(0, (decibels + 55) / 45)));
  }, 100);
  return () => {
    clearInterval(timer);
    void context.close();
  };
}
