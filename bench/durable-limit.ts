/** A yardstick, not a product: a server that appends what comes to a log, fsyncs a few ms' worth at once, then relays. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type WebSocket, WebSocketServer } from "ws";

/** Starts the yardstick as a process of its own. */
export async function startDurableLimit(): Promise<{ origin: string; pid: number; end: () => void }> {
  const child: ChildProcess = fork(fileURLToPath(import.meta.url), ["--serve"], { execArgv: ["--import", "tsx"] });
  const [port] = (await once(child, "message")) as [number];
  return { origin: `http://localhost:${port}`, pid: child.pid ?? 0, end: () => void child.kill("SIGTERM") };
}

function serve(): void {
  const folder = mkdtempSync(join(tmpdir(), "limit-"));
  const file = openSync(join(folder, "log"), "a");
  const rooms = new Map<string, Set<WebSocket>>();
  let waiting: { bytes: Buffer; from: WebSocket; room: Set<WebSocket> }[] = [];
  const commit = (): void => {
    const group = waiting;
    waiting = [];
    writeSync(file, Buffer.concat(group.map(({ bytes }) => bytes)));
    fsyncSync(file);
    for (const { bytes, from, room } of group) for (const peer of room) if (peer !== from) peer.send(bytes);
  };
  const http = createServer();
  const wire = new WebSocketServer({ server: http, perMessageDeflate: false });
  wire.on("connection", (socket, request) => {
    const name = request.url ?? "";
    const room = rooms.get(name) ?? new Set();
    rooms.set(name, room.add(socket));
    socket.on("message", (bytes: Buffer) => {
      if (waiting.length === 0) setTimeout(commit, 2);
      waiting.push({ bytes, from: socket, room });
    });
    socket.on("close", () => room.delete(socket));
  });
  http.listen(0, "127.0.0.1", () => process.send?.((http.address() as AddressInfo).port));
  process.on("SIGTERM", () => {
    closeSync(file);
    rmSync(folder, { recursive: true });
    process.exit(0);
  });
}

if (process.argv.includes("--serve")) serve();
