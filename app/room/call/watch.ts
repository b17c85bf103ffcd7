/** Looks at a connection once a second: whether the other is heard, and whether the line can carry a picture. */
import type { Peer } from "./peer.ts";

export type Looked = {
  /** How long, in ms, nothing of the other's sound has arrived. */
  silentMs: number;
  /** The share of our sound that was lost on the way, from 0 to 1, where the other side has said it. */
  lost: number;
  /** What the line is thought to carry, in bits per second; infinite while nothing is known. */
  bits: number;
};

const everyMs = 1_000;

/**
 * Calls `looked` about once a second until it is stopped.
 * @returns how to stop
 */
export function watchPeer(peer: Peer, looked: (now: Looked) => void): () => void {
  let packets = 0;
  let heardAt = performance.now();
  let stopped = false;

  const look = async (): Promise<void> => {
    const reports = [...(await peer.pc.getStats()).values()] as Report[];
    if (stopped) return;
    const arrived = reports.find(({ type, kind }) => type === "inbound-rtp" && kind === "audio")?.packetsReceived ?? 0;
    if (arrived !== packets) heardAt = performance.now();
    packets = arrived;
    const lost = reports.find(({ type, kind }) => type === "remote-inbound-rtp" && kind === "audio")?.fractionLost;
    const bits = reports.find(
      ({ type, nominated }) => type === "candidate-pair" && nominated,
    )?.availableOutgoingBitrate;
    looked({ silentMs: performance.now() - heardAt, lost: lost ?? 0, bits: bits ?? Infinity });
  };

  const timer = setInterval(() => void look(), everyMs);
  return () => {
    stopped = true;
    clearInterval(timer);
  };
}

/** The fields of a statistics report (W3C, "Identifiers for WebRTC's Statistics API") that are read here. */
type Report = {
  type: string;
  kind?: string;
  packetsReceived?: number;
  fractionLost?: number;
  nominated?: boolean;
  availableOutgoingBitrate?: number;
};

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
