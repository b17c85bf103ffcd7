/** What goes out on a connection, within bounds: on a slow line it must not pile up. */
import type { WebSocket } from "ws";
import { closeCodes } from "../../lib/wire.ts";

const mostUnsentBytes = 1024 * 1024;

/** How to send on `socket`, which is closed where too much has yet to get through. */
export function openSending(socket: WebSocket) {
  /** Bytes of whole documents on their way: one may take its time on a slow line. What comes behind it must not pile up. */
  let answering = 0;
  return {
    send(bytes: Uint8Array): void {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount - answering > mostUnsentBytes) socket.close(closeCodes.tooSlow);
      else socket.send(bytes);
    },
    sendWhole(bytes: Uint8Array): void {
      if (socket.readyState !== socket.OPEN) return;
      if (answering > mostUnsentBytes) return socket.close(closeCodes.tooSlow);
      answering += bytes.length;
      socket.send(bytes, () => (answering -= bytes.length));
    },
  };
}
