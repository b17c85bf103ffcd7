/** What Node cannot make a request of is answered as everything else is: a status, a sentence, and nothing more. */
import { type Server, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import type { Refusal } from "../../lib/api.ts";
import { sayGoodbye } from "../goodbye.ts";
import type { Doorway } from "../visitor.ts";
import { protection } from "./protection.ts";

const tooMuchHead = { status: 431, why: "This address or its headers are too long." };
const tooSlow = { status: 408, why: "This took too long to arrive. Try again." };
const unreadable = { status: 400, why: "This request cannot be read." };
const noTunnel = { status: 405, why: "This cannot be done here." };

const reasons: Record<string, typeof unreadable> = {
  HPE_HEADER_OVERFLOW: tooMuchHead,
  ERR_HTTP_REQUEST_TIMEOUT: tooSlow,
};

/** Answers what never reaches a handler: broken requests, slow ones, and requests for a tunnel. */
export function answerUnreadable(http: Server, doorway: Doorway): void {
  const answer = (socket: Duplex, { status, why }: typeof unreadable): void => {
    const body = JSON.stringify({ why } satisfies Refusal);
    const headers = {
      ...protection(doorway, "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"),
      "Cache-Control": "no-store",
      "Content-Type": "application/json; charset=utf-8",
      "Content-Length": String(Buffer.byteLength(body)),
      Connection: "close",
    };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    sayGoodbye(socket, [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`, ...lines, "", body].join("\r\n"));
  };
  http.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    if (socket.writable && error.code !== "ECONNRESET") answer(socket, reasons[error.code ?? ""] ?? unreadable);
    else socket.destroy();
  });
  http.on("connect", (_request, socket) => answer(socket, noTunnel));
}
