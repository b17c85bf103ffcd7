/** What is said on lines of Socket.IO by somebody who floods them, with a seat or without. */
import { once } from "node:events";
import type { Socket } from "node:net";
import { WebSocket } from "ws";
import type { Attack } from "./hostile-acts.ts";

const longestMs = 10_000;

/** Opens a line and says `packet` on it as fast as it goes, over and over while the time lasts. Reads nothing. */
async function flood(origin: string, cookie: string, packet: string): Promise<number> {
  const until = performance.now() + longestMs;
  let said = 0;
  while (performance.now() < until) {
    const line = new WebSocket(`${origin.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`, {
      headers: { cookie, origin },
    });
    line.on("error", () => undefined);
    const closed = once(line, "close");
    await Promise.race([closed, once(line, "open")]);
    const { _socket: socket } = line as unknown as { _socket: Socket | null };
    socket?.pause();
    while (line.readyState === line.OPEN && socket && !socket.destroyed && performance.now() < until) {
      socket.cork();
      for (let i = 0; i < 500; i += 1) line.send(packet);
      line.send("3");
      socket.uncork();
      said += 500;
      await new Promise((later) => setTimeout(later, 20));
      if (socket.writableLength > 400_000) socket.resume();
    }
    line.terminate();
  }
  return said;
}

type Flood = { lines: number; packet: (space: string) => string; isStranger?: boolean };

/** What lines are flooded with, by its name in the measure. */
export const floods: readonly (Flood & { name: string })[] = [
  {
    name: "a seat comes in without end, x 10",
    lines: 10,
    packet: (space) => `40${JSON.stringify({ space })}`,
  },
  { name: "a stranger, to what is not there, x 4", lines: 4, packet: () => "40/x,", isStranger: true },
  { name: "words nested 7,900 deep, x 8", lines: 8, packet: () => `42["beat",${nested(7_900)}]` },
  { name: "a way in nested 7,900 deep, x 8", lines: 8, packet: () => `40${nested(7_900)}`, isStranger: true },
];

const nested = (deep: number): string => "[".repeat(deep) + "]".repeat(deep);

/** Floods with a packet, on as many lines at once as it says. */
export const flooding =
  (origin: () => string, { lines, packet, isStranger = false }: Flood): Attack =>
  async ({ space, practitioner }) => {
    const cookie = isStranger ? "clearing=x" : practitioner.cookie;
    const all = await Promise.all(Array.from({ length: lines }, () => flood(origin(), cookie, packet(space))));
    return `${all.reduce((sum, said) => sum + said, 0)} packets`;
  };
