import { afterAll, beforeAll, expect, test } from "vitest";
import { openSpace } from "../support/people.ts";
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

test("after ten wrong secrets an address has to wait, whatever it tries, and everybody else goes on", async () => {
  const { invitation } = await openSpace(behindProxy.origin);
  const places = ["join", "invitation", "return"] as const;
  for (let tries = 0; tries < 10; tries += 1) {
    const place = places[tries % 3] ?? "join";
    const answer = await sent(behindProxy, place, place === "return" ? { key: guess() } : join(guess()), "203.0.113.7");
    expect(answer.status).toBe(410);
  }
  for (const place of places) {
    const body = place === "return" ? { key: guess() } : join(invitation);
    const { status, headers, body: text } = await sent(behindProxy, place, body, "203.0.113.7");
    expect([status, JSON.parse(text)]).toEqual([429, { why: expect.stringMatching(/^Too many tries\. .*minutes\.$/) }]);
    const wait = Number(headers["retry-after"]?.join());
    expect(wait).toBeGreaterThan(500);
    expect(wait).toBeLessThanOrEqual(600);
  }
  expect((await sent(behindProxy, "join", join(invitation), "203.0.113.8")).status).toBe(201);
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
