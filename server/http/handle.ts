/** Every HTTP request comes through here: what we refuse, what we answer, and the pages that Next renders. */
import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Log, traceOf } from "../log.ts";
import { isForUs, isPlain, pathOf } from "../visitor.ts";
import { send, refuse } from "./answer.ts";
import { answerApi } from "./api.ts";
import type { Compressed } from "./compressed.ts";
import type { openOrder } from "./order.ts";
import { contentPolicy, protection } from "./protection.ts";
import type { ApiParts } from "./visit.ts";

type Parts = ApiParts & {
  dev: boolean;
  log: Log;
  /** Renders a page, or says that there is none. */
  pages: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Sends a file of the build. */
  files: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  compressed: Compressed;
  order: ReturnType<typeof openOrder>;
  /** Whether words could be kept at this moment. */
  ready: () => Promise<boolean>;
};

const noHost = refuse(400, "bad-request");
const unmet = refuse(417, "bad-request");
const fault = refuse(500, "fault");
const cannotKeep = refuse(503, "cannot-keep", { "Retry-After": "30" });

/** The handler of all HTTP requests. It never throws and always answers. */
export function openHandler(parts: Parts) {
  const notice = noticeProxies(parts);
  return (request: IncomingMessage, response: ServerResponse): void => {
    if (parts.order.isAhead(request, response)) return void request.socket.destroy();
    notice(request);
    handle(parts, request, response).catch((error: unknown) => {
      // Who went away in the middle of their own request waits for no answer.
      if (request.destroyed && !request.complete) return;
      parts.log.error(traceOf(error), "a request could not be answered");
      if (!response.headersSent) send(response, parts.records.takesNothing(error) ? cannotKeep : fault);
      else response.destroy();
    });
  };
}

/** Says once that a proxy may stand in front which the settings do not know of: all visitors are one address then. */
function noticeProxies({ doorway, log }: Parts): (request: IncomingMessage) => void {
  let said = doorway.proxies > 0;
  return ({ headers }) => {
    if (said || headers["x-forwarded-for"] === undefined) return;
    said = true;
    log.warn(
      "a request carries X-Forwarded-For, and PROXIES is 0: if a proxy of yours stands in front, set PROXIES to how many do. Until then all visitors count as one address",
    );
  };
}

async function handle(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const nonce = randomBytes(16).toString("base64");
  const policy = contentPolicy(parts.doorway, nonce, parts.dev);
  for (const [name, value] of Object.entries(protection(parts.doorway, policy))) response.setHeader(name, value);
  // Node would answer these two by itself, beside all that we say and count.
  if (request.httpVersion === "1.1" && request.headers.host === undefined) return send(response, noHost);
  if (expectsMore(request)) return send(response, unmet);
  const path = pathOf(request);
  if (path === null) return send(response, refuse(400, "bad-address"));
  if (path === "/healthz") return send(response, { status: 200, body: { ok: true } });
  if (path === "/readyz") {
    const ready = await parts.ready();
    return send(
      response,
      ready ? { status: 200, body: { ok: true } } : refuse(503, "not-ready", { "Retry-After": "5" }),
    );
  }
  if (!isForUs(request, parts.doorway))
    return send(response, refuse(421, { code: "other-host", at: parts.doorway.publicUrl }));
  if (!isPlain(request) && !path.startsWith("/_next/")) return send(response, refuse(404, "nothing-here"));
  if (path.startsWith("/socket.io")) return send(response, refuse(400, "only-websocket"));
  if (path === "/api" || path.startsWith("/api/"))
    return send(response, (await answerApi(parts, request, path)) ?? refuse(404, "nothing-here"));
  if (request.method !== "GET" && request.method !== "HEAD")
    return send(response, refuse(405, "not-done-here", { Allow: "GET, HEAD" }));
  // The image optimiser fetches addresses it is given.
  if (path.startsWith("/_next/image")) return send(response, refuse(404, "nothing-here"));
  // While developing, Next speaks to its own pages in them.
  if (!parts.dev)
    for (const name of Object.keys(request.headers)) if (internal.test(name)) delete request.headers[name];
  for (const name of ofAPart) delete request.headers[name];
  response.setHeader("Accept-Ranges", "none");
  // Next reads the nonce for its own scripts from the request.
  request.headers["content-security-policy"] = policy;
  if (path.startsWith("/_next/static/")) {
    parts.compressed(request, response, path);
    return parts.files(request, response);
  }
  response.setHeader("Cache-Control", "no-store");
  await parts.pages(request, response);
}

// Next breaks on those it cannot fulfil. What it sends is whole, short and the same for everybody, and reading it changes
// nothing: a part may always be answered with all of it (RFC 9110, section 14.2).
const ofAPart = ["range", "if-range", "if-match", "if-unmodified-since"];

/** Whether a request expects what there is not: all that anybody is given is to be let go on, which Node says. */
const expectsMore = ({ headers: { expect } }: IncomingMessage): boolean =>
  expect !== undefined && !/100-continue/i.test(expect);

// Headers that frameworks and proxies speak among themselves: from outside they are only ever an attempt.
const internal =
  /^(x-middleware-|x-invoke-|x-nextjs-|x-forwarded-|x-matched-path|next-action|next-router-state-tree|forwarded$)/;
