import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answer, request } from "../support/raw.ts";
import { changeRows } from "../support/database.ts";
import { ask, openSpace } from "../support/people.ts";
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

test("who goes on coming keeps their seat: a cookie that was given a week ago or more is given again, and no other", async () => {
  const { space, cookie } = await openSpace(plain.origin);
  const given = async (path: string): Promise<string[]> =>
    (await ask(plain.origin, "GET", path, { cookie })).headers.getSetCookie();
  for (const path of ["/api/spaces", `/api/spaces/${space}`]) {
    expect(await given(path)).toEqual([]);
    // Years of coming, each time almost a year after the last.
    for (let year = 0; year < 3; year += 1) {
      await plain.stop();
      changeRows(
        plain.dataDir,
        "UPDATE cookies SET made = made - ?, renewed = renewed - ?",
        31_000_000_000,
        31_000_000_000,
      );
      await plain.restart();
      const [again = "", ...others] = await given(path);
      expect([again.split(";", 1).join(), others]).toEqual([cookie, []]);
      expect(attributesOf(again)).toEqual(["HttpOnly", "Max-Age=31536000", "Path=/", "SameSite=Strict"]);
      expect(await given(path)).toEqual([]);
    }
  }
  expect((await ask(plain.origin, "GET", "/api/spaces")).headers.getSetCookie()).toEqual([]);
});

test("a browser can show that it keeps cookies before it claims anything", async () => {
  const tried = await request(
    secure.port,
    "POST /api/cookie HTTP/1.1",
    {
      Host: "clearing.example",
      Origin: "https://clearing.example",
      ...json,
    },
    body,
  );
  const [cookie = ""] = tried.headers["set-cookie"] ?? [];
  expect(cookie).toBe("__Host-clearing-try=1; Path=/; HttpOnly; SameSite=Strict; Max-Age=60; Secure");
  const kept = async (headers: Record<string, string>): Promise<unknown> =>
    JSON.parse((await overHttps("GET /api/cookie HTTP/1.1", headers)).body);
  expect(await kept({})).toEqual({ kept: false });
  expect(await kept({ Cookie: "a=b; __Host-clearing-try=1" })).toEqual({ kept: true });
});
