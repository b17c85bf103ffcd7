/** The line that holds the room: who is here and what is agreed for this moment, over Socket.IO. */
import { type Socket, io } from "socket.io-client";
import type { Act } from "../../lib/acts.ts";
import type { Holding, SignalKind } from "../../lib/holding.ts";
import { readRefusal } from "../../lib/refusals.ts";
import type { InCall } from "../../lib/rtc.ts";
import type { Seat } from "../../lib/seats.ts";
import { type Present, beatEveryMs } from "../../lib/wire.ts";
import type { Shelf } from "../browser/storage.ts";
import { ownSentence, sentenceFor } from "../parts/refused.ts";
import { type CallWire, type RoomSocket, answerWithinMs, callWire } from "./call-wire.ts";
import { isFinal } from "./close-sentences.ts";
import { openHearers } from "./hearers.ts";
import { watchSilence } from "./silence.ts";
import { SocketTransport } from "./socket-transport.ts";
import { type Store, openStore } from "./store.ts";

export type Signal = { kind: SignalKind; by: Seat };

export type HoldState = {
  /** Null until the server has said it; what it last said while the line is down. */
  holding: Holding | null;
  /** `performance.now()` when `holding` came. */
  holdingAt: number;
  present: Present | null;
  connected: boolean;
  /** Whether the server has said how the room is held since the line came up. */
  upToDate: boolean;
  /** Whether the server has ended the line for good. */
  ended: boolean;
  showsElsewhere: boolean;
};

export type HoldParts = {
  /** `http://host` of the server. */
  origin: string;
  space: string;
  /** The window whose visibility and end are told to the server; null where there is none. */
  page: Window | null;
  /** Where the choice not to show that one looks elsewhere is kept on this device; null for nowhere. */
  storage: Shelf | null;
  extraHeaders?: Record<string, string>;
};

export type Hold = Store<HoldState> & {
  wire: CallWire;
  /** Asks the server for an act. Gives null when it was done, or why not as a sentence. */
  act(act: Act): Promise<string | null>;
  enter(card: string | null): void;
  showElsewhere(shows: boolean): void;
  onSignal(hear: (signal: Signal) => void): () => void;
  /** Hears that what the server says of this space is to be read again. */
  onNews(hear: () => void): () => void;
  /** Connects anew at once, also where the line only seems to be up. The other does not see it. */
  reconnect(): void;
  /** Connects again after the server has ended the line for good. */
  openAgain(): void;
  close(): void;
};

const longestPauseMs = 5_000;
const retryAfterMs = 2_000;
const hiddenChoice = "look-elsewhere";

/** Opens the line that holds a space's room. It connects again by itself until the server says that there is no way. */
export function openHold({ origin, space, page, storage, extraHeaders }: HoldParts): Hold {
  const signals = openHearers<Signal>();
  const news = openHearers<void>();
  let card: string | null = null;
  let call: InCall | null = null;

  const state = openStore<HoldState>({
    holding: null,
    holdingAt: 0,
    present: null,
    connected: false,
    upToDate: false,
    ended: false,
    showsElsewhere: storage?.getItem(hiddenChoice) !== "hidden",
  });

  const socket: RoomSocket = io(origin, {
    path: "/socket.io",
    transports: [SocketTransport],
    auth: { space },
    forceNew: true,
    reconnectionDelay: 250,
    reconnectionDelayMax: longestPauseMs,
    extraHeaders,
  });

  const beat = (): void => {
    const elsewhere = state.snapshot().showsElsewhere && page?.document.visibilityState === "hidden";
    if (socket.connected) socket.emit("beat", { elsewhere, card, call });
  };

  const { connect, connectLater, stop } = connecting(socket, () => state.snapshot().ended);
  const hearEnd = (code: number | null): void => {
    if (code !== null && isFinal(code)) state.set({ ended: true });
  };

  // Cutting the line beneath, and not saying goodbye: the person has not left.
  const cut = (): void => void socket.io.engine.close();

  socket.on("connect", () => {
    state.set({ connected: true });
    beat();
  });
  socket.on("disconnect", (reason) => {
    state.set({ connected: false, upToDate: false });
    if (reason === "io server disconnect") connectLater();
  });
  socket.on("closed", hearEnd);
  socket.on("connect_error", (error) => {
    hearEnd(codeOf(error));
    connectLater();
  });
  socket.on("holding", (holding) => {
    const wasUpToDate = state.snapshot().upToDate;
    state.set({ holding, holdingAt: performance.now(), upToDate: true });
    // What was news while the line was down was told to nobody here.
    if (!wasUpToDate) news.tell();
  });
  socket.on("present", (present) => state.set({ present }));
  socket.on("signal", signals.tell);
  socket.on("news", news.tell);
  // Timers of a hidden tab may come a minute late; the server's own pings do not.
  socket.io.on("ping", beat);
  const timer = setInterval(beat, beatEveryMs);
  const stopListening = watchSilence(socket as Socket, cut);

  // Leaving on purpose is said, so that it does not look like a line that went down.
  const leave = (): void => void socket.disconnect();
  const stopWatching = watchPage(page, { leave, beat });

  return {
    subscribe: state.subscribe,
    snapshot: state.snapshot,
    async act(act) {
      if (!socket.connected) return ownSentence("line-down");
      try {
        const answer = await socket.timeout(answerWithinMs).emitWithAck("act", act);
        return answer.ok ? null : sentenceFor(readRefusal(answer));
      } catch {
        return ownSentence("no-answer"); // Socket.IO's own way to say so: the act may or may not have been done.
      }
    },
    enter(entered) {
      if (entered === card) return;
      card = entered;
      beat();
    },
    showElsewhere(shows) {
      if (shows) storage?.removeItem(hiddenChoice);
      else storage?.setItem(hiddenChoice, "hidden");
      state.set({ showsElsewhere: shows });
      beat();
    },
    onSignal: signals.hear,
    onNews: news.hear,
    wire: callWire(socket, (said) => {
      call = said;
      beat();
    }),
    reconnect() {
      if (state.snapshot().ended) return;
      cut();
      if (!socket.connected) connect();
    },
    openAgain() {
      state.set({ ended: false });
      if (!socket.connected) connect();
    },
    close() {
      stop();
      clearInterval(timer);
      stopListening();
      stopWatching();
      socket.disconnect();
    },
  };
}

/** Tries again what Socket.IO does not try again by itself: what the server has ended or turned away, but not for good. */
function connecting(socket: RoomSocket, isEnded: () => boolean) {
  let retry: ReturnType<typeof setTimeout> | undefined;
  const stop = (): void => clearTimeout(retry);
  const connect = (): void => {
    stop();
    socket.disconnect().connect();
  };
  const connectLater = (): void => {
    stop();
    if (!isEnded() && !socket.active) retry = setTimeout(connect, retryAfterMs);
  };
  return { connect, connectLater, stop };
}

/** Tells when the page is left, and when somebody looks at it or away. Gives back how to stop. */
function watchPage(page: Window | null, { leave, beat }: { leave: () => void; beat: () => void }): () => void {
  page?.addEventListener("pagehide", leave);
  page?.addEventListener("focus", beat);
  page?.document.addEventListener("visibilitychange", beat);
  return () => {
    page?.removeEventListener("pagehide", leave);
    page?.removeEventListener("focus", beat);
    page?.document.removeEventListener("visibilitychange", beat);
  };
}

/** The close code in an error of the server's own, or null where the line itself failed. */
function codeOf(error: Error & { data?: unknown }): number | null {
  const { data } = error;
  if (typeof data !== "object" || data === null || !("code" in data)) return null;
  return typeof data.code === "number" ? data.code : null;
}
