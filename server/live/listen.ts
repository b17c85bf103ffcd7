/** The one router of WebSocket upgrades: each is ours and checked at the door, Engine.IO's, or turned away. */
import { EventEmitter } from "node:events";
import { type IncomingMessage, type Server as HttpServer, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { closeCodes, mostSyncBytes } from "../../lib/wire.ts";
import { type Log, traceOf } from "../log.ts";
import { type Sitter, sitterIn } from "../records/browsers.ts";
import type { Db } from "../records/database.ts";
import { isSpaceId } from "../records/secrets.ts";
import { type Doorway, cookieOf, isForUs, isFromUs, pathOf } from "../visitor.ts";
import type { Rooms } from "./rooms.ts";
import { serveYjs } from "./sync.ts";

export type ListenParts = { db: Db; doorway: Doorway; rooms: Rooms; log: Log; dev: boolean };

type Place = { space: string; kind: "shared" | "own" };

const mostTabs = 8;
// Room for the few bytes around the largest update.
const mostMessageBytes = mostSyncBytes + 1024;

/** What Next is given instead of our server, so that it cannot end the sockets of paths that look like its pages. */
export const nextUpgrades = new EventEmitter();

/**
 * Routes the upgrades of an HTTP server.
 * @returns how to end all of its connections
 */
export function routeUpgrades(http: HttpServer, parts: ListenParts): () => void {
  const yjs = new WebSocketServer({ noServer: true, maxPayload: mostMessageBytes, perMessageDeflate: false });
  http.on("upgrade", (request, socket, head) => {
    // Before anything is looked up: a line that breaks meanwhile would otherwise end the process.
    socket.on("error", () => socket.destroy());
    const path = pathOf(request);
    if (path === null) return turnAway(socket, 400);
    if (path.startsWith("/socket.io/")) return; // Engine.IO listens for its own.
    const place = placeOf(path);
    if (place) return void admit(request, socket, head, place);
    if (parts.dev && path.startsWith("/_next/")) return void nextUpgrades.emit("upgrade", request, socket, head);
    turnAway(socket, 404);
  });

  const admit = async (request: IncomingMessage, socket: Duplex, head: Buffer, place: Place): Promise<void> => {
    try {
      if (!isFromUs(request, parts.doorway) || !isForUs(request, parts.doorway)) return turnAway(socket, 403);
      const sitter = isSpaceId(place.space)
        ? await sitterIn(parts.db, cookieOf(request, parts.doorway.publicUrl), place.space)
        : null;
      if (socket.destroyed) return;
      yjs.handleUpgrade(request, socket, head, (opened) => void serve(opened, sitter, place.kind, parts));
    } catch (error) {
      parts.log.error(traceOf(error), "an upgrade could not be answered");
      turnAway(socket, 503);
    }
  };

  return () => {
    for (const socket of yjs.clients) socket.close(closeCodes.restart);
  };
}

/** Reads `/yjs/ID` and `/yjs/ID/mine`. */
function placeOf(path: string): Place | null {
  const [root, first, space, mine, ...rest] = path.split("/");
  if (root !== "" || first !== "yjs" || !space || rest.length > 0 || (mine !== undefined && mine !== "mine"))
    return null;
  return { space, kind: mine ? "own" : "shared" };
}

function turnAway(socket: Duplex, status: number): void {
  if (socket.writable)
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  else socket.destroy();
}

/** Serves an open socket. A stranger learns only now that there is nothing here for them: a browser cannot read an HTTP status. */
async function serve(
  socket: WebSocket,
  sitter: Sitter | null,
  kind: Place["kind"],
  { rooms, log }: ListenParts,
): Promise<void> {
  // A frame that cannot be read closes the socket by itself, with a code of the protocol.
  socket.on("error", () => socket.terminate());
  if (!sitter) return socket.close(closeCodes.unknownSpace);
  const unwatch = rooms.watch({ kind, sitter, close: (code) => socket.close(code) });
  socket.on("close", unwatch);
  for (const { close } of rooms.connectionsOf(sitter, kind).slice(0, -mostTabs)) close(closeCodes.tooManyTabs);
  // What is said before the document is open waits in the line itself.
  socket.pause();
  try {
    const { document, release } = await (kind === "own" ? rooms.useOwn(sitter) : rooms.useShared(sitter.space));
    socket.on("close", release);
    if (socket.readyState === socket.OPEN) socket.on("close", serveYjs(socket, document, sitter.seat, log));
    else if (socket.readyState === socket.CLOSED) release();
  } catch (error) {
    log.error(traceOf(error), "a document could not be opened");
    socket.close(closeCodes.serverFault);
  } finally {
    socket.resume();
  }
}
