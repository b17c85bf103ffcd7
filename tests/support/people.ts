/** People for a test, without a browser: they open a space, sit down, write and act over plain HTTP and sockets. */
import { type Socket, io } from "socket.io-client";
import { WebSocket } from "ws";
import type { Joined, OpenedSpace } from "../../lib/api.ts";
import type { Seat } from "../../lib/seats.ts";
import type { ClientEvents, ServerEvents } from "../../lib/wire.ts";

/** What a browser would hold: the space, and the `name=value` of its session cookie. */
export type Sitting = { space: string; cookie: string };
export type Pair = { space: string } & Record<Seat, Sitting>;

/** A request as a page of ours would send it. A body goes as JSON. */
export const ask = (
  origin: string,
  method: "GET" | "POST" | "DELETE",
  path: string,
  { body, cookie }: { body?: unknown; cookie?: string } = {},
): Promise<Response> =>
  fetch(new URL(path, origin), {
    method,
    headers: {
      origin,
      ...(cookie !== undefined && { cookie }),
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });

/** Opens a space and sits down as its practitioner. */
export async function openSpace(
  origin: string,
  { name = "Pia", welcome = "", cookie }: { name?: string; welcome?: string; cookie?: string } = {},
): Promise<Sitting & OpenedSpace> {
  const answer = await ask(origin, "POST", "/api/spaces", { body: { name, welcome }, cookie });
  return seated<OpenedSpace>(answer);
}

/** Takes the client's seat with an invitation. */
export async function join(
  origin: string,
  { secret, name = "Chris", cookie }: { secret: string; name?: string; cookie?: string },
): Promise<Sitting> {
  const answer = await ask(origin, "POST", "/api/join", { body: { secret, name, consent: true }, cookie });
  return seated<Joined>(answer);
}

/** A new space with both seats taken, each in a browser of its own. */
export async function pair(origin: string): Promise<Pair> {
  const { space, invitation, cookie } = await openSpace(origin);
  return { space, practitioner: { space, cookie }, client: await join(origin, { secret: invitation }) };
}

async function seated<Body extends Joined>(answer: Response): Promise<Body & { cookie: string }> {
  if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}: ${await answer.text()}`);
  const [cookie] = answer.headers.getSetCookie();
  if (cookie === undefined) throw new Error(`${answer.url} gave no cookie.`);
  return { ...((await answer.json()) as Body), cookie: cookie.split(";", 1).join() };
}

/** A raw connection to the shared document of a space, or to the sitter's own page. Undo: `terminate()`. */
export function yjsSocket(
  origin: string,
  space: string,
  cookie: string,
  { mine = false, place }: { mine?: boolean; place?: string } = {},
): WebSocket {
  const query = place === undefined ? "" : `?place=${encodeURIComponent(place)}`;
  const path = `/yjs/${space}${mine ? "/mine" : ""}${query}`;
  return new (socketClass(origin, cookie))(new URL(path, origin.replace(/^http/, "ws")));
}

/**
 * A `WebSocket` that brings the cookie and the origin along: for raw connections, and as the `WebSocketPolyfill` of a
 * y-websocket provider, which asks for the type that browsers have.
 */
export function socketClass(origin: string, cookie: string): (new (url: string | URL) => WebSocket) & BrowserSocket {
  class Connection extends WebSocket {
    constructor(url: string | URL, protocols: string | string[] = []) {
      super(url, protocols, { origin, headers: { cookie } });
    }
  }
  return Connection as unknown as typeof Connection & BrowserSocket;
}

type BrowserSocket = typeof globalThis.WebSocket;

/** A connection for what is held in a space. Undo: `disconnect()`. */
export const holdSocket = (origin: string, space: string, cookie: string): Socket<ServerEvents, ClientEvents> =>
  io(origin, {
    transports: ["websocket"],
    auth: { space },
    extraHeaders: { cookie, origin },
    forceNew: true,
  });
