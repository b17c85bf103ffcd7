import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answer, request } from "../support/raw.ts";
import { type Server, startServer } from "../support/server.ts";

let plain: Server;
let secure: Server;

beforeAll(async () => {
  plain = await startServer({ env: { LOG_LEVEL: "warn" } });
  secure = await startServer({ env: { LOG_LEVEL: "warn", PUBLIC_URL: "https://clearing.example" } });
});
afterAll(() => Promise.all([plain.end(), secure.end()]));

const body = JSON.stringify({ name: "Pia" });
const json = { "Content-Type": "application/json", "Content-Length": String(body.length) };

const overHttps = (line: string, headers: Record<string, string> = {}, sent = ""): Promise<Answer> =>
  request(secure.port, line, { Host: "clearing.example", Origin: "https://clearing.example", ...headers }, sent);

const attributesOf = (cookie: string): string[] => cookie.split(/; */).slice(1).toSorted();

test("over https the cookie is bound to this host and to secure lines, and no script or other site gets it", async () => {
  const answer = await overHttps("POST /api/spaces HTTP/1.1", json, body);
  expect(answer.status).toBe(201);
  const [cookie = "", ...others] = answer.headers["set-cookie"] ?? [];
  expect(others).toEqual([]);
  expect(cookie).toMatch(/^__Host-clearing=[\w-]{43}; /);
  expect(attributesOf(cookie)).toEqual(["HttpOnly", "Max-Age=31536000", "Path=/", "SameSite=Strict", "Secure"]);
  expect(answer.headers["strict-transport-security"]).toEqual(["max-age=31536000"]);
  const { space } = JSON.parse(answer.body) as { space: string };
  const own = await overHttps(`GET /api/spaces/${space} HTTP/1.1`, { Cookie: cookie.split(";", 1).join() });
  expect(own.status).toBe(200);
  // A cookie that a sibling host could have set has another name, and opens nothing.
  const tossed = cookie.split(";", 1).join().replace("__Host-", "");
  expect((await overHttps(`GET /api/spaces/${space} HTTP/1.1`, { Cookie: tossed })).status).toBe(404);
});

test("on this machine the cookie has the same attributes, but for those that plain http cannot have", async () => {
  const answer = await request(plain.port, "POST /api/spaces HTTP/1.1", { Origin: plain.origin, ...json }, body);
  const [cookie = ""] = answer.headers["set-cookie"] ?? [];
  expect(cookie).toMatch(/^clearing=[\w-]{43}; /);
  expect(attributesOf(cookie)).toEqual(["HttpOnly", "Max-Age=31536000", "Path=/", "SameSite=Strict"]);
  expect(answer.headers["strict-transport-security"]).toBeUndefined();
});

test("only pages of the public address are let in over https", async () => {
  for (const Origin of [
    "http://clearing.example",
    "https://clearing.example.evil",
    "https://clearing.example:8443",
    "null",
  ])
    expect((await overHttps("POST /api/spaces HTTP/1.1", { ...json, Origin }, body)).status, `from ${Origin}`).toBe(
      403,
    );
});
