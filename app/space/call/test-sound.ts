/** A short tone, to hear whether the chosen loudspeaker can be heard. */
import { newSound } from "../../browser/sound.ts";
import { hidden, whenHidden } from "../../hide/hidden.ts";

const seconds = 0.9;

/** Plays it on `speaker`, or on the browser's own choice where that one cannot be used. Gives whether this browser can. */
export async function playTestSound(speaker: string | null): Promise<boolean> {
  const context = newSound();
  if (!context) return false;
  const out = context.createMediaStreamDestination();
  const tone = new OscillatorNode(context, { frequency: 392 });
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.linearRampToValueAtTime(0.2, context.currentTime + 0.05);
  gain.gain.linearRampToValueAtTime(0, context.currentTime + seconds);
  tone.connect(gain).connect(out);
  const player = new Audio();
  player.srcObject = out.stream;
  if (speaker !== null && "setSinkId" in player) await player.setSinkId(speaker).catch(() => undefined);
  await player.play();
  tone.start();
  tone.stop(hidden.snapshot() ? 0 : context.currentTime + seconds);
  const forget = whenHidden(() => tone.stop());
  tone.addEventListener("ended", () => {
    forget();
    void context.close();
  });
  return true;
}
