/**
 * What an edit costs the server: ROOMS rooms of two, each writing RATE edits a second for SECONDS.
 * Beside it, in the same run, a server that does as little as a durable one can: append, fsync, relay, unread.
 * Run with `npx tsx bench/relay.ts`, after `npm run build`.
 */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import type { WebSocket } from "ws";
import * as Y from "yjs";
import { newClientId } from "../lib/seats.ts";
import { openSpace, join, socketClass } from "../tests/support/people.ts";
import { startServer } from "../tests/support/server.ts";
import { startDurableLimit } from "./durable-limit.ts";
import { cpuOf, megabytesOf } from "./process.ts";

const rooms = Number(process.env.ROOMS ?? 500);
const rate = Number(process.env.RATE ?? 4);
const seconds = Number(process.env.SECONDS ?? 15);

type Peer = { socket: WebSocket; doc: Y.Doc; text: Y.Text; sent: Map<string, number> };

function updateMessage(update: Uint8Array): Uint8Array {
  const message = encoding.createEncoder();
  encoding.writeVarUint(message, 0);
  encoding.writeVarUint(message, 2);
  encoding.writeVarUint8Array(message, update);
  return encoding.toUint8Array(message);
}

function percentile(values: number[], share: number): number {
  return values.sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? NaN;
}

/** A peer that types into its own card and measures when the other's words come. */
async function openPeer(
  socket: WebSocket,
  seat: "client" | "practitioner",
  late: number[],
  born: Map<string, number>,
): Promise<Peer> {
  const doc = new Y.Doc();
  doc.clientID = newClientId(seat);
  const text = doc.getText("both:sheet");
  const peer: Peer = { socket, doc, text, sent: born };
  await new Promise<void>((open, failed) => {
    socket.once("open", () => open());
    socket.once("error", failed);
  });
  socket.on("message", (data: ArrayBuffer) => {
    const message = decoding.createDecoder(new Uint8Array(data));
    if (decoding.readVarUint(message) !== 0 || decoding.readVarUint(message) !== 2) return;
    const update = decoding.readVarUint8Array(message);
    for (const [client, clock] of Y.parseUpdateMeta(update).to) {
      const at = born.get(`${client}:${clock}`);
      if (at !== undefined) late.push(performance.now() - at);
    }
  });
  doc.on("update", (update: Uint8Array) => {
    for (const [client, clock] of Y.parseUpdateMeta(update).to) born.set(`${client}:${clock}`, performance.now());
    socket.send(updateMessage(update));
  });
  return peer;
}

async function measure(
  name: string,
  pid: number,
  connect: (room: number) => Promise<[Peer, Peer]>,
  late: number[],
): Promise<void> {
  const before = megabytesOf(pid);
  const peers: Peer[] = [];
  for (let room = 0; room < rooms; room++) peers.push(...(await connect(room)));
  const opened = megabytesOf(pid);
  late.length = 0;
  const start = cpuOf(pid);
  let edits = 0;
  const timers = peers.map((peer, index) => {
    const write = (): void => {
      peer.text.insert(peer.text.length, "abcdefgh"[edits % 8] ?? "x");
      edits += 1;
    };
    let timer: NodeJS.Timeout | undefined;
    const first = setTimeout(
      () => (timer = setInterval(write, (1000 / rate) * 2)),
      (index * 2000) / rate / peers.length,
    );
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  });
  await new Promise((later) => setTimeout(later, seconds * 1000));
  for (const stop of timers) stop();
  await new Promise((later) => setTimeout(later, 500));
  const used = cpuOf(pid) - start;
  console.log(
    `${name}: ${edits} edits, ${(used / edits).toFixed(1)} µs CPU an edit, to the peer p50 ${percentile(late, 0.5).toFixed(2)} ms ` +
      `p99 ${percentile(late, 0.99).toFixed(2)} ms (${late.length} seen), ${(opened - before).toFixed(0)} MB for ${rooms} open rooms`,
  );
  for (const { socket } of peers) socket.terminate();
}

const late: number[] = [];

const limit = await startDurableLimit();
await measure(
  "durable limit",
  limit.pid,
  async (room) => {
    const born = new Map<string, number>();
    const Socket = socketClass(limit.origin, "");
    const url = `${limit.origin.replace("http", "ws")}/${room}`;
    return [
      await openPeer(new Socket(url), "practitioner", late, born),
      await openPeer(new Socket(url), "client", late, born),
    ];
  },
  late,
);
limit.end();

const server = await startServer({ env: { LOG_LEVEL: "warn" } });
const seats: { space: string; practitioner: string; client: string }[] = [];
for (let room = 0; room < rooms; room++) {
  const opened = await openSpace(server.origin);
  const joined = await join(server.origin, { secret: opened.invitation });
  seats.push({ space: opened.space, practitioner: opened.cookie, client: joined.cookie });
}
await measure(
  "clearing",
  server.process.pid ?? 0,
  async (room) => {
    const seat = seats[room];
    if (!seat) throw new Error("There is no such room.");
    const born = new Map<string, number>();
    const url = `${server.origin.replace("http", "ws")}/yjs/${seat.space}`;
    const socket = (cookie: string): WebSocket => new (socketClass(server.origin, cookie))(url);
    return [
      await openPeer(socket(seat.practitioner), "practitioner", late, born),
      await openPeer(socket(seat.client), "client", late, born),
    ];
  },
  late,
);
await server.end();
