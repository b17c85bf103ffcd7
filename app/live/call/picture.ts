/** How much of the line one's own picture may take: little, and nothing where the voice would suffer. */
import type { Looked } from "./watch.ts";

/** Below this a picture takes from the voice, in bits per second; and this share of lost packets is too much. */
const narrowBits = 150_000;
const muchLost = 0.1;
const narrowForMs = 4_000;
const restForMs = 20_000;

/** Whether a picture rests, and since when the line has been saying the opposite of that. */
export type Rest = { rests: boolean; since: number | null };

export const goesOn: Rest = { rests: false, since: null };

/**
 * Whether the picture should rest so that the voice holds, once the line has been narrow for a while, and until it has
 * been wide for longer. While it rests only losses count: what is not sent cannot be measured.
 */
export function restAfter(before: Rest, { lost, bits }: Looked, now: number): Rest {
  const narrow = lost > muchLost || (!before.rests && bits < narrowBits);
  if (narrow === before.rests) return before.since === null ? before : { ...before, since: null };
  const since = before.since ?? now;
  return now - since < (before.rests ? restForMs : narrowForMs)
    ? { ...before, since }
    : { rests: !before.rests, since: null };
}

const mostBits = 700_000;

/** Sends a picture within what it may take of the line, or lets it rest. */
export async function carryPicture(sender: RTCRtpSender | null, rests: boolean): Promise<void> {
  if (!sender) return;
  const sending = sender.getParameters();
  const wanted = { active: !rests, maxBitrate: mostBits };
  if (sending.encodings.every(({ active, maxBitrate }) => active === wanted.active && maxBitrate === mostBits)) return;
  for (const encoding of sending.encodings) Object.assign(encoding, wanted);
  // A connection that was closed meanwhile sends no picture at all.
  await sender.setParameters(sending).catch(() => undefined);
}
