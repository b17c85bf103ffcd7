/** What a stranger asks over plain HTTP: more than is answered, by other ways, and with secrets that take long to be looked for. */
import { once } from "node:events";
import { connect } from "node:net";
import type { Attack } from "./hostile-acts.ts";

const longestMs = 10_000;

/** Asks for `path` many times on one connection, and reads nothing. */
const ahead =
  (path: string, times: number) =>
  async (origin: string): Promise<string> => {
    const { port, host } = new URL(origin);
    const line = connect(Number(port), "127.0.0.1");
    line.on("error", () => undefined);
    await once(line, "connect");
    const closed = new Promise((gone) => line.once("close", gone));
    line.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`.repeat(times));
    await Promise.race([closed, new Promise((later) => setTimeout(later, longestMs))]);
    line.destroy();
    return `${times} at once`;
  };

/** Asks for a page by a path with steps in it, on many lines. */
async function besideTheTurns(origin: string): Promise<string> {
  const { port, host } = new URL(origin);
  const until = performance.now() + longestMs;
  let asked = 0;
  const ask = async (): Promise<void> => {
    const line = connect(Number(port), "127.0.0.1");
    line.on("error", () => undefined);
    await once(line, "connect");
    while (performance.now() < until && !line.destroyed) {
      line.write(`GET /_next/static/%2e%2e/x HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
      await Promise.race([once(line, "data"), once(line, "close")]);
      asked += 1;
    }
    line.destroy();
  };
  await Promise.all(Array.from({ length: 60 }, ask));
  return `${asked} answers`;
}

/** Comes back with a key of signs that each become eighteen letters. */
async function longKey(origin: string): Promise<string> {
  const body = JSON.stringify({ key: `a${"\ufdfa".repeat(2_500)}a` });
  const headers = { origin, "content-type": "application/json" };
  const { status } = await fetch(`${origin}/api/return`, { method: "POST", headers, body });
  return status.toString();
}

const requests = {
  "3,000 pages asked for ahead": ahead("/", 3_000),
  "20,000 requests ahead": ahead("/api/spaces", 20_000),
  "pages by a path with steps, x 60": besideTheTurns,
  "a key of many signs": longKey,
};

/** Each of them by its name, for a server at this address. */
export const asking = (origin: () => string): (readonly [string, Attack])[] =>
  Object.entries(requests).map(([name, ask]) => [name, () => ask(origin())] as const);
