/** Plain bytes over TCP: requests that no client library would send, and the answers as they came. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";

export type Answer = { status: number; headers: Record<string, string[]>; body: string };

/** Sends bytes on a connection of their own and gives everything that came until it was closed by the other side. */
export async function tell(port: number, bytes: string | Buffer): Promise<Buffer> {
  const socket = await dial(port);
  const chunks: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  const closed = closing(socket);
  socket.write(bytes);
  await closed;
  return Buffer.concat(chunks);
}

/** Resolves once a connection has closed, also where an error closes it. */
export const closing = (socket: Socket): Promise<unknown> => new Promise((gone) => socket.once("close", gone));

/** An open connection. Errors of the line only close it. */
export async function dial(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  socket.on("error", () => undefined);
  return socket;
}

/** A request line and headers as text; `Connection: close` and the end of the head are added. */
export const head = (line: string, headers: Record<string, string>): string =>
  [
    line,
    ...Object.entries({ Connection: "close", ...headers }).map(([name, value]) => `${name}: ${value}`),
    "",
    "",
  ].join("\r\n");

/** Makes a request from a line such as `GET / HTTP/1.1` and gives its answer. */
export async function request(
  port: number,
  line: string,
  headers: Record<string, string> = {},
  body: string | Buffer = "",
): Promise<Answer> {
  const text = head(line, { Host: `localhost:${port}`, ...headers });
  return readAnswer(await tell(port, Buffer.concat([Buffer.from(text), Buffer.from(body)])));
}

/** Reads an answer. Status 0 where nothing came. */
export function readAnswer(bytes: Buffer): Answer {
  const end = bytes.indexOf("\r\n\r\n");
  const [first = "", ...lines] = bytes.subarray(0, Math.max(0, end)).toString("latin1").split("\r\n");
  const headers: Record<string, string[]> = {};
  for (const line of lines) {
    const [name = "", ...value] = line.split(":");
    (headers[name.toLowerCase()] ??= []).push(value.join(":").trim());
  }
  return { status: Number(first.split(" ")[1] ?? 0), headers, body: bytes.subarray(end + 4).toString("utf8") };
}

/** The headers of a WebSocket handshake. */
export const upgrade = (headers: Record<string, string> = {}): Record<string, string> => ({
  Connection: "Upgrade",
  Upgrade: "websocket",
  "Sec-WebSocket-Version": "13",
  "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
  ...headers,
});
