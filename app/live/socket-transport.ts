/** Socket.IO's WebSocket, silent from the moment at which the line is being closed. */
import { NodeWebSocket } from "socket.io-client";
import { isOpen } from "./is-open.ts";

type Write = Parameters<NodeWebSocket["doWrite"]>;

/**
 * While a goodbye is on its way Engine.IO still takes the line for one. What it sends then goes nowhere in any case, but
 * the browser complains of it. In a browser `NodeWebSocket` is the browser's own: the package says so to bundlers.
 */
export class SocketTransport extends NodeWebSocket {
  override doWrite(packet: Write[0], data: Write[1]): void {
    if (isOpen(this.ws as WebSocket | null)) super.doWrite(packet, data);
  }
}
