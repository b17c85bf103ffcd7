/** What strangers send to stop everybody: many requests before the first answer, other ways to a page, a key without end. */
import { once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ReturnKey } from "../../lib/api.ts";
import { rowsIn } from "../support/database.ts";
import { ask, pair } from "../support/people.ts";
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

test("a right return key is taken some times in a while, and leaves no more than some cookies that nobody uses", async () => {
  const { space, practitioner } = await pair(server.origin);
  const newKey = async (): Promise<string> => {
    const made = await ask(server.origin, "POST", `/api/spaces/${space}/key`, { cookie: practitioner.cookie });
    return ((await made.json()) as ReturnKey).key;
  };
  for (let key = 0; key < 3; key += 1) {
    const body = { key: await newKey() };
    const statuses: number[] = [];
    for (let time = 0; time < 21; time += 1)
      statuses.push((await ask(server.origin, "POST", "/api/return", { cookie: practitioner.cookie, body })).status);
    expect(statuses).toEqual([...Array<number>(20).fill(200), 429]);
  }
  const unused = rowsIn(
    server.dataDir,
    "SELECT cookies.id FROM cookies JOIN sittings ON sittings.cookie = cookies.id JOIN seats ON seats.id = sittings.seat WHERE cookies.used = 0 AND seats.space = ? AND seats.seat = 'practitioner'",
    space,
  );
  expect(unused.length).toBeLessThanOrEqual(51);
  expect(unused.length).toBeGreaterThan(10);
  expect((await ask(server.origin, "GET", `/api/spaces/${space}`, { cookie: practitioner.cookie })).status).toBe(200);
});
