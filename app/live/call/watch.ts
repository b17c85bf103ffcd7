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
