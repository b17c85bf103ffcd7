/** A short tone, to hear whether the chosen loudspeaker can be heard. */

const seconds = 0.9;

/** Plays it on `speaker`, or on the browser's own choice where that one cannot be used. */
export async function playTestSound(speaker: string | null): Promise<void> {
  const context = new AudioContext();
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
  tone.stop(context.currentTime + seconds);
  tone.addEventListener("ended", () => void context.close());
}
