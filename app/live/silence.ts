/** Notices that a line has fallen silent: the server is heard on it every few seconds, also where nobody does anything. */
import type { Socket } from "socket.io-client";
import { silentAfterMs } from "../../lib/wire.ts";

const listenEveryMs = 1_000;

/**
 * Calls `silent` where nothing was heard on a line that is up, for as long as the other takes to read that it is down:
 * whoever is on it must not go on reading that both are here.
 * @returns how to stop
 */
export function watchSilence(socket: Socket, silent: () => void): () => void {
  let heardAt = performance.now();
  const hear = (): void => {
    heardAt = performance.now();
  };
  const listen = (): void => {
    if (socket.connected && performance.now() - heardAt >= silentAfterMs) silent();
  };
  socket.on("connect", hear);
  socket.io.on("ping", hear);
  const timer = setInterval(listen, listenEveryMs);
  return () => {
    clearInterval(timer);
    socket.off("connect", hear);
    socket.io.off("ping", hear);
  };
}
