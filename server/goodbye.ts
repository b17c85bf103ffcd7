/** The end of a connection: said, heard out for a short while, and then so, whatever the other side does. */
import type { Duplex } from "node:stream";

/** How long a line may take to answer our goodbye. */
export const goodbyeMs = 3_000;

/** Says the last words on a connection and ends it, also where the other side never ends its own half. */
export function sayGoodbye(socket: Duplex, words: string): void {
  socket.on("error", () => socket.destroy());
  if (!socket.writable) return void socket.destroy();
  const late = setTimeout(() => socket.destroy(), goodbyeMs);
  socket.once("close", () => clearTimeout(late));
  // What comes on it is not read by anybody, but only whoever reads hears that the other side has ended too.
  socket.resume();
  socket.end(words);
}
