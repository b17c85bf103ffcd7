/** What a sender holds open is let go by the server in its time, also where the sender never lets go. Linux only. */
import { readdirSync } from "node:fs";
import { type Socket, connect } from "node:net";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pair } from "../support/people.ts";
import { head, upgrade } from "../support/raw.ts";
import { type Server, startServer } from "../support/server.ts";

let server: Server;
const held: Socket[] = [];

beforeAll(async () => {
  server = await startServer({ env: { LOG_LEVEL: "warn" } });
});
afterAll(async () => {
  for (const socket of held) socket.destroy();
  await server.end();
});

const open = (): number => readdirSync(`/proc/${server.process.pid}/fd`).length;

/** Opens connections that say something once, and keep their own half open for ever. Gives what each is answered first. */
async function hold(many: number, words: string): Promise<{ answers: Promise<string>[] }> {
  const answers: Promise<string>[] = [];
  for (let count = 0; count < many; count += 1) {
    const socket = connect({ port: server.port, host: "127.0.0.1", allowHalfOpen: true });
    socket.on("error", () => undefined);
    held.push(socket);
    await once(socket, "connect");
    answers.push(new Promise((done) => socket.once("data", (data: Buffer) => done(data.toString("latin1")))));
    if (words) socket.write(words);
    socket.resume();
  }
  return { answers };
}

const host = (): string => `localhost:${server.port}`;
const handshake = (path: string, headers: Record<string, string> = {}): string =>
  head(`GET ${path} HTTP/1.1`, upgrade({ Host: host(), Origin: server.origin, ...headers }));

// Beyond the time that each of them has: what is asked is that all of them come back.
const cases: Record<string, { words: () => string; many: number; withinMs: number }> = {
  "an upgrade that is turned away": { words: () => handshake("/nowhere"), many: 300, withinMs: 15_000 },
  "an upgrade of a page that is not ours": {
    words: () => handshake("/yjs/x", { Origin: "https://elsewhere.example" }),
    many: 300,
    withinMs: 15_000,
  },
  "a stranger at a space": { words: () => handshake("/yjs/0123456789abcdefghjkmnpqrs"), many: 300, withinMs: 15_000 },
  "a request for a tunnel": {
    words: () => `CONNECT 127.0.0.1:1 HTTP/1.1\r\nHost: ${host()}\r\n\r\n`,
    many: 300,
    withinMs: 15_000,
  },
  "a request that cannot be read": { words: () => "NONSENSE\r\n\r\n", many: 300, withinMs: 15_000 },
  "a head that does not come to its end": {
    words: () => `GET / HTTP/1.1\r\nHost: ${host()}\r\nX-Slow: `,
    many: 300,
    withinMs: 30_000,
  },
  "nothing at all": { words: () => "", many: 300, withinMs: 30_000 },
  "a body that does not come to its end": {
    words: () =>
      `POST /api/join HTTP/1.1\r\nHost: ${host()}\r\nOrigin: ${server.origin}\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{`,
    many: 300,
    withinMs: 40_000,
  },
  "an answer after which the connection is kept": {
    words: () => `GET /healthz HTTP/1.1\r\nHost: ${host()}\r\n\r\n`,
    many: 300,
    withinMs: 30_000,
  },
};

describe.runIf(process.platform === "linux")("descriptors come back", () => {
  for (const [what, { words, many, withinMs }] of Object.entries(cases))
    test(`from ${what}`, { timeout: 120_000 }, async () => {
      const before = open();
      await hold(many, words());
      await expect.poll(open, { timeout: withinMs, interval: 200 }).toBeLessThanOrEqual(before);
      expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
    });

  test("from sockets of the room that say nothing more after the handshake", { timeout: 120_000 }, async () => {
    const pairs = await Promise.all(Array.from({ length: 4 }, () => pair(server.origin)));
    await fetch(`${server.origin}/healthz`, { headers: { Connection: "close" } });
    const before = open();
    for (const { client } of pairs) {
      const { answers } = await hold(60, handshake("/socket.io/?EIO=4&transport=websocket", { Cookie: client.cookie }));
      for (const answer of await Promise.all(answers)) expect(answer).toContain("101 Switching Protocols");
    }
    await expect.poll(open, { timeout: 30_000, interval: 200 }).toBeLessThanOrEqual(before);
  });
});
