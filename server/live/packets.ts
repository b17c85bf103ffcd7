/** What one line of Socket.IO may say before anything is made of it, and how much it may leave unread. */
import type { Socket } from "socket.io";
import { openRateLimit } from "../rate-limit.ts";

type Connection = Socket["conn"];

// More than any page says, with what answers the server's pings. An event that is too much is told so before.
const packetsASecond = 40;
const withinMs = 10_000;
// What two sides of a call say to each other as it begins is the most, some dozens of KB.
const mostSigns = 128 * 1024;
// What any page says is nested four deep at most. Thousands take long to be read.
const mostDepth = 20;
// A page comes in once on each line.
const mostEntries = 3;
// What a page that reads has not read yet. One that sleeps answers no ping, and is gone before.
const mostUnread = 500;

/**
 * What stands before the JSON of a packet that a page sends: its kind, and a number where an answer is asked for or given.
 * Pages send no bytes and know one namespace. Socket.IO reads more than it writes, such as blanks for numbers: what is
 * spelled in another way is not looked into.
 */
const beforeJson = /^[0-3]\d{0,15}(?=[[{]|$)/;

/** As Socket.IO's protocol begins what asks to come in, below what Engine.IO adds. */
const entry = "0";

// Who says too much is told why, where there is a way to say it, before the line goes.
const lastWordMs = 500;

/**
 * Ends a line that says more than any page, asks to come in again and again, or does not read what it is told: Socket.IO
 * counts only the events of who has come in.
 */
export function watchPackets(connection: Connection): void {
  const limit = openRateLimit(packetsASecond * (withinMs / 1_000), withinMs);
  const signs = openRateLimit(mostSigns, withinMs);
  let [entries, unread] = [0, 0];
  const { socket } = connection.request;
  const end = (): void => {
    connection.close(true);
    socket.destroy();
  };
  let isTooMuch = false;
  const hearNoMore = (): void => {
    if (isTooMuch) return;
    isTooMuch = true;
    socket.pause();
    setTimeout(end, lastWordMs).unref();
  };
  const mayBeRead = (data: unknown): boolean => {
    if (typeof data !== "string") return false;
    const before = beforeJson.exec(data)?.[0];
    if (before === undefined || !signs.take(data.length)) return false;
    if (before.startsWith(entry)) entries += 1;
    return entries <= mostEntries && !isDeeper(data.slice(before.length), mostDepth);
  };
  connection.on("packet", ({ type, data }: { type: string; data?: unknown }) => {
    if (type === "message" && !mayBeRead(data)) end();
    else if (!limit.take()) hearNoMore();
  });
  connection.on("packetCreate", () => {
    unread += 1;
    if (unread > mostUnread) end();
  });
  // All that waits is handed on to the socket, which takes the next once it is rid of that.
  connection.on("flush", () => void (unread = 0));
}

/** Whether brackets stand within more than `most` others anywhere in a text of JSON, those in its strings not counted. */
function isDeeper(json: string, most: number): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < json.length && depth <= most; at += 1) {
    const sign = json[at];
    if (sign === '"') inString = !inString;
    else if (inString) at += sign === "\\" ? 1 : 0;
    else if (sign === "[" || sign === "{") depth += 1;
    else if (sign === "]" || sign === "}") depth -= 1;
  }
  return depth > most;
}
