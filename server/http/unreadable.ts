/** What Node cannot make a request of is answered as everything else is: a status, a code, and nothing more. */
import { type Server, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { type PlainCode, said } from "../../lib/refusals.ts";
import { sayGoodbye } from "../goodbye.ts";
import type { Doorway } from "../visitor.ts";
import { protection } from "./protection.ts";

type Reason = { status: number; code: PlainCode };

const tooMuchHead: Reason = { status: 431, code: "long-head" };
const tooSlow: Reason = { status: 408, code: "slow-request" };
const unreadable: Reason = { status: 400, code: "bad-request" };
const noTunnel: Reason = { status: 405, code: "not-done-here" };

const reasons: Record<string, Reason> = {
  HPE_HEADER_OVERFLOW: tooMuchHead,
  ERR_HTTP_REQUEST_TIMEOUT: tooSlow,
};

/** Answers what never reaches a handler: broken requests, slow ones, and requests for a tunnel. */
export function answerUnreadable(http: Server, doorway: Doorway): void {
  const answer = (socket: Duplex, { status, code }: Reason): void => {
    const body = JSON.stringify(said({ code }));
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
