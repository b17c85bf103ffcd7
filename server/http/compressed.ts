/** The scripts and styles that were compressed when this copy was built, for browsers that read Brotli. */
import { existsSync, readdirSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname } from "node:path";

const types: Record<string, string> = {
  ".js": "application/javascript; charset=UTF-8",
  ".css": "text/css; charset=UTF-8",
};
const ending = ".br";

export type Compressed = ReturnType<typeof openCompressed>;

/** Looks once at what lies compressed in `folder`, which is served under `/_next/static`. */
export function openCompressed(folder: string) {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: "utf8" }) : [];
  const originals = names.filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length));
  const known = new Set(originals.map((name) => `/_next/static/${name.replaceAll("\\", "/")}`));

  /** Leads a request for one of them to its compressed file, where its browser reads that. */
  return (request: IncomingMessage, response: ServerResponse, path: string): void => {
    const type = types[extname(path)];
    if (!type || !known.has(path)) return;
    response.setHeader("Vary", "Accept-Encoding");
    if (!readsBrotli(request.headers["accept-encoding"] ?? "")) return;
    response.setHeader("Content-Encoding", "br");
    response.setHeader("Content-Type", type);
    request.url = path + ending;
  };
}

/** Whether an Accept-Encoding names Brotli, and not with the weight nought that refuses it (RFC 9110, section 12.5.3). */
const readsBrotli = (accepted: string): boolean =>
  accepted.split(",").some((coding) => {
    const [name = "", weight = "q=1"] = coding.split(";").map((part) => part.trim().toLowerCase());
    return name === "br" && Number(weight.replace(/^q=/, "")) > 0;
  });
