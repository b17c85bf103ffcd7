/**
 * What quiet costs the server: ROOMS rooms in which two sit in quiet, each on both wires and saying every 4 s that they
 * are there, over SECONDS. Nothing is written and nothing ends meanwhile. It listens on loopback only.
 * Run with `npx tsx bench/quiet.ts`, after `npm run build`, while the machine does nothing else.
 */
import type { WebSocket } from "ws";
import type { Socket } from "socket.io-client";
import { type Pair, type Sitting, holdSocket, pair, yjsSocket } from "../tests/support/people.ts";
import { startServer } from "../tests/support/server.ts";
import { type ClientEvents, type ServerEvents, beatEveryMs } from "../lib/wire.ts";
import { cpuOf, megabytesOf } from "./process.ts";

const rooms = Number(process.env.ROOMS ?? 200);
const seconds = Number(process.env.SECONDS ?? 60);

const after = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

type Line = { hold: Socket<ServerEvents, ClientEvents>; written: WebSocket };

/** One person on both wires, as a page is. They say that they are there, each at their own moment. */
async function sit(origin: string, { space, cookie }: Sitting): Promise<Line> {
  const hold = holdSocket(origin, space, cookie);
  await new Promise((told) => hold.once("present", told));
  const written = yjsSocket(origin, space, cookie);
  await new Promise((open) => written.once("message", open));
  const beat = (): unknown => hold.emit("beat", { elsewhere: false, card: null, call: null });
  await after(Math.random() * 5);
  setInterval(beat, beatEveryMs).unref();
  return { hold, written };
}

/** Bytes that came and went on the connections of a person so far, with all that the wires put around them. */
function bytesOf({ hold, written }: Line): number {
  const { ws } = hold.io.engine.transport as unknown as { ws: WebSocket };
  // The socket beneath, which ws keeps to itself.
  return [ws, written].reduce((sum, socket) => {
    const { _socket: tcp } = socket as unknown as { _socket: { bytesRead: number; bytesWritten: number } };
    return sum + tcp.bytesRead + tcp.bytesWritten;
  }, 0);
}

/** Two people come into a room and begin a quiet that outlasts the measurement. */
async function quiet(origin: string, people: Pair): Promise<Line[]> {
  const lines = [await sit(origin, people.practitioner), await sit(origin, people.client)];
  const [practitioner, client] = lines;
  await practitioner?.hold.emitWithAck("act", { type: "quiet:offer", minutes: 60 });
  const answer = await client?.hold.emitWithAck("act", { type: "quiet:accept" });
  if (!answer?.ok || answer.holding.quiet?.state !== "running") throw new Error("A quiet did not begin.");
  return lines;
}

const server = await startServer({ env: { LOG_LEVEL: "warn" } });
const people: Pair[] = [];
for (let room = 0; room < rooms; room += 1) people.push(await pair(server.origin));
// What making the rooms has cost is another question.
await server.restart();
const pid = server.process.pid ?? 0;
await after(2_000);

const empty = megabytesOf(pid);
const lines: Line[] = [];
for (const two of people) lines.push(...(await quiet(server.origin, two)));
await after(5_000);

const began = { at: performance.now(), cpu: cpuOf(pid), bytes: lines.map(bytesOf), memory: megabytesOf(pid) };
await after(seconds * 1_000);
const ms = performance.now() - began.at;
const cpu = (cpuOf(pid) - began.cpu) / 1_000;
const bytes = lines.reduce((sum, line, index) => sum + bytesOf(line) - (began.bytes[index] ?? 0), 0);
const memory = megabytesOf(pid);
const stillHere = lines.filter(({ hold, written }) => hold.connected && written.readyState === written.OPEN).length;

console.log(
  `${rooms} rooms in quiet, ${stillHere} of ${lines.length} people on both wires after ${(ms / 1_000).toFixed(0)} s: ` +
    `${((cpu / ms) * 100).toFixed(2)} % of one core, ${empty.toFixed(0)} MB before they came, ` +
    `${began.memory.toFixed(0)} MB when all were in quiet, ${memory.toFixed(0)} MB at the end, ` +
    `${(bytes / (ms / 1_000) / rooms).toFixed(0)} bytes/s a room`,
);
for (const { hold, written } of lines) {
  hold.disconnect();
  written.terminate();
}
await server.end();
