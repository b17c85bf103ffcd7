import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Pair, ask, pair } from "../support/people.ts";
import { isProtected, isRefusal } from "../support/answers.ts";
import { type Answer, dial, readAnswer, request, tell } from "../support/raw.ts";
import { type Server, startServer } from "../support/server.ts";

let server: Server;
let people: Pair;

beforeAll(async () => {
  server = await startServer({ env: { LOG_LEVEL: "warn" } });
  people = await pair(server.origin);
});
afterAll(() => server.end());

const get = (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
  request(server.port, `GET ${path} HTTP/1.1`, headers);

const post = (path: string, body: string | Buffer, headers: Record<string, string> = {}): Promise<Answer> =>
  request(
    server.port,
    `POST ${path} HTTP/1.1`,
    {
      Origin: server.origin,
      "Content-Type": "application/json",
      "Content-Length": String(Buffer.byteLength(body)),
      ...headers,
    },
    body,
  );

describe("an address that cannot be read is refused in a sentence, and never a fault of ours", () => {
  const lines: Record<string, [line: string, status: number]> = {
    "a broken escape": ["GET /space/%E0%A4%A HTTP/1.1", 400],
    "a broken escape in the interface": ["GET /api/spaces/%E0%A4%A HTTP/1.1", 400],
    "a NUL": ["GET /join%00 HTTP/1.1", 400],
    "another host": ["GET //evil.example/ HTTP/1.1", 400],
    "a backslash": ["GET /\\evil.example HTTP/1.1", 400],
    "16 KB": [`GET /${"x".repeat(8_000)} HTTP/1.1`, 400],
    "20 KB": [`GET /${"x".repeat(20_000)} HTTP/1.1`, 431],
    "a raw NUL": ["GET /\0 HTTP/1.1", 400],
    "raw bytes": ["GET /\u00ff\u00fe HTTP/1.1", 400],
    "an unknown method": ["BREW / HTTP/1.1", 400],
    "an unknown protocol": ["GET / HTTP/9.9", 400],
  };
  test.for(Object.keys(lines))("%s", async (what) => {
    const [line, status] = lines[what] ?? expect.unreachable();
    const answer = await request(server.port, line);
    expect([answer.status, isRefusal(answer), isProtected(answer)]).toEqual([status, true, true]);
  });
});

describe("a request whose head is at odds with itself is refused", () => {
  const heads: Record<string, [head: string, status: number]> = {
    "a length and pieces": ["Content-Length: 5\r\nTransfer-Encoding: chunked", 400],
    "two lengths": ["Content-Length: 5\r\nContent-Length: 6", 400],
    "a length that is none": ["Content-Length: five", 400],
    "a coding nobody knows": ["Transfer-Encoding: chunked, identity", 400],
    "64 KB of headers": [`X-Long: ${"x".repeat(64_000)}`, 431],
    "a name with a blank": ["Bad Name: x", 400],
    "a folded line": ["X-Fold: a\r\n b", 400],
  };
  test.for(Object.keys(heads))("%s", async (what) => {
    const [head, status] = heads[what] ?? expect.unreachable();
    const start = `POST /api/spaces HTTP/1.1\r\nHost: localhost:${server.port}\r\nOrigin: ${server.origin}\r\n`;
    const bytes = `${start}Content-Type: application/json\r\nConnection: close\r\n${head}\r\n\r\n0\r\n\r\n`;
    const answer = readAnswer(await tell(server.port, bytes));
    expect([answer.status, isRefusal(answer), isProtected(answer)]).toEqual([status, true, true]);
  });
});

describe("a body that cannot be taken is refused, and opens nothing", () => {
  const deep = `${"[".repeat(5_000)}${"]".repeat(5_000)}`;
  const long = JSON.stringify({ name: "x".repeat(20_000) });
  const bodies: Record<string, [body: string | Buffer, status: number, headers?: Record<string, string>]> = {
    nothing: ["", 400],
    "no JSON": ["name=Pia", 400],
    "half of JSON": ['{"name":', 400],
    "a list": ["[]", 400],
    null: ["null", 400],
    "a name of the wrong kind": ['{"name":{"toString":"x"}}', 400],
    "a name of nothing that can be seen": ['{"name":"\\u200b\\u202e  "}', 400],
    "a name of letters that are drawn as nothing": ['{"name":"\\u3164\\u2800\\uffa0"}', 400],
    "a name that is too long": [JSON.stringify({ name: "x".repeat(61) }), 400],
    "a welcome that is too long": [JSON.stringify({ name: "Pia", welcome: "x".repeat(1_001) }), 400],
    "a prototype instead of a name": ['{"__proto__":{"name":"Pia"},"constructor":{"name":"Pia"}}', 400],
    "deep nesting": [deep, 400],
    "bytes that are no text": [Buffer.from([0xff, 0xfe, 0x00]), 400],
    "20 KB": [long, 413],
    "1 MB": [JSON.stringify({ name: "x".repeat(2 ** 20) }), 413],
    "another type": ['{"name":"Pia"}', 415, { "Content-Type": "text/plain" }],
    "a form": ["name=Pia", 415, { "Content-Type": "application/x-www-form-urlencoded" }],
    "no type": ['{"name":"Pia"}', 415, { "Content-Type": "" }],
    "parts of a form": ["--x--", 415, { "Content-Type": "multipart/form-data; boundary=x" }],
  };
  test.for(Object.keys(bodies))("%s", async (what) => {
    const [body, status, headers] = bodies[what] ?? expect.unreachable();
    const answer = await post("/api/spaces", body, headers);
    expect([answer.status, isRefusal(answer), isProtected(answer)]).toEqual([status, true, true]);
    expect(answer.headers["set-cookie"]).toBeUndefined();
  });
});

test("a body that stops in the middle is nobody's fault, and is not spoken of", async () => {
  const before = server.output();
  for (let round = 0; round < 20; round += 1) {
    const socket = await dial(server.port);
    const head = `POST /api/spaces HTTP/1.1\r\nHost: localhost:${server.port}\r\nOrigin: ${server.origin}\r\n`;
    await new Promise((sent) =>
      socket.write(`${head}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"name"`, sent),
    );
    socket.resetAndDestroy();
  }
  expect((await get("/healthz")).status).toBe(200);
  expect(server.output().slice(before.length)).toBe("");
});

test("what changes something is done by its own method, from a page of ours, and by nothing else", async () => {
  const { space, practitioner } = people;
  const changing: [string, string][] = [
    ["POST", "/api/spaces"],
    ["POST", "/api/join"],
    ["POST", "/api/invitation"],
    ["POST", "/api/return"],
    ["POST", `/api/spaces/${space}/invitation`],
    ["DELETE", `/api/spaces/${space}/invitation`],
    ["POST", `/api/spaces/${space}/newcomer`],
    ["DELETE", `/api/spaces/${space}/newcomer`],
    ["POST", `/api/spaces/${space}/key`],
    ["DELETE", `/api/spaces/${space}/sitting`],
  ];
  const origins = ["", "null", "http://evil.example", `${server.origin}.evil`, `https://localhost:${server.port}`];
  for (const [method, path] of changing) {
    for (const Origin of origins) {
      const answer = await request(
        server.port,
        `${method} ${path} HTTP/1.1`,
        {
          ...(Origin && { Origin }),
          Cookie: practitioner.cookie,
          "Content-Type": "application/json",
          "Content-Length": "2",
        },
        "{}",
      );
      expect([answer.status, isRefusal(answer)], `${method} ${path} from ${Origin}`).toEqual([403, true]);
    }
    for (const wrong of ["PUT", "PATCH", "OPTIONS", "TRACE", "PROPFIND"]) {
      const answer = await request(server.port, `${wrong} ${path} HTTP/1.1`, { Origin: server.origin });
      expect([answer.status, isRefusal(answer), (answer.headers.allow ?? []).length], `${wrong} ${path}`).toEqual([
        405,
        true,
        1,
      ]);
    }
  }
  expect((await ask(server.origin, "GET", `/api/spaces/${space}`, practitioner)).status).toBe(200);
});

test("a host we do not answer for learns nothing, and is sent to the right one", async () => {
  for (const Host of ["evil.example", "localhost", `localhost:${server.port + 1}`, "", `evil.example:${server.port}`])
    for (const path of ["/", "/api/spaces", "/_next/static/x.js"]) {
      const answer = await get(path, { Host, Cookie: people.client.cookie });
      expect([answer.status, isRefusal(answer), isProtected(answer)], `${Host} ${path}`).toEqual([421, true, true]);
    }
  for (const path of ["/healthz", "/readyz"]) expect((await get(path, { Host: "10.0.0.7" })).status).toBe(200);
});
