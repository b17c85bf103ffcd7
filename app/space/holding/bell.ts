/** The soft bell at the end of a quiet. A browser plays a sound only after a tap: the one that offered or accepted. */
import { newSound, wake } from "../../browser/sound.ts";
import { whenHidden } from "../../hide/hidden.ts";

type Partial = { ratio: number; loudness: number; seconds: number };

// A singing bowl: a low tone and two that are not quite in tune with it, each fading by itself.
const lowest = 261.6;
const partials: readonly Partial[] = [
  { ratio: 1, loudness: 0.16, seconds: 6 },
  { ratio: 2.71, loudness: 0.06, seconds: 3.5 },
  { ratio: 5.15, loudness: 0.02, seconds: 1.8 },
];
const attackSeconds = 0.04;
const buzz = [120, 180, 120];

let sound: AudioContext | null = null;
let refused = false;
/** Forgets what rang last. */
let forget = (): void => {};

/** Lets this page make a sound later. To be called while a tap is being answered. */
export function unlockBell(): void {
  if (!sound) {
    sound = newSound();
    refused = sound === null;
    if (!sound) return;
    // A telephone that rings meanwhile takes the sound away, and gives it back only when it is asked for.
    document.addEventListener("visibilitychange", again);
    document.addEventListener("pointerdown", again, { capture: true, passive: true });
  }
  void wake(sound);
}

const again = (): void => {
  if (sound && document.visibilityState === "visible") void wake(sound);
};

/** Whether the end of a quiet can be heard in this browser. */
export const canRing = (): boolean => !refused && typeof AudioContext === "function";

/**
 * Rings once. Where no tap has allowed a sound, a device that can do so gives a short buzz instead. Hiding the page ends
 * either at once.
 */
export function ringBell(): void {
  const silence = ring();
  forget();
  forget = whenHidden(() => {
    silence();
    forget();
  });
}

/** Gives back how to end it. */
function ring(): () => void {
  if (sound?.state !== "running") {
    navigator.vibrate?.(buzz);
    return () => void navigator.vibrate?.(0);
  }
  const on = sound;
  const tones = partials.map((partial) => play(on, partial));
  return () => {
    for (const tone of tones) tone.stop();
  };
}

function play(on: AudioContext, { ratio, loudness, seconds }: Partial): OscillatorNode {
  const now = on.currentTime;
  const tone = new OscillatorNode(on, { frequency: lowest * ratio });
  const gain = new GainNode(on, { gain: 0 });
  gain.gain.linearRampToValueAtTime(loudness, now + attackSeconds);
  gain.gain.exponentialRampToValueAtTime(0.0001, now + seconds);
  tone.connect(gain).connect(on.destination);
  tone.start(now);
  tone.stop(now + seconds);
  return tone;
}
