/** Finds the other side of the call, stays connected to it over every change of line and page, and says how it stands. */
import type { Ice, Rtc } from "../../../lib/rtc.ts";
import type { Seat } from "../../../lib/seats.ts";
import type { Hold } from "../hold.ts";
import { anewAfterMs, awayMs, betweenMs, failedAfterMs, isOverdue, openSilence } from "./patience.ts";
import { type Peer, openPeer } from "./peer.ts";
import { newPeer } from "./peer-name.ts";
import { openPictureCare } from "./picture.ts";
import type { CallLine } from "./state.ts";
import { type Looked, watchPeer } from "./watch.ts";

export type Standing = {
  line: CallLine;
  sound: MediaStreamTrack | null;
  picture: MediaStream | null;
  pictureRests: boolean;
};

export type LinkParts = {
  hold: Hold;
  seat: Seat;
  other: Seat;
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
export function openLink({ hold, seat, other, ice, freshIce, relayOnly, tracks, says, changed, moved }: LinkParts) {
  const care = openPictureCare();
  const isSilent = openSilence();
  let me = newPeer();
  let peer: Peer | null = null;
  let stopWatch = (): void => {};
  let looked: Looked | null = null;
  /** Since when the connection has not stood, and whether it ever has. */
  let badSince = performance.now();
  let stood = false;
  let triedAt = 0;
  /** When no word of the other's was last awaited. */
  let settledAt = 0;
  let awaySince: number | null = null;
  let [unheard, asksIce] = [false, false];
  /** The side that has said goodbye, until the server knows it too. */
  let gone: string | null = null;
  /** Whether the server has this side as its seat's on this connection, and whether that was asked on it. */
  let [seated, asked] = [false, false];
  /** Whether this side may take the place of another device of the same person: only when its person joins with it. */
  let mayReplace = true;
  /** What was said about who is here on a line that is gone. */
  let stale: unknown = null;
  let picture: MediaStream | null = null;
  let line: CallLine = "alone";
  let closed = false;

  /** Whether the other's sound comes, or has not begun to. */
  const hears = (at: CallLine): boolean => at !== "interrupted" && at !== "failed";
  const say = (): void => hold.wire.join({ peer: me, ...says(), hears: hears(line) });

  const send = async (message: Rtc): Promise<boolean> => {
    const passedOn = await hold.wire.send(message);
    if (!passedOn) unheard = true;
    return passedOn;
  };

  const drop = (): void => {
    stopWatch();
    peer?.close();
    peer = null;
    looked = null;
    awaySince = null;
    picture = null;
    tell();
  };

  const meet = (theirs: string): void => {
    const known = ice();
    if (!known) return askIce();
    drop();
    stood = unheard = false;
    badSince = triedAt = settledAt = performance.now();
    const opened = openPeer({
      polite: seat === "client",
      me,
      other: theirs,
      ice: known,
      relayOnly: relayOnly(),
      send: (message) => void send(message),
      changed: tell,
    });
    peer = opened;
    const { audio, video } = tracks();
    if (audio) void opened.give("audio", audio);
    else opened.listen();
    if (video) void opened.give("video", video);
    stopWatch = watchPeer(opened, (now) => {
      looked = now;
      void care.look(opened.sender("video"), now);
      tell();
      mend(opened);
    });
    tell();
  };

  /** Learns where the STUN and TURN servers are, and looks for the other then. */
  const askIce = (): void => {
    if (asksIce) return;
    asksIce = true;
    void freshIce().then((known) => {
      asksIce = false;
      if (known) follow();
      else setTimeout(follow, betweenMs);
    });
  };

  const lineNow = (): CallLine => {
    if (!peer) return "alone";
    const speaks = hold.snapshot().present?.[other].call?.microphone ?? false;
    const silent = isSilent(speaks, looked?.silentMs ?? 0, performance.now());
    if (peer.state() === "connected" && !silent) return "open";
    if (performance.now() - badSince > failedAfterMs) return "failed";
    return stood ? "interrupted" : "connecting";
  };

  function tell(): void {
    if (closed) return;
    const now = lineNow();
    if (now === "open") [stood, badSince] = [true, performance.now()];
    const seen = peer?.arriving("video") ?? null;
    if (seen !== (picture?.getVideoTracks()[0] ?? null)) picture = seen && new MediaStream([seen]);
    const before = line;
    line = now;
    if (hears(before) !== hears(now) && seated) say();
    changed({ line, sound: peer?.arriving("audio") ?? null, picture, pictureRests: care.rests() });
  }

  /** Whether the other side's person is in the room and not in the call: then whoever is still connected is not them. */
  const isElsewhere = (): boolean => {
    const { present, connected } = hold.snapshot();
    return connected && present?.[other].call === null && present[other].state !== "down";
  };

  /** Does what helps a connection that does not stand, not too often, and only while the other side can be told. */
  const mend = (of: Peer): void => {
    const now = performance.now();
    if (awaySince !== null && now - awaySince > awayMs && (of.state() !== "connected" || isElsewhere())) return drop();
    if (of.pc.signalingState === "stable") settledAt = now;
    if (!seated || awaySince !== null || now - triedAt < betweenMs) return;
    const state = of.state();
    if (!isOverdue(state, now - badSince, now - settledAt) && !unheard) return;
    triedAt = now;
    if (state === "closed" || (state !== "connected" && now - badSince > anewAfterMs)) return anew();
    unheard = false;
    const expires = ice()?.expires ?? null;
    if (expires !== null && expires < Date.now()) void freshIce().then((fresh) => of === peer && of.again(fresh));
    else of.again(null);
  };

  /** Takes another name, so that both sides begin with nothing of what was. */
  const anew = (): void => {
    drop();
    me = newPeer();
    seated = false;
    if (hold.snapshot().connected) [asked, mayReplace] = [true, true];
    say();
  };

  /** Whether the server has this side in the call. Where it does not, that is asked, or the call is elsewhere. */
  const hasSeat = (own: string | null): boolean => {
    if (own === me) {
      mayReplace = false;
      if (!seated) {
        triedAt = 0;
        seated = true;
        // The server may know it from the line that is gone, and would forget it with that one.
        say();
      }
      return true;
    }
    if (own !== null && (seated || !mayReplace)) {
      moved();
    } else if (!seated && !asked) {
      asked = true;
      say();
    }
    return false;
  };

  const follow = (): void => {
    if (closed) return;
    const { present, connected } = hold.snapshot();
    if (!connected) {
      // It is said again once the server has told whether another device has taken this one's place meanwhile.
      stale = present;
      seated = asked = false;
      hold.wire.join(null);
      return;
    }
    if (!present || present === stale || !hasSeat(present[seat].call?.peer ?? null)) return;
    const theirs = present[other].call?.peer ?? null;
    if (theirs === null) {
      gone = null;
      if (present[other].state === "left") return drop();
      if (peer) awaySince ??= performance.now();
      return tell();
    }
    awaySince = null;
    if (theirs !== peer?.other && theirs !== gone) meet(theirs);
    else tell();
  };

  const unhear = hold.wire.onMessage((message) => {
    if (message.to !== me || message.from !== peer?.other) return;
    if (message.kind !== "bye") return peer.hear(message);
    gone = message.from;
    drop();
  });

  return {
    /** Looks again at who is in the call. */
    follow,
    /** Sends this track from now on, or none of its kind. */
    async give(kind: "audio" | "video", track: MediaStreamTrack | null): Promise<void> {
      await peer?.give(kind, track);
    },
    /** Tells how this side is in the call. */
    say(): void {
      if (seated) say();
    },
    anew,
    close(): void {
      if (closed) return;
      if (peer) void send({ kind: "bye", from: me, to: peer.other });
      drop();
      closed = true;
      unhear();
      hold.wire.join(null);
    },
  };
}
