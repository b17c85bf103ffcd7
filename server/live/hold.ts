/** The Socket.IO wire: acts and heartbeats up, the whole state of the room down. */
import { type IncomingMessage, createServer } from "node:http";
import { Server, type Socket } from "socket.io";
import { type ServerOptions, WebSocketServer } from "ws";
import { readAct } from "../../lib/acts.ts";
import { said } from "../../lib/refusals.ts";
import { type Ice, readBeat, readRtc } from "../../lib/rtc.ts";
import {
  type ActAnswer,
  type ClientEvents,
  type IceAnswer,
  type Present,
  type ServerEvents,
  beatEveryMs,
  closeCodes,
} from "../../lib/wire.ts";
import { goodbyeMs } from "../goodbye.ts";
import { type Log, traceOf } from "../log.ts";
import type { Records, Sitter } from "../records/records.ts";
import type { Door } from "./door.ts";
import type { Upgrade } from "./listen.ts";
import { watchPackets } from "./packets.ts";
import { openRateLimit } from "../rate-limit.ts";
import { newsRate, openActLimits, openCalm, presenceRate } from "./rate-limits.ts";
import type { Rooms } from "./rooms.ts";
import type { Guest, LiveSpace } from "./space.ts";

/** `putOut`: ended because its person does not sit here any more, which is no lost line. */
type OnSocket = { sitter: Sitter; putOut?: boolean };
type Wire = Server<ClientEvents, ServerEvents, Record<string, never>, OnSocket>;
type RoomSocket = Socket<ClientEvents, ServerEvents, Record<string, never>, OnSocket>;

export type HoldParts = {
  browsers: Records["browsers"];
  door: Door;
  rooms: Rooms;
  log: Log;
  /** Where the STUN and TURN servers are, with credentials made anew. */
  ice: () => Ice;
};

const eventsASecond = 20;

/** A refusal at the door, with the close code that tells the browser whether to try again. */
class TurnedAway extends Error {
  readonly data: { code: number };
  constructor(code: number) {
    super("refused");
    this.data = { code };
  }
}

/**
 * Serves the room over Socket.IO.
 * @returns how to take an upgrade that the router has let in, and how to end it all
 */
export function serveHold({ browsers, door, rooms, log, ice }: HoldParts): {
  upgrade: Upgrade;
  close: () => Promise<void>;
} {
  // Listens nowhere: Engine.IO would answer every request on its path by itself, and lets in whoever comes.
  const handedOn = createServer();
  const seatedAt = new WeakMap<IncomingMessage, () => void>();
  const limits = openActLimits();
  const wire: Wire = new Server(handedOn, {
    path: "/socket.io",
    transports: ["websocket"],
    allowUpgrades: false,
    serveClient: false,
    maxHttpBufferSize: 16 * 1024,
    connectTimeout: 5_000,
    // A hidden page may run no timer for a minute, but it hears each ping, and beats on it.
    pingInterval: beatEveryMs,
    pingTimeout: 15_000,
    wsEngine: EndingServer,
    perMessageDeflate: false,
  });

  wire.engine.on("connection", watchPackets);

  wire.use((socket, next) => {
    const { space } = socket.handshake.auth as { space?: unknown };
    const enter = async (): Promise<void> => {
      const sitter = await door.sitter(socket.request, space);
      if (!sitter) throw new TurnedAway(closeCodes.unknownSpace);
      socket.data.sitter = sitter;
    };
    enter().then(
      () => next(),
      (error: unknown) => {
        if (error instanceof TurnedAway) return next(error);
        log.error(traceOf(error), "somebody could not be let in");
        next(new TurnedAway(closeCodes.serverFault));
      },
    );
  });

  wire.on("connection", (socket: RoomSocket) => {
    serve(socket).catch((error: unknown) => {
      log.error(traceOf(error), "a room could not be entered");
      socket.disconnect(true);
    });
  });

  const serve = async (socket: RoomSocket): Promise<void> => {
    const { sitter } = socket.data;
    seatedAt.get(socket.request)?.();
    const unwatch = rooms.watch({ kind: "hold", sitter, close: (code) => closeWith(socket, code) });
    socket.on("disconnect", unwatch);
    const using = rooms.useSpace(sitter.space);
    // Before the room is open: somebody who comes back says at once what they could not say meanwhile.
    listen(socket, using);
    const { space, release } = await using;
    if (!socket.connected) return release();
    const present = openCalm<Present>((told) => socket.emit("present", told), presenceRate);
    const news = openCalm<null>(() => socket.emit("news"), newsRate);
    const leave = space.enter(guestOn(socket, present.say, () => news.say(null)));
    socket.on("disconnect", (reason) => {
      present.stop();
      news.stop();
      leave(reason === "client namespace disconnect" || socket.data.putOut ? "left" : "down");
      release();
    });
  };

  /** Hears what this socket says. Whatever is not one of ours is left unanswered; too much of it ends the socket. */
  const listen = (socket: RoomSocket, using: Promise<{ space: LiveSpace }>): void => {
    const { sitter } = socket.data;
    const guest = { id: socket.id, seat: sitter.seat };
    const limit = openRateLimit(eventsASecond * 10, 10_000);
    const fault = (error: unknown): void => log.error(traceOf(error), "an act could not be kept");
    socket.use((_packet, next) => {
      if (limit.take()) next();
      else closeWith(socket, closeCodes.tooMany);
    });
    // At the moment of what is asked, not at the moment of connecting.
    const sits = async (): Promise<boolean> => (await browsers.standing(sitter)) === "sits";
    socket.on("beat", (value: unknown) => {
      const beat = readBeat(value);
      if (beat) using.then(({ space }) => space.heard(guest, beat), fault);
    });
    socket.on("rtc", (value: unknown, answer: unknown) => {
      const reply = answerer<boolean>(answer);
      const message = readRtc(value);
      if (!message) return reply(false);
      const pass = async (): Promise<boolean> => {
        const { space } = await using;
        // Found first: a goodbye is followed by the word that its sender is not in the call any more.
        const passOn = space.way(guest, message);
        if (!passOn || !(await sits())) return false;
        passOn();
        return true;
      };
      pass().then(reply, (error: unknown) => {
        fault(error);
        reply(false);
      });
    });
    socket.on("ice", (answer: unknown) => {
      const reply = answerer<IceAnswer>(answer);
      sits().then(
        (may) => reply(may ? { ok: true, ice: ice() } : signedOut),
        (error: unknown) => {
          fault(error);
          reply(cannotDo);
        },
      );
    });
    socket.on("act", (value: unknown, answer: unknown) => {
      const reply = answerer<ActAnswer>(answer);
      const act = readAct(value);
      if (!act) return reply({ ok: false, ...said({ code: "not-done-here" }) });
      const perform = async (): Promise<ActAnswer> => {
        const { space } = await using;
        return (await sits()) ? space.act(sitter.seat, act, () => limits.refusal(sitter.id, act)) : signedOut;
      };
      perform().then(reply, (error: unknown) => {
        fault(error);
        reply(cannotDo);
      });
    });
  };

  return {
    upgrade: (request, socket, head, seated) => {
      seatedAt.set(request, seated);
      handedOn.emit("upgrade", request, socket, head);
    },
    close: () => wire.close(),
  };
}

const ending = { closeTimeout: goodbyeMs };

/** Ends a connection also where its other side does not answer our goodbye. */
class EndingServer extends WebSocketServer {
  constructor(options: ServerOptions) {
    super({ ...options, ...ending });
  }
}

const signedOut = { ok: false, ...said({ code: "signed-out" }) } as const;
const cannotDo = { ok: false, ...said({ code: "cannot-write" }) } as const;

/** The way to answer an event. Who wants no answer gets none. */
const answerer = <T>(answer: unknown): ((result: T) => void) =>
  typeof answer === "function" ? (answer as (result: T) => void) : () => {};

const guestOn = (socket: RoomSocket, present: Guest["present"], news: Guest["news"]): Guest => ({
  id: socket.id,
  seat: socket.data.sitter.seat,
  holding: (holding) => void socket.emit("holding", holding),
  present,
  signal: (signal) => void socket.emit("signal", signal),
  rtc: (message) => void socket.emit("rtc", message),
  news,
});

/** Says why, then ends the connection below, so that the browser does not take it for a lost line. */
function closeWith(socket: RoomSocket, code: number): void {
  socket.data.putOut = code === closeCodes.signedOut || code === closeCodes.seatTaken;
  socket.emit("closed", code);
  socket.disconnect(true);
}
