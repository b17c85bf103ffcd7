/** Every HTTP request comes through here: what we refuse, what we answer, and the pages that Next renders. */
import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Log, traceOf } from "../log.ts";
import { type Doorway, isForUs, pathOf } from "../visitor.ts";
import { send, refuse } from "./answer.ts";
import { type ApiParts, answerApi } from "./api.ts";

type Parts = ApiParts & {
  dev: boolean;
  log: Log;
  pages: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Whether words could be kept at this moment. */
  ready: () => Promise<boolean>;
};

/** The handler of all HTTP requests. It never throws and always answers. */
export function openHandler(parts: Parts) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    handle(parts, request, response).catch((error: unknown) => {
      parts.log.error(traceOf(error), "a request could not be answered");
      if (!response.headersSent)
        send(response, refuse(500, "Something went wrong on the server. Nothing was changed. Try again."));
      else response.destroy();
    });
  };
}

async function handle(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const nonce = randomBytes(16).toString("base64");
  const policy = contentPolicy(parts.doorway, nonce, parts.dev);
  protect(response, parts.doorway, policy);
  const path = pathOf(request);
  if (path === null) return send(response, refuse(400, "This address cannot be read."));
  if (path === "/healthz") return send(response, { status: 200, body: { ok: true } });
  if (path === "/readyz") {
    const ready = await parts.ready();
    return send(
      response,
      ready ? { status: 200, body: { ok: true } } : refuse(503, "Not ready.", { "Retry-After": "5" }),
    );
  }
  if (!isForUs(request, parts.doorway))
    return send(response, refuse(421, `This server answers at ${parts.doorway.publicUrl}.`));
  if (path === "/api" || path.startsWith("/api/"))
    return send(response, (await answerApi(parts, request, path)) ?? refuse(404, "There is nothing here."));
  if (request.method !== "GET" && request.method !== "HEAD")
    return send(response, refuse(405, "This cannot be done here.", { Allow: "GET, HEAD" }));
  // The image optimiser fetches addresses it is given.
  if (path.startsWith("/_next/image")) return send(response, refuse(404, "There is nothing here."));
  for (const name of Object.keys(request.headers)) if (internal.test(name)) delete request.headers[name];
  // Next reads the nonce for its own scripts from the request.
  request.headers["content-security-policy"] = policy;
  if (!path.startsWith("/_next/static/")) response.setHeader("Cache-Control", "no-store");
  await parts.pages(request, response);
}

// Headers that frameworks and proxies speak among themselves: from outside they are only ever an attempt.
const internal = /^(x-middleware-|x-invoke-|x-nextjs-|x-forwarded-|x-matched-path|next-action|forwarded$)/;

function contentPolicy({ publicUrl }: Doorway, nonce: string, dev: boolean): string {
  const live = publicUrl.replace(/^http/, "ws");
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${dev ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    `connect-src 'self' ${live}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

function protect(response: ServerResponse, { publicUrl }: Doorway, policy: string): void {
  response.setHeader("Content-Security-Policy", policy);
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("X-Frame-Options", "DENY");
  response.setHeader("Referrer-Policy", "no-referrer");
  response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
  response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
  response.setHeader("Permissions-Policy", "camera=(self), microphone=(self), geolocation=(), payment=(), usb=()");
  response.setHeader("X-Robots-Tag", "noindex, nofollow");
  if (publicUrl.startsWith("https:")) response.setHeader("Strict-Transport-Security", "max-age=31536000");
}
