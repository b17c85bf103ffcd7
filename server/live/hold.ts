/** The Socket.IO wire: acts and heartbeats up, the whole state of the room down. */
import { type IncomingMessage, createServer } from "node:http";
import { Server } from "socket.io";
import { type ServerOptions, WebSocketServer } from "ws";
import type { Ice } from "../../lib/rtc.ts";
import { type Present, beatEveryMs, closeCodes } from "../../lib/wire.ts";
import { goodbyeMs } from "../goodbye.ts";
import { type Log, traceOf } from "../log.ts";
import type { Records } from "../records/records.ts";
import type { Door } from "./door.ts";
import { hearEvents } from "./hearing.ts";
import type { Upgrade } from "./listen.ts";
import { watchPackets } from "./packets.ts";
import { newsRate, openActLimits, openCalm, openEventLimits, presenceRate } from "./rate-limits.ts";
import type { Rooms } from "./rooms.ts";
import { type RoomSocket, type Wire, closeWith } from "./room-socket.ts";
import type { Guest } from "./space.ts";

export type HoldParts = {
  browsers: Records["browsers"];
  door: Door;
  rooms: Rooms;
  log: Log;
  /** Where the STUN and TURN servers are, with credentials made anew. */
  ice: () => Ice;
};

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
  const events = openEventLimits();
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
    hearEvents(socket, using, { browsers, limits, events, ice, log });
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

const guestOn = (socket: RoomSocket, present: Guest["present"], news: Guest["news"]): Guest => ({
  id: socket.id,
  seat: socket.data.sitter.seat,
  holding: (holding) => void socket.emit("holding", holding),
  present,
  signal: (signal) => void socket.emit("signal", signal),
  rtc: (message) => void socket.emit("rtc", message),
  news,
});
