/** Answers in JSON, and the reading of bodies: every refusal is a status and a code. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { type PlainCode, type Refusal, said } from "../../lib/refusals.ts";

/** What a route gives back. A body is sent as JSON. */
export type Answer = { status: number; body?: unknown; headers?: Record<string, string> };

/** A success, as a route gives it that has said its status. */
export type Done<Shape> = { body: Shape; headers?: Record<string, string> };

export const refuse = (status: number, refusal: Refusal | PlainCode, headers?: Record<string, string>): Answer => ({
  status,
  body: said(typeof refusal === "string" ? { code: refusal } : refusal),
  ...(headers && { headers }),
});

/** The one answer for a space that is not there and for one that is not theirs. */
export const unknownSpace = refuse(404, "unknown-space");

/** Sends an answer. Nothing that we answer is for a cache. */
export function send(response: ServerResponse, { status, body, headers }: Answer): void {
  response.statusCode = status;
  response.setHeader("Cache-Control", "no-store");
  for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value);
  if (body === undefined) return void response.end();
  response.setHeader("Content-Type", "application/json; charset=utf-8");
  response.end(JSON.stringify(body));
}

const mostBytes = 16 * 1024;

/** Reads a JSON body, as an unknown value, or gives the refusal for one that cannot be read. */
export async function readBody(request: IncomingMessage): Promise<{ value: unknown } | { refusal: Answer }> {
  if (!/^application\/json(;|$)/i.test(request.headers["content-type"] ?? ""))
    return { refusal: refuse(415, "no-json") };
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) return { refusal: refuse(413, "long-body", { Connection: "close" }) };
    chunks.push(chunk);
  }
  try {
    return { value: JSON.parse(Buffer.concat(chunks).toString("utf8")) as unknown };
  } catch {
    return { refusal: refuse(400, "not-json") };
  }
}
