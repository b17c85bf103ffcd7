/** What strangers send to stop everybody: many requests before the first answer, other ways to a page, a key without end. */
import { once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ReturnKey } from "../../lib/api.ts";
import { rowsIn } from "../support/database.ts";
import { ask, join, openSpace, pair } from "../support/people.ts";
import { dial, readAnswer, request, tell } from "../support/raw.ts";
import { type Server, startServer } from "../support/server.ts";

let server: Server;

beforeAll(async () => {
  server = await startServer({ env: { LOG_LEVEL: "warn" } });
});
afterAll(() => server.end());

const asking = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: localhost:${server.port}\r\n\r\n`;

test.for(["/", "/healthz", "/api/spaces", "/_next/static/none.js"])(
  "who asks again and again before they were answered is heard no more, and everybody else is served: %s",
  async (path) => {
    const line = await dial(server.port);
    const closed = new Promise((gone) => line.once("close", gone));
    line.write(asking(path).repeat(3_000));
    line.resume();
    await closed;
    expect((await fetch(`${server.origin}/`)).status).toBe(200);
  },
);

test.for([
  ["expects what there is not", "Expect: x\r\n", 417],
  ["names no host", "", 400],
] as const)("who asks for thousands of things ahead and %s is answered once at most", async ([, more, status]) => {
  const host = more && `Host: localhost:${server.port}\r\n`;
  const one = `GET /healthz HTTP/1.1\r\n${host}${more}\r\n`;
  expect((await tell(server.port, one.repeat(3_000))).toString().split("HTTP/1.1 ").length).toBeLessThanOrEqual(2);
  const single = readAnswer(await tell(server.port, one.replace(/\r\n$/, "Connection: close\r\n\r\n")));
  expect([single.status, JSON.parse(single.body)]).toMatchObject([status, { code: "bad-request" }]);
  expect(single.headers["content-security-policy"]?.join()).toContain("frame-ancestors 'none'");
});

test("who asks again on the same connection once they were answered is answered again", async () => {
  const line = await dial(server.port);
  for (let time = 0; time < 3; time += 1) {
    line.write(asking("/healthz"));
    const [answer] = (await once(line, "data")) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 200 /);
  }
  line.destroy();
});

test("a path that has steps in it leads nowhere, however they are spelled", async () => {
  const to = ["/help", "/open", "/_next/static/x.js"];
  const steps = ["/..", "/.", "/%2e%2e", "/%2E.", "/.%2e", "/%252e%252e", "//", "/%2f", "/%5c..", "/x/..%2f.."];
  for (const step of steps)
    for (const path of [
      ...to.map((place) => `/_next/static${step}${place}`),
      `/_next${step}/help`,
      `/help${step}/help`,
    ]) {
      const { status } = await request(server.port, `GET ${path} HTTP/1.1`, { Host: `localhost:${server.port}` });
      expect([400, 404], `${path} is ${status}`).toContain(status);
    }
});

test("what frameworks say among themselves writes nothing into the log, and is no fault of ours", async () => {
  const before = server.output();
  const answer = await fetch(`${server.origin}/`, { headers: { RSC: "1", "Next-Router-State-Tree": "x" } });
  await answer.text();
  expect(answer.status).toBe(200);
  expect(server.output()).toBe(before);
});

const statusOf = async (
  method: "GET" | "POST" | "DELETE",
  path: string,
  cookie: string,
  body?: unknown,
): Promise<number> => (await ask(server.origin, method, path, { cookie, body })).status;

const newKey = async (space: string, cookie: string): Promise<string> =>
  ((await (await ask(server.origin, "POST", `/api/spaces/${space}/key`, { cookie })).json()) as ReturnKey).key;

/** The cookies of a browser that nobody has used yet. */
const unusedWith = (space: string): number =>
  rowsIn(
    server.dataDir,
    "SELECT DISTINCT cookies.id FROM cookies JOIN sittings ON sittings.cookie = cookies.id JOIN seats ON seats.id = sittings.seat WHERE cookies.used = 0 AND seats.space = ? AND seats.seat = 'practitioner'",
    space,
  ).length;

test("a person is come back to some times in a while, however many keys they have made, and at once as in a row", async () => {
  const { space, practitioner } = await pair(server.origin);
  const statuses: number[] = [];
  const begun = performance.now();
  for (let key = 0; key < 3; key += 1) {
    const body = { key: await newKey(space, practitioner.cookie) };
    const tries = Array.from({ length: 21 }, () => statusOf("POST", "/api/return", practitioner.cookie, body));
    statuses.push(...(await Promise.all(tries)));
  }
  const seconds = (performance.now() - begun) / 1000;
  const taken = statuses.filter((status) => status === 200).length;
  expect(taken).toBeGreaterThanOrEqual(20);
  // One more is given every thirty seconds.
  expect(taken).toBeLessThanOrEqual(21 + seconds / 30);
  expect(statuses.filter((status) => status === 429).length).toBe(63 - taken);
  expect(unusedWith(space)).toBe(taken);
});

test("a browser with many seats is come back into some times in a while, and keeps some cookies that nobody uses", async () => {
  const first = await openSpace(server.origin);
  const spaces = [first.space];
  let { cookie } = first;
  for (let more = 0; more < 5; more += 1) {
    const opened = await openSpace(server.origin, { cookie });
    spaces.push(opened.space);
    ({ cookie } = opened);
  }
  const statuses: number[] = [];
  const begun = performance.now();
  for (const space of spaces) {
    const body = { key: await newKey(space, cookie) };
    for (let time = 0; time < 15; time += 1) statuses.push(await statusOf("POST", "/api/return", cookie, body));
  }
  const seconds = (performance.now() - begun) / 1000;
  const taken = statuses.filter((status) => status === 200).length;
  expect(taken).toBeGreaterThanOrEqual(60);
  // One more is given every ten seconds.
  expect(taken).toBeLessThanOrEqual(61 + seconds / 10);
  expect(unusedWith(first.space)).toBeLessThanOrEqual(51);
  expect(unusedWith(first.space)).toBeGreaterThan(10);
  expect(await statusOf("GET", `/api/spaces/${first.space}`, cookie)).toBe(200);
  // Whoever comes back on a device of their own does not feel it.
  const { space, client } = await pair(server.origin);
  const back = await ask(server.origin, "POST", "/api/return", { body: { key: await newKey(space, client.cookie) } });
  expect(back.status).toBe(200);
});

test("who says one press again and again, and never shows the cookie that it gives, sits down some times in a while", async () => {
  const { invitation } = await openSpace(server.origin);
  const { cookie } = await openSpace(server.origin);
  const body = { secret: invitation, name: "Chris", consent: true, press: "one-press-over-and-over" };
  const begun = performance.now();
  const tries = Array.from({ length: 40 }, () => statusOf("POST", "/api/join", cookie, body));
  const statuses = await Promise.all(tries);
  const seconds = (performance.now() - begun) / 1000;
  const taken = statuses.filter((status) => status === 201).length;
  expect(taken).toBeGreaterThanOrEqual(20);
  expect(taken).toBeLessThanOrEqual(22 + seconds / 30);
  // At once with the first one it may find that it has just been used.
  expect([...new Set(statuses)].filter((status) => ![201, 410, 429].includes(status))).toEqual([]);
  expect(statuses).toContain(429);
});

test("who changes seats and ways to them without end is told to wait, in words, and the other is not", async () => {
  const { space, cookie, invitation } = await openSpace(server.origin);
  const client = await join(server.origin, { secret: invitation });
  const begun = performance.now();
  const withdrawing = Array.from({ length: 200 }, () =>
    ask(server.origin, "DELETE", `/api/spaces/${space}/back`, { cookie }),
  );
  const answers = await Promise.all(withdrawing);
  const seconds = (performance.now() - begun) / 1000;
  const taken = answers.filter(({ status }) => status === 204).length;
  expect(taken).toBeGreaterThanOrEqual(120);
  // One more is given every five seconds.
  expect(taken).toBeLessThanOrEqual(121 + seconds / 5);
  const refused = answers.find(({ status }) => status === 429);
  expect(await refused?.json()).toMatchObject({ code: "wait", of: "acts" });
  expect(await statusOf("DELETE", `/api/spaces/${space}/back`, client.cookie)).toBe(204);
});

test("return keys are made some times in a while, and then in words not", async () => {
  const { space, practitioner, client } = await pair(server.origin);
  const make = (): Promise<Response> =>
    ask(server.origin, "POST", `/api/spaces/${space}/key`, { cookie: practitioner.cookie });
  for (let time = 0; time < 10; time += 1) expect((await make()).status).toBe(201);
  const more = await Promise.all(Array.from({ length: 30 }, make));
  const refused = more.find(({ status }) => status === 429);
  expect(await refused?.json()).toMatchObject({ code: "wait", of: "tries" });
  expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await statusOf("POST", `/api/spaces/${space}/key`, client.cookie)).toBe(201);
});
