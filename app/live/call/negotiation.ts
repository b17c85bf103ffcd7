/**
 * How two browsers agree on one connection, whichever of them changes it at whatever moment: a value, what happens to
 * it, and what is to be done then. Perfect negotiation as in "WebRTC: Real-Time Communication in Browsers" (W3C),
 * section 10.7, with its steps put one after the other. How the connection itself stands is the browser's to say.
 */
import type { RtcCandidate, RtcDescription } from "../../../lib/rtc.ts";

/** One thing to do with the connection, which takes its time. */
type Work =
  | { is: "describing" }
  | { is: "hearing"; description: RtcDescription }
  /** Describing this side because the other has offered. */
  | { is: "answering" }
  | { is: "adding"; candidate: RtcCandidate };

export type Negotiation = {
  /** Who gives way when both offer at the same moment. One side does, the other does not. */
  polite: boolean;
  /** Whether the offer that came last is passed over, because this side's own stands. */
  ignoresOffer: boolean;
  /** What is under way. No step meets another half done. */
  doing: Work | null;
  /** What comes after it, in order. */
  waiting: readonly Work[];
};

export type NegotiationEvent =
  /** The browser has something new to agree on. */
  | { type: "needed" }
  /** The polite side has left the first offer to the other for long enough. */
  | { type: "waited" }
  | { type: "heard"; description: RtcDescription }
  | { type: "candidate heard"; candidate: RtcCandidate }
  /** What was under way is done, or could not be. */
  | { type: "done" }
  | { type: "failed" }
  /** Words may have been lost, or the way is. */
  | { type: "again" };

/** How the browser's connection stands at the moment of an event. */
export type Seen = Pick<RTCPeerConnection, "signalingState" | "remoteDescription">;

export type NegotiationEffect =
  /** Say how this side is described now, where it is. */
  | { do: "say description" }
  /** These three are answered by *done* or *failed*. */
  | { do: "describe" }
  | { do: "take description"; description: RtcDescription }
  | { do: "add candidate"; candidate: RtcCandidate }
  /** Look for the ways between the two anew. */
  | { do: "restart" }
  /** Let the other speak first, and then say *waited*. */
  | { do: "wait" }
  /** Tell that something else may be agreed than before. */
  | { do: "tell" };

type Step = { state: Negotiation; effects: NegotiationEffect[] };

/** The negotiation of a connection that was just opened. */
export const notDescribed = (polite: boolean): Negotiation => ({
  polite,
  ignoresOffer: false,
  doing: null,
  waiting: [],
});

/** What an event makes of a negotiation, and what is to be done, in order. */
export function negotiate(state: Negotiation, event: NegotiationEvent, seen: Seen): Step {
  switch (event.type) {
    case "needed":
      if (!state.polite || seen.remoteDescription) return queue(state, { is: "describing" }, seen);
      // Both begin at the same moment. An offer taken back costs the search for ways a second time, so one side waits.
      return { state, effects: [{ do: "wait" }] };
    case "waited":
      return seen.remoteDescription ? { state, effects: [] } : queue(state, { is: "describing" }, seen);
    case "heard":
      return queue(state, { is: "hearing", description: event.description }, seen);
    case "candidate heard":
      return queue(state, { is: "adding", candidate: event.candidate }, seen);
    case "done":
      return done(state, seen);
    case "failed":
      return failed(state, seen);
    case "again":
      return { state, effects: [{ do: seen.signalingState === "have-local-offer" ? "say description" : "restart" }] };
  }
}

const queue = (state: Negotiation, work: Work, seen: Seen): Step =>
  goOn({ ...state, waiting: [...state.waiting, work] }, seen);

/** Begins what waits, until something is under way that takes its time. */
function goOn(state: Negotiation, seen: Seen): Step {
  const [work, ...waiting] = state.waiting;
  if (state.doing || !work) return { state, effects: [] };
  const begun = begin({ ...state, waiting }, work, seen);
  return after(begun.effects, goOn(begun.state, seen));
}

function begin(state: Negotiation, work: Work, seen: Seen): Step {
  const doing = { ...state, doing: work };
  switch (work.is) {
    case "describing":
    case "answering":
      return { state: doing, effects: [{ do: "describe" }] };
    case "hearing":
      return hear(state, work.description, seen);
    case "adding":
      return { state: doing, effects: [{ do: "add candidate", candidate: work.candidate }] };
  }
}

function hear(state: Negotiation, description: RtcDescription, seen: Seen): Step {
  const { type } = description;
  if (type === "offer" && !state.polite && seen.signalingState !== "stable")
    return {
      state: { ...state, ignoresOffer: true },
      // Who offers although it was offered to has not heard of it.
      effects: seen.remoteDescription ? [] : [{ do: "say description" }],
    };
  const hearing: Negotiation = { ...state, ignoresOffer: false };
  // An answer to an offer that was taken back, or said twice, answers nothing any more.
  if (type === "answer" && seen.signalingState !== "have-local-offer") return { state: hearing, effects: [] };
  return {
    state: { ...hearing, doing: { is: "hearing", description } },
    effects: [{ do: "take description", description }],
  };
}

function done(state: Negotiation, seen: Seen): Step {
  const { doing } = state;
  const free = { ...state, doing: null };
  if (doing?.is === "hearing" && doing.description.type === "offer") return begin(free, { is: "answering" }, seen);
  const next = goOn(free, seen);
  if (doing?.is === "hearing") return after([{ do: "tell" }], next);
  if (doing?.is === "describing") return after([{ do: "say description" }], next);
  return doing?.is === "answering" ? after([{ do: "say description" }, { do: "tell" }], next) : next;
}

/** After what could not be done the two look for each other anew. */
function failed(state: Negotiation, seen: Seen): Step {
  const { doing } = state;
  const next = goOn({ ...state, doing: null }, seen);
  if (doing?.is !== "adding") return after([{ do: "restart" }], next);
  // Candidates of an offer that was not taken lead nowhere, and so do those of one that is over.
  const named = seen.remoteDescription?.sdp.includes(doing.candidate.usernameFragment ?? "") ?? false;
  return named && !state.ignoresOffer ? after([{ do: "restart" }], next) : next;
}

const after = (effects: NegotiationEffect[], then: Step): Step => ({ ...then, effects: [...effects, ...then.effects] });
