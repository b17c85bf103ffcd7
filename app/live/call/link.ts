/** Finds the other side of the call, stays connected to it over every change of line and page, and says how it stands. */
import type { Ice, Rtc } from "../../../lib/rtc.ts";
import type { Seat } from "../../../lib/seats.ts";
import type { CallWire } from "../call-wire.ts";
import type { HoldState } from "../hold.ts";
import { type LinkEffect, type LinkEvent, type LinkState, type Room, joining } from "./link-state.ts";
import { linkStep } from "./link-step.ts";
import { runMachine } from "./machine.ts";
import { betweenMs } from "./patience.ts";
import { type Peer, openPeer } from "./peer.ts";
import { newPeer } from "./peer-name.ts";
import { carryPicture } from "./picture.ts";
import type { CallLine } from "./state.ts";
import { watchPeer } from "./watch.ts";

export type Standing = {
  line: CallLine;
  sound: MediaStreamTrack | null;
  picture: MediaStream | null;
  pictureRests: boolean;
};

export type LinkParts = {
  hold: {
    snapshot(): Pick<HoldState, "connected" | "present">;
    wire: Pick<CallWire, "join" | "send" | "onMessage">;
  };
  seat: Seat;
  /** Null until the server has said it: before that nobody may be looked for. */
  ice(): Ice | null;
  freshIce(): Promise<Ice | null>;
  relayOnly(): boolean;
  /** What this side has to give at this moment. */
  tracks(): Record<"audio" | "video", MediaStreamTrack | null>;
  /** Whether this side is heard and seen by its own choice, as it is told with every beat. */
  says(): { microphone: boolean; picture: boolean; taken?: boolean };
  changed(standing: Standing): void;
  /** This person has joined with another of their devices. */
  moved(): void;
};

export type Link = ReturnType<typeof openLink>;

/** Joins the call over the room's line. Undo: `close`, which says goodbye to the other side. */
export function openLink({ hold, seat, ice, freshIce, relayOnly, tracks, says, changed, moved }: LinkParts) {
  let peer: Peer | null = null;
  let stopWatch = (): void => {};
  let picture: MediaStream | null = null;

  const room = (): Room => {
    const { connected, present } = hold.snapshot();
    return { connected, present, knowsIce: ice() !== null };
  };
  const follow = (): void => happens({ type: "room", room: room() });

  const send = async (message: Rtc): Promise<void> => {
    if (!(await hold.wire.send(message))) happens({ type: "unheard" });
  };

  const perform = (effect: LinkEffect): void => {
    switch (effect.do) {
      case "join":
        return hold.wire.join(effect.call && { ...effect.call, ...says() });
      case "meet":
        return meet(effect.me, effect.other);
      case "part":
        return part();
      case "hear":
        return peer?.hear(effect.message);
      case "try again":
        return peer ? tryAgain(peer) : undefined;
      case "say goodbye":
        return void send({ kind: "bye", from: effect.me, to: effect.other });
      case "ask ice":
        return void freshIce().then(() => happens({ type: "ice", room: room() }));
      case "look later":
        return void setTimeout(follow, betweenMs);
      case "picture":
        return void carryPicture(peer?.sender("video") ?? null, effect.rests);
      case "show":
        return show(effect.line, effect.pictureRests);
      case "move":
        return moved();
    }
  };

  const meet = (me: string, other: string): void => {
    const known = ice();
    if (!known) return;
    const opened: Peer = openPeer({
      polite: seat === "client",
      me,
      other,
      ice: known,
      relayOnly: relayOnly(),
      send: (message) => void send(message),
      changed: () => opened === peer && happens({ type: "connection", connection: opened.state() }),
    });
    peer = opened;
    const { audio, video } = tracks();
    if (audio) void opened.give("audio", audio);
    else opened.listen();
    if (video) void opened.give("video", video);
    stopWatch = watchPeer(opened, (looked) =>
      happens({
        type: "looked",
        connection: opened.state(),
        settled: opened.pc.signalingState === "stable",
        sendsPicture: Boolean(opened.sender("video")?.track),
        looked,
      }),
    );
  };

  const part = (): void => {
    stopWatch();
    peer?.close();
    peer = null;
  };

  const tryAgain = (of: Peer): void => {
    const expires = ice()?.expires ?? null;
    if (expires !== null && expires < Date.now()) void freshIce().then((fresh) => of === peer && of.again(fresh));
    else of.again(null);
  };

  const show = (line: CallLine, pictureRests: boolean): void => {
    const seen = peer?.arriving("video") ?? null;
    if (seen !== (picture?.getVideoTracks()[0] ?? null)) picture = seen && new MediaStream([seen]);
    changed({ line, sound: peer?.arriving("audio") ?? null, picture, pictureRests });
  };

  const happens = runMachine<LinkState, LinkEvent, LinkEffect>(
    joining(seat, newPeer()),
    (state, event) => linkStep(state, event, { now: performance.now(), name: newPeer() }),
    perform,
  );
  const unhear = hold.wire.onMessage((message) => happens({ type: "message", message }));

  return {
    /** Looks again at who is in the call. */
    follow,
    /** Sends this track from now on, or none of its kind. */
    async give(kind: "audio" | "video", track: MediaStreamTrack | null): Promise<void> {
      await peer?.give(kind, track);
    },
    /** Tells how this side is in the call. */
    say: (): void => happens({ type: "say" }),
    /** Begins anew with the other side, as with nothing of what was. */
    anew: (): void => happens({ type: "anew" }),
    close(): void {
      happens({ type: "close" });
      unhear();
    },
  };
}
