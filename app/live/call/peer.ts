/** One connection between two browsers, which either side may change at any moment without asking whose turn it is. */
import type { Ice, Rtc } from "../../../lib/rtc.ts";
import { runMachine } from "./machine.ts";
import {
  type Negotiation,
  type NegotiationEffect,
  type NegotiationEvent,
  negotiate,
  notDescribed,
} from "./negotiation.ts";

export type PeerParts = {
  /** Who gives way when both offer at the same moment. One side does, the other does not. */
  polite: boolean;
  me: string;
  other: string;
  ice: Ice;
  /** Whether nothing but the relay may be used, so that no address of this device is told. */
  relayOnly: boolean;
  send(message: Rtc): void;
  /** Called whenever the connection stands in another way, or something of the other's begins to arrive or ends. */
  changed(): void;
};

export type Peer = ReturnType<typeof openPeer>;

type Kind = "audio" | "video";

/** How long the polite side leaves the first offer to the other. */
const firstWordMs = 1_000;

/** Opens a connection to the other side. It offers by itself once it has something to send. Undo: `close`. */
export function openPeer({ polite, me, other, ice, relayOnly, send, changed }: PeerParts) {
  const pc = new RTCPeerConnection(configurationOf(ice, relayOnly));
  const own = new MediaStream();
  const senders = new Map<Kind, RTCRtpSender>();
  let closed = false;
  // What a connection was asked to do before it was closed may never be answered.
  let end = (): void => {};
  const ended = new Promise<void>((done) => (end = done));

  /** What fails because all is over is no fault. */
  const answered = (work: Promise<void>): void =>
    void work.then(
      () => happens({ type: "done" }),
      () => happens({ type: "failed" }),
    );

  const perform = (effect: NegotiationEffect): void => {
    switch (effect.do) {
      case "say description":
        return sayDescription();
      case "describe":
        return answered(pc.setLocalDescription());
      case "take description":
        return answered(pc.setRemoteDescription(effect.description));
      case "add candidate":
        return answered(pc.addIceCandidate(effect.candidate));
      case "restart":
        return pc.restartIce();
      case "wait":
        return void setTimeout(() => happens({ type: "waited" }), firstWordMs);
      case "tell":
        return changed();
    }
  };

  const sayDescription = (): void => {
    const { localDescription: description } = pc;
    if (!description || (description.type !== "offer" && description.type !== "answer")) return;
    const { type, sdp } = description;
    send({ kind: "description", from: me, to: other, description: { type, sdp } });
  };

  const negotiates = runMachine<Negotiation, NegotiationEvent, NegotiationEffect>(
    notDescribed(polite),
    (state, event) => negotiate(state, event, pc),
    perform,
  );
  const happens = (event: NegotiationEvent): void => {
    if (!closed) negotiates(event);
  };

  pc.onnegotiationneeded = () => happens({ type: "needed" });
  pc.onicecandidate = ({ candidate }) => {
    if (!candidate || candidate.candidate === "") return;
    const { sdpMid, sdpMLineIndex, usernameFragment } = candidate;
    const said = { candidate: candidate.candidate, sdpMid, sdpMLineIndex, usernameFragment };
    send({ kind: "candidate", from: me, to: other, candidate: said });
  };
  pc.onconnectionstatechange = changed;
  pc.oniceconnectionstatechange = tellsAll ? null : changed;

  return {
    pc,
    other,
    state: () => stateOf(pc),
    arriving: (kind: Kind): MediaStreamTrack | null => arrivingAt(pc, kind),
    sender: (kind: Kind): RTCRtpSender | null => senders.get(kind) ?? null,

    /** Sends this track, another one instead of it, or none. */
    async give(kind: Kind, track: MediaStreamTrack | null): Promise<void> {
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
      if (message.kind === "description") happens({ type: "heard", description: message.description });
      if (message.kind === "candidate") happens({ type: "candidate heard", candidate: message.candidate });
    },

    /** Says again what may have been lost on the way, or looks for another way. `fresh` are newer addresses. */
    again(fresh: Ice | null): void {
      if (fresh) pc.setConfiguration(configurationOf(fresh, relayOnly));
      happens({ type: "again" });
    },

    close(): void {
      closed = true;
      pc.close();
      end();
    },
  };
}

/**
 * The other's track of this kind, while it is agreed that it comes. Whether a track is muted is not asked: after an
 * offer that was taken back Chromium calls it muted for good, although all of it arrives.
 */
const arrivingAt = (pc: RTCPeerConnection, kind: Kind): MediaStreamTrack | null =>
  pc
    .getTransceivers()
    .filter(({ currentDirection }) => currentDirection === "sendrecv" || currentDirection === "recvonly")
    .map(({ receiver }) => receiver.track)
    .find((track) => track.kind === kind) ?? null;

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
