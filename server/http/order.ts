/** One request at a time on each connection: nothing is made of what was sent before the one ahead of it was answered. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/**
 * What Node reads a connection with. It is not documented, stands so in Node 20, 22 and 24, and is the only way to end
 * the reading: a connection that is destroyed goes on being made into requests up to the end of what was read of it, and
 * 64 KB hold thousands. Where a Node to come has it no more, `isAhead` still answers none of them.
 */
type Parser = { onIncoming: (request: IncomingMessage & { upgrade?: boolean }, ...more: unknown[]) => number };

// As Node tells its parser of an upgrade: what comes after this is not HTTP.
const readNoMore = 2;

/**
 * Holds each connection to the order of HTTP. It allows many requests at once (RFC 9112, section 9.3.2), no browser and
 * no proxy does it, and Node begins with all that come, however many.
 */
export function openOrder() {
  const latest = new WeakMap<Socket, ServerResponse>();
  // Not before all of an answer is on its way: one that was given at once counts as finished while Node still holds it.
  const isBusy = (socket: Socket): boolean => socket.destroyed || latest.get(socket)?.closed === false;
  return {
    /** Ends a new connection, once it asks for something while it waits for an answer. */
    watch(socket: Socket): void {
      const parser = parserOf(socket);
      if (!parser) return;
      const begin = parser.onIncoming;
      parser.onIncoming = (request, ...more) => {
        if (!isBusy(socket)) return begin(request, ...more);
        socket.destroy();
        request.upgrade = false;
        return readNoMore;
      };
    },
    /** Whether a request was sent before the one ahead of it on the same connection was answered. */
    isAhead({ socket }: IncomingMessage, response: ServerResponse): boolean {
      const isAhead = isBusy(socket);
      latest.set(socket, response);
      return isAhead;
    },
  };
}

function parserOf(socket: Socket): Parser | null {
  const { parser } = socket as Socket & { parser?: Partial<Parser> | null };
  return typeof parser?.onIncoming === "function" ? (parser as Parser) : null;
}
