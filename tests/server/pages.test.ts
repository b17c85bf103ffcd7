import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isProtected, isRefusal } from "../support/answers.ts";
import { type Pair, pair } from "../support/people.ts";
import { type Answer, request } from "../support/raw.ts";
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

test.for<Record<string, string>>([
  { Range: "bytes=9999999-" },
  { Range: "bytes=0-9" },
  { Range: "bytes=0-9", "If-Range": '"nope"' },
  { "If-Match": '"nope"' },
  { "If-Unmodified-Since": "Sat, 01 Jan 2000 00:00:00 GMT" },
])("what is asked for in part, or on a condition that we do not look at, is given whole: %o", async (headers) => {
  const [file = ""] = readdirSync(".next/static/chunks").filter((name) => name.endsWith(".js"));
  const code = readFileSync(join(".next/static/chunks", file), "utf8");
  const answer = await get(`/_next/static/chunks/${file}`, headers);
  expect([answer.status, answer.body === code, answer.headers["accept-ranges"]]).toEqual([200, true, ["none"]]);
  const worker = await get("/help-offline.js", headers);
  expect([worker.status, worker.body]).toEqual([200, readFileSync("public/help-offline.js", "utf8")]);
  expect((await get("/join", headers)).status).toBe(200);
  expect((await get("/_next/static/none.js", headers)).status).toBe(404);
});

test("pages are read and nothing else: what frameworks send there is refused before it is looked at", async () => {
  for (const path of ["/", "/join", "/open", `/space/${people.space}`]) {
    const actions: Record<string, string>[] = [
      { "Next-Action": "0".repeat(40), "Content-Type": "text/plain" },
      { "Content-Type": "multipart/form-data; boundary=x" },
      { "Content-Type": "application/x-www-form-urlencoded" },
    ];
    for (const headers of actions) {
      const answer = await request(
        server.port,
        `POST ${path} HTTP/1.1`,
        { Origin: server.origin, "Content-Length": "5", ...headers },
        "--x--",
      );
      expect([answer.status, isRefusal(answer), isProtected(answer)]).toEqual([405, true, true]);
    }
  }
  for (const path of ["/_next/image?url=http://127.0.0.1/x.png&w=64&q=75", "/_next/image", "/_next/image/"])
    expect((await get(path)).status).toBe(404);
  expect(server.output()).not.toMatch(/\n\s+at |Error/);
});

/** A page without what is another each time. */
const plainPage = ({ status, headers, body }: Answer): unknown => {
  const nonce = /'nonce-([^']+)'/.exec(headers["content-security-policy"]?.join() ?? "")?.[1] ?? "none";
  return { status, body: body.replaceAll(nonce, "NONCE").replace(/^[0-9a-f]+\r\n|\r\n[0-9a-f]*\r\n/g, "") };
};

test("headers that frameworks and proxies speak among themselves change nothing", async () => {
  const spoken: Record<string, string>[] = [
    { "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware" },
    { "x-middleware-rewrite": "/api/spaces" },
    { "x-invoke-path": `/space/${people.space}`, "x-invoke-status": "200", "x-invoke-output": "/open" },
    { "x-matched-path": "/open" },
    { "x-nextjs-data": "1" },
    { "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" },
    { "x-forwarded-for": "127.0.0.1" },
    { Forwarded: "host=evil.example" },
    { "next-action": "x" },
    { "next-router-state-tree": "x" },
  ];
  for (const path of ["/join", `/space/${people.space}`]) {
    const plain = plainPage(await get(path));
    for (const headers of spoken)
      expect(plainPage(await get(path, headers)), `${path} ${JSON.stringify(headers)}`).toEqual(plain);
  }
});

const built = join(import.meta.dirname, "../../.next/static/chunks");
const builtFiles = (): string[] => readdirSync(built).filter((name) => /\.(js|css)$/.test(name));

test("every script and style comes compressed by Brotli to who reads that, whole, of its kind and for good", async () => {
  expect(builtFiles().length).toBeGreaterThan(10);
  for (const file of builtFiles()) {
    const answer = await fetch(`${server.origin}/_next/static/chunks/${file}?v=1`, {
      headers: { "Accept-Encoding": "gzip, deflate, br" },
    });
    expect(answer.headers.get("content-encoding")).toBe("br");
    expect(answer.headers.get("content-type")).toMatch(/^(application\/javascript|text\/css); charset=utf-8$/i);
    expect(answer.headers.get("vary")).toMatch(/accept-encoding/i);
    expect(answer.headers.get("cache-control")).toContain("immutable");
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.equals(readFileSync(join(built, file))), `${file} is another`).toBe(true);
  }
});

test("who does not read Brotli gets none", async () => {
  const [file] = builtFiles();
  for (const accepted of ["gzip", "br;q=0", "gzip, br; q=0.0", "brotli", "identity", "x;br"]) {
    const { status, headers } = await get(`/_next/static/chunks/${file}`, { "Accept-Encoding": accepted });
    expect([status, headers["content-encoding"]?.join() ?? "none"], `for ${accepted}`).not.toContain("br");
    expect(status).toBe(200);
    expect(headers["vary"]?.join()).toMatch(/accept-encoding/i);
  }
  const { headers } = await get(`/_next/static/chunks/${file}`, { "Accept-Encoding": "gzip;q=0.5, BR;q=0.7" });
  expect(headers["content-encoding"]).toEqual(["br"]);
});

test("every answer carries our headers: pages, files, what is missing, and what is refused", async () => {
  const [file] = builtFiles();
  const paths = [
    "/",
    "/join",
    "/open",
    "/nowhere",
    "/icon.svg",
    "/api",
    "/api/spaces",
    "/api/nothing",
    "/socket.io/x",
    "/healthz",
  ];
  for (const path of [...paths, `/_next/static/chunks/${file}`, "/_next/static/none.js", "/_next/data/x.json"])
    expect(isProtected(await get(path)), `at ${path}`).toBe(true);
  for (const path of ["/", "/join", "/nowhere", "/api/spaces"])
    expect((await get(path)).headers["cache-control"]?.join(), `at ${path}`).toContain("no-store");
});

test("no script runs on a page but those with the nonce of that one answer", async () => {
  const nonces = new Set<string>();
  for (const path of ["/", "/join", "/open", "/return", "/help", "/nowhere", `/space/${people.space}`]) {
    const { headers, body } = await get(path, { Cookie: people.client.cookie });
    const nonce =
      /script-src 'nonce-([^']+)' 'strict-dynamic'/.exec(headers["content-security-policy"]?.join() ?? "")?.[1] ?? "";
    expect(nonce.length).toBeGreaterThan(20);
    nonces.add(nonce);
    const scripts = body.match(/<script\b[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
    expect(body).not.toMatch(/<[^>]+\son[a-z]+\s*=/i);
    expect(body).not.toMatch(/<(script|link|img|iframe|object)\b[^>]*(src|href|data)="(https?:)?\/\//);
  }
  expect(nonces.size).toBe(7);
});

test("a look at the files of the server through the address finds none", async () => {
  for (const path of [
    "/../package.json",
    "/..%2fpackage.json",
    "/%2e%2e/package.json",
    "/_next/../../package.json",
    "/_next/static/..%2f..%2fBUILD_ID",
    "/.next/BUILD_ID",
    "/data/clearing.sqlite",
    "/clearing.sqlite",
    "/server.mjs",
    "/.env",
    "/_next/static/%2e%2e/%2e%2e/%2e%2e/package.json",
  ]) {
    const { status, body } = await get(path);
    expect([400, 404], `at ${path}`).toContain(status);
    expect(body).not.toContain('"dependencies"');
  }
});
