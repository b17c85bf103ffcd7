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

/** Floods of `packet`, on as many `lines` at once. */
export const flooding =
  (origin: () => string, lines: number, packet: (space: string) => string, isStranger = false): Attack =>
  async ({ space, practitioner }) => {
    const cookie = isStranger ? "clearing=x" : practitioner.cookie;
    const all = await Promise.all(Array.from({ length: lines }, () => flood(origin(), cookie, packet(space))));
    return `${all.reduce((sum, said) => sum + said, 0)} packets`;
  };
