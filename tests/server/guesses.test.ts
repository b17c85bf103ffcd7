import { afterAll, beforeAll, expect, test } from "vitest";
import { ask, openSpace } from "../support/people.ts";
import { type Answer, request } from "../support/raw.ts";
import { type Server, startServer } from "../support/server.ts";

let behindProxy: Server;
let plain: Server;

beforeAll(async () => {
  behindProxy = await startServer({ env: { LOG_LEVEL: "warn", PROXIES: "1" } });
  plain = await startServer({ env: { LOG_LEVEL: "warn" } });
});
afterAll(() => Promise.all([behindProxy.end(), plain.end()]));

function sent({ origin, port }: Server, place: string, body: object, forwarded?: string): Promise<Answer> {
  const text = JSON.stringify(body);
  const headers = {
    Origin: origin,
    "Content-Type": "application/json",
    "Content-Length": String(text.length),
    ...(forwarded !== undefined && { "X-Forwarded-For": forwarded }),
  };
  return request(port, `POST /api/${place} HTTP/1.1`, headers, text);
}

let made = 0;
/** A secret of the right form that was never made. */
const guess = (): string => `${String((made += 1)).padStart(4, "0")}-4567-89ab-cdef-ghjk-mnpq-r`;

const join = (secret: string) => ({ secret, name: "Chris", consent: true });

test("after ten wrong secrets an address has to wait with guessing, and a right one opens all the same", async () => {
  const { invitation, space, cookie } = await openSpace(behindProxy.origin);
  const places = ["join", "invitation", "return"] as const;
  const wrong = (place: (typeof places)[number]) => (place === "return" ? { key: guess() } : join(guess()));
  for (let tries = 0; tries < 10; tries += 1) {
    const place = places[tries % 3] ?? "join";
    expect((await sent(behindProxy, place, wrong(place), "203.0.113.7")).status).toBe(410);
  }
  for (const place of places) {
    const { status, headers, body: text } = await sent(behindProxy, place, wrong(place), "203.0.113.7");
    expect([status, JSON.parse(text)]).toEqual([
      429,
      {
        code: "wait",
        of: "tries",
        seconds: expect.any(Number),
        why: expect.stringMatching(/^Too many tries\. .*minutes\.$/),
      },
    ]);
    const wait = Number(headers["retry-after"]?.join());
    expect(wait).toBeGreaterThan(500);
    expect(wait).toBeLessThanOrEqual(600);
  }
  // Whoever else sits behind that address is let in, with an invitation and with a return key.
  expect((await sent(behindProxy, "invitation", join(invitation), "203.0.113.7")).status).toBe(200);
  expect((await sent(behindProxy, "join", join(invitation), "203.0.113.7")).status).toBe(201);
  const made = await ask(behindProxy.origin, "POST", `/api/spaces/${space}/key`, { cookie, body: {} });
  const { key } = (await made.json()) as { key: string };
  expect((await sent(behindProxy, "return", { key }, "203.0.113.7")).status).toBe(200);
  // A secret that has ended was not guessed.
  expect((await sent(behindProxy, "join", join(invitation), "203.0.113.7")).status).toBe(410);
  expect((await sent(behindProxy, "join", join(guess()), "203.0.113.8")).status).toBe(410);
});

test("guesses from a thousand addresses are slowed for all, and a right secret opens", async () => {
  const server = await startServer({ env: { LOG_LEVEL: "warn", PROXIES: "1" } });
  const { invitation } = await openSpace(server.origin);
  const statuses: number[] = [];
  for (let part = 0; part < 12; part += 1) {
    const tries = Array.from({ length: 100 }, (_, at) => sent(server, "join", join(guess()), `10.0.${part}.${at}`));
    for (const { status } of await Promise.all(tries)) statuses.push(status);
  }
  expect(statuses.filter((status) => status === 410).length).toBe(1_000);
  expect(statuses.filter((status) => status === 429).length).toBe(200);
  expect((await sent(server, "join", join(invitation), "10.9.9.9")).status).toBe(201);
  await server.end();
});

test("all addresses of one line of version 6 are one address", async () => {
  for (let tries = 0; tries < 10; tries += 1)
    await sent(behindProxy, "join", join(guess()), `2001:db8:0:7:${tries}::${tries}`);
  expect((await sent(behindProxy, "join", join(guess()), "2001:0db8::7:ffff:1:2:3")).status).toBe(429);
  expect((await sent(behindProxy, "join", join(guess()), "2001:db8:0:8::1")).status).toBe(410);
});

test("a proxy that is not configured is told to whoever runs the server, once and without an address", async () => {
  const said = (): number => plain.output().split("PROXIES is 0").length - 1;
  for (let visits = 0; visits < 3; visits += 1)
    await request(plain.port, "GET /healthz HTTP/1.1", { "X-Forwarded-For": "203.0.113.55" });
  await expect.poll(said).toBe(1);
  expect(plain.output()).not.toContain("203.0.113");
});

test("what a visitor says of where they come from is believed only as far as our own proxies said it", async () => {
  for (let tries = 0; tries < 10; tries += 1)
    await sent(behindProxy, "join", join(guess()), `198.51.100.${tries}, 203.0.113.9`);
  expect((await sent(behindProxy, "join", join(guess()), "198.51.100.77, 203.0.113.9")).status).toBe(429);
});

test("without a proxy of ours, what a visitor says of where they come from is not believed", async () => {
  for (let tries = 0; tries < 10; tries += 1)
    expect((await sent(plain, "join", join(guess()), `203.0.113.${tries}`)).status).toBe(410);
  expect((await sent(plain, "join", join(guess()), "203.0.113.99")).status).toBe(429);
});

test("guesses that come all at once are not taken for one", async () => {
  const answers = await Promise.all(
    Array.from({ length: 200 }, () => sent(behindProxy, "join", join(guess()), "203.0.113.20")),
  );
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 410).length).toBe(10);
  expect(statuses.filter((status) => status === 429).length).toBe(190);
});
