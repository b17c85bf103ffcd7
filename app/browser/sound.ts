/** Sounds that this page makes itself, where the browser lets it. */

/** A place where sounds are made; null where this browser has none, or no more of them. */
export function newSound(): AudioContext | null {
  try {
    return new AudioContext();
  } catch {
    return null;
  }
}

/** Lets a place sound again that the browser has put to rest: before a tap, or, on a telephone, for a call that came in. */
export async function wake(sound: AudioContext): Promise<boolean> {
  // It may never answer where it waits for a tap: then it is asked again at the next one.
  if (sound.state !== "running" && sound.state !== "closed") await sound.resume().catch(() => undefined);
  return sound.state === "running";
}
