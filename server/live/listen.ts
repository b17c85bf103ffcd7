/** The one router of upgrades: each is ours and checked at the door, Engine.IO's, to nothing we know, or turned away. */
import { EventEmitter } from "node:events";
import { type IncomingMessage, type Server as HttpServer, STATUS_CODES } from "node:http";
import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { closeCodes } from "../../lib/wire.ts";
import { mostSyncBytes } from "../../lib/yjs-wire.ts";
import { type Log, traceOf } from "../log.ts";
import { goodbyeMs, sayGoodbye } from "../goodbye.ts";
import type { Sitter } from "../records/records.ts";
import { type Doorway, addressOf, isForUs, isFromUs, isPlain, pathOf } from "../visitor.ts";
import { type Door, countWaiting, mostWaiting } from "./door.ts";
import type { Rooms } from "./rooms.ts";
import { serveYjs } from "./sync.ts";

/** Takes an upgrade that has come to the right place. `seated` is called once its person has a seat there. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer, seated: () => void) => void;

/** `hold` takes the upgrades of the Socket.IO wire. */
export type ListenParts = { door: Door; doorway: Doorway; rooms: Rooms; hold: Upgrade; log: Log; dev: boolean };

type Place = { space: string; kind: "shared" | "own" };

// More than is ever taken. What is too long is refused in our words, for y-websocket does not stop at the protocol's.
const mostMessageBytes = 4 * mostSyncBytes;

/** What Next is given instead of our server, so that it cannot end the sockets of paths that look like its pages. */
export const nextUpgrades = new EventEmitter();

/**
 * Routes the upgrades of an HTTP server.
 * @returns how to end all of its connections
 */
export function routeUpgrades(http: HttpServer, parts: ListenParts): () => void {
  const options = { noServer: true, maxPayload: mostMessageBytes, perMessageDeflate: false, closeTimeout: goodbyeMs };
  const yjs = new WebSocketServer(options);
  const waiting = countWaiting();
  http.on("upgrade", (request, socket, head) => {
    if (isToNothing(request) && socket instanceof Socket) return readAgain(http, request, socket, head);
    // Before anything is looked up: a line that breaks meanwhile would otherwise end the process.
    socket.on("error", () => socket.destroy());
    const path = pathOf(request);
    if (path === null) return turnAway(socket, 400);
    if (parts.dev && path.startsWith("/_next/")) return void nextUpgrades.emit("upgrade", request, socket, head);
    const take = isPlain(request) ? takerOf(path) : null;
    if (!take) return turnAway(socket, 404);
    if (!isFromUs(request, parts.doorway) || !isForUs(request, parts.doorway)) return turnAway(socket, 403);
    if (take === admitToHold && !speaksEngineIo(request)) return turnAway(socket, 400);
    take(request, socket, head).catch((error: unknown) => {
      parts.log.error(traceOf(error), "an upgrade could not be answered");
      turnAway(socket, 503);
    });
  });

  type Taker = (request: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void>;
  const takerOf = (path: string): Taker | null => {
    if (path.startsWith("/socket.io/")) return admitToHold;
    const place = placeOf(path);
    return place && ((request, socket, head) => admit(request, socket, head, place));
  };

  /** Lets a socket without a seat wait at the door, unless too many from there do so already. Gives how it leaves. */
  const wait = (socket: Duplex, from: string, most: number): (() => void) | null => {
    const leave = waiting.enter(from, most);
    if (!leave) turnAway(socket, 429, "Retry-After: 5\r\n");
    socket.once("close", leave ?? (() => undefined));
    return leave;
  };

  const admit = async (request: IncomingMessage, socket: Duplex, head: Buffer, place: Place): Promise<void> => {
    const sitter = await parts.door.sitter(request, place.space);
    if (socket.destroyed) return;
    if (!sitter && !wait(socket, addressOf(request, parts.doorway), mostWaiting.strangers)) return;
    const claim = queryOf(request).get("place");
    yjs.handleUpgrade(request, socket, head, (opened) => void serveSocket(opened, sitter, place.kind, claim, parts));
  };

  const admitToHold: Taker = async (request, socket, head) => {
    const browser = await parts.door.browser(request);
    if (socket.destroyed) return;
    const seated = browser
      ? wait(socket, browser, mostWaiting.ofOneBrowser)
      : wait(socket, addressOf(request, parts.doorway), mostWaiting.strangers);
    if (seated) parts.hold(request, socket, head, seated);
  };

  return () => {
    for (const socket of yjs.clients) socket.close(closeCodes.restart);
  };
}

/** Whether an upgrade is to a protocol that nobody here speaks. */
const isToNothing = ({ headers }: IncomingMessage): boolean => !/websocket/i.test(headers.upgrade ?? "");

/**
 * Has a request read as one that asks for no upgrade (RFC 9110, section 7.8). Node has taken its connection out of HTTP, up
 * to Node 24.9 without asking, and takes it in again with what was read of it put back.
 */
function readAgain(http: HttpServer, request: IncomingMessage, socket: Socket, rest: Buffer): void {
  const { method, url, httpVersion, rawHeaders } = request;
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (const [at, name] of rawHeaders.entries())
    if (at % 2 === 0 && name.toLowerCase() !== "upgrade") lines.push(`${name}: ${rawHeaders[at + 1]}`);
  socket.unshift(Buffer.concat([Buffer.from([...lines, "", ""].join("\r\n"), "latin1"), rest]));
  http.emit("connection", socket);
}

/** Whether an upgrade begins a session of Engine.IO 4. Its own word against any other would come after the upgrade. */
function speaksEngineIo(request: IncomingMessage): boolean {
  const query = queryOf(request);
  return query.get("EIO") === "4" && query.get("transport") === "websocket" && !query.has("sid");
}

const queryOf = (request: IncomingMessage): URLSearchParams => new URLSearchParams(request.url?.split("?")[1]);

/** Reads `/yjs/ID` and `/yjs/ID/mine`. */
function placeOf(path: string): Place | null {
  const [root, first, space, mine, ...rest] = path.split("/");
  if (root !== "" || first !== "yjs" || !space || rest.length > 0 || (mine !== undefined && mine !== "mine"))
    return null;
  return { space, kind: mine ? "own" : "shared" };
}

function turnAway(socket: Duplex, status: number, more = ""): void {
  const line = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n`;
  sayGoodbye(socket, `${line}Connection: close\r\n${more}Content-Length: 0\r\n\r\n`);
}

/**
 * Serves an open socket. A stranger learns only now that there is nothing here for them: a browser cannot read an HTTP
 * status.
 * @param claim the place that the reader was told last, empty for one that begins; null for a reader that asks for none
 */
export async function serveSocket(
  socket: WebSocket,
  sitter: Sitter | null,
  kind: Place["kind"],
  claim: string | null,
  { rooms, log }: Pick<ListenParts, "rooms" | "log">,
): Promise<void> {
  // A frame that cannot be read closes the socket by itself, with a code of the protocol.
  socket.on("error", () => undefined);
  if (!sitter) return socket.close(closeCodes.unknownSpace);
  if (!rooms.canKeep()) return socket.close(closeCodes.cannotStore);
  const unwatch = rooms.watch({ kind, sitter, close: (code) => socket.close(code) });
  socket.on("close", unwatch);
  // What is said before the document is open waits in the line itself.
  socket.pause();
  try {
    const { document, place, release } = await (kind === "own" ? rooms.useOwn(sitter) : rooms.useShared(sitter.space));
    const { purse, release: putAway } = rooms.purseOf(sitter);
    const leave = (): void => {
      release();
      putAway();
    };
    socket.on("close", leave);
    if (claim) await place.claim(claim);
    const told = claim === null ? null : place;
    // Not later: what has to wait for its turn holds the line back from here on.
    socket.resume();
    if (socket.readyState === socket.OPEN)
      socket.on("close", serveYjs(socket, { document, place: told, seat: sitter.seat, purse, log }));
    else if (socket.readyState === socket.CLOSED) leave();
  } catch (error) {
    log.error(traceOf(error), "a document could not be opened");
    socket.resume();
    socket.close(closeCodes.serverFault);
  }
}
