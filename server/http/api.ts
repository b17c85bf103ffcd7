/** The JSON interface under /api: all its routes, and the one way to them. */
import type { IncomingMessage } from "node:http";
import { cookieOf, isFromUs } from "../visitor.ts";
import { type Answer, refuse } from "./answer.ts";
import { comingBack } from "./back.ts";
import { inviting } from "./inviting.ts";
import { joining } from "./joining.ts";
import type { Route } from "./route.ts";
import { spaces } from "./spaces.ts";
import type { ApiParts } from "./visit.ts";

export const routes: readonly Route[] = [...joining, ...spaces, ...inviting, ...comingBack];

/** Answers a request under /api, or null when there is no such thing there. `path` is the decoded path. */
export async function answerApi(parts: ApiParts, request: IncomingMessage, path: string): Promise<Answer | null> {
  const [, , place, space, thing, ...rest] = path.split("/");
  if (rest.length > 0) return null;
  const name = space === undefined ? `/${place ?? ""}` : `/${place ?? ""}/ID${thing === undefined ? "" : `/${thing}`}`;
  const here = routes.filter((route) => route.path === name);
  if (here.length === 0) return null;
  const method = request.method === "HEAD" ? "GET" : request.method;
  const route = here.find((one) => one.method === method);
  if (!route) return refuse(405, "not-done-here", { Allow: here.map((one) => one.method).join(", ") });
  if (method !== "GET" && !isFromUs(request, parts.doorway)) return refuse(403, "not-from-us");
  return route.perform({ ...parts, request, cookie: cookieOf(request, parts.doorway.publicUrl) }, space ?? "");
}
