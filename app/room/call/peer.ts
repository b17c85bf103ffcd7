/** One connection between two browsers, which either side may change at any moment without asking whose turn it is. */
import type { Ice, Rtc } from "../../../lib/rtc.ts";

export type PeerParts = {
  /** Who gives way when both offer at the same moment. One side does, the other does not. */
  polite: boolean;
  me: string;
  other: string;
  ice: Ice;
  /** Whether nothing but the relay may be used, so that no address of this device is told. */
  relayOnly: boolean;
  /** Gives whether the other side was there to get it. */
  send(message: Rtc): Promise<boolean>;
  /** Called whenever the connection stands in another way, or something of the other's begins to arrive or ends. */
  changed(): void;
};

export type Peer = ReturnType<typeof openPeer>;

/** How long the polite side leaves the first offer to the other. */
const firstWordMs = 1_000;

/**
 * Opens a connection to the other side. It offers by itself once it has something to send. Perfect negotiation as in
 * "WebRTC: Real-Time Communication in Browsers" (W3C), section 10.7, with its steps put one after the other.
 */
export function openPeer({ polite, me, other, ice, relayOnly, send, changed }: PeerParts) {
  const pc = new RTCPeerConnection(configurationOf(ice, relayOnly));
  const own = new MediaStream();
  const senders = new Map<"audio" | "video", RTCRtpSender>();
  let ignoresOffer = false;
  let closed = false;
  let turn: Promise<void> = Promise.resolve();
  // What a connection was asked to do before it was closed may never be answered.
  let end = (): void => {};
  const ended = new Promise<void>((done) => (end = done));

  const sendDescription = (): void => {
    const { localDescription: description } = pc;
    if (!description || (description.type !== "offer" && description.type !== "answer")) return;
    const { type, sdp } = description;
    void send({ kind: "description", from: me, to: other, description: { type, sdp } });
  };

  /** Describes this side: as an answer where the other has just offered. */
  const describe = async (): Promise<void> => {
    await pc.setLocalDescription();
    sendDescription();
  };

  const hearDescription = async (description: RTCSessionDescriptionInit): Promise<void> => {
    ignoresOffer = !polite && description.type === "offer" && pc.signalingState !== "stable";
    // Who offers although it was offered to has not heard of it.
    if (ignoresOffer && !pc.remoteDescription) sendDescription();
    // An answer to an offer that was taken back, or said twice, answers nothing any more.
    if (ignoresOffer || (description.type === "answer" && pc.signalingState !== "have-local-offer")) return;
    await pc.setRemoteDescription(description);
    if (description.type === "offer") await describe();
    changed();
  };

  const hearCandidate = async (candidate: RTCIceCandidateInit): Promise<void> => {
    try {
      await pc.addIceCandidate(candidate);
    } catch (fault) {
      // Candidates of an offer that was not taken lead nowhere, and so do those of one that is over.
      if (!ignoresOffer && pc.remoteDescription?.sdp.includes(candidate.usernameFragment ?? "")) throw fault;
    }
  };

  /**
   * One after the other, so that no step of the negotiation meets another half done. What fails because all is over is
   * no fault; after any other failure the two look for each other anew.
   */
  const inTurn = (work: () => Promise<void>): void => {
    turn = turn.then(async () => {
      if (closed) return;
      try {
        await work();
      } catch {
        if (!closed) pc.restartIce();
      }
    });
  };

  pc.onnegotiationneeded = () => {
    if (!polite || pc.remoteDescription) return inTurn(describe);
    // Both begin at the same moment. An offer taken back costs the search for ways a second time, so one side waits.
    setTimeout(() => {
      if (!pc.remoteDescription) inTurn(describe);
    }, firstWordMs);
  };
  pc.onicecandidate = ({ candidate }) => {
    if (!candidate || candidate.candidate === "") return;
    const { sdpMid, sdpMLineIndex, usernameFragment } = candidate;
    const said = { candidate: candidate.candidate, sdpMid, sdpMLineIndex, usernameFragment };
    void send({ kind: "candidate", from: me, to: other, candidate: said });
  };
  pc.onconnectionstatechange = changed;
  pc.oniceconnectionstatechange = tellsAll ? null : changed;

  return {
    pc,
    other,
    state: () => stateOf(pc),
    /**
     * The other's track of this kind, while it is agreed that it comes. Whether a track is muted is not asked: after an
     * offer that was taken back Chromium calls it muted for good, although all of it arrives.
     */
    arriving: (kind: "audio" | "video"): MediaStreamTrack | null =>
      pc
        .getTransceivers()
        .filter(({ currentDirection }) => currentDirection === "sendrecv" || currentDirection === "recvonly")
        .map(({ receiver }) => receiver.track)
        .find((track) => track.kind === kind) ?? null,
    sender: (kind: "audio" | "video"): RTCRtpSender | null => senders.get(kind) ?? null,

    /** Sends this track, another one instead of it, or none. */
    async give(kind: "audio" | "video", track: MediaStreamTrack | null): Promise<void> {
      if (closed) return;
      const sender = senders.get(kind);
      if (!sender) {
        if (track) senders.set(kind, pc.addTrack(track, own));
        return;
      }
      await Promise.race([sender.replaceTrack(track), ended]);
      if (closed) return;
      const transceiver = pc.getTransceivers().find((one) => one.sender === sender);
      if (transceiver) transceiver.direction = track ? "sendrecv" : "recvonly";
    },
    /** Wants to hear the other although there is nothing to send. */
    listen: (): void => void pc.addTransceiver("audio", { direction: "recvonly" }),

    hear(message: Rtc): void {
      if (message.kind === "description") inTurn(() => hearDescription(message.description));
      if (message.kind === "candidate") inTurn(() => hearCandidate(message.candidate));
    },

    /** Says again what may have been lost on the way, or looks for another way. `fresh` are newer addresses. */
    again(fresh: Ice | null): void {
      if (fresh) pc.setConfiguration(configurationOf(fresh, relayOnly));
      if (pc.signalingState === "have-local-offer") sendDescription();
      else pc.restartIce();
    },

    close(): void {
      closed = true;
      pc.close();
      end();
    },
  };
}

/** Firefox says how the whole connection stands since 113. Before that, how its ways are found says as much. */
const tellsAll = typeof RTCPeerConnection === "undefined" || "connectionState" in RTCPeerConnection.prototype;

function stateOf({ connectionState, iceConnectionState }: RTCPeerConnection): RTCPeerConnectionState {
  if (tellsAll) return connectionState;
  if (iceConnectionState === "checking") return "connecting";
  return iceConnectionState === "completed" ? "connected" : iceConnectionState;
}

const configurationOf = ({ servers }: Ice, relayOnly: boolean): RTCConfiguration => ({
  iceServers: servers,
  iceTransportPolicy: relayOnly ? "relay" : "all",
  bundlePolicy: "max-bundle",
});
