import { once } from "node:events";
import { type AddressInfo, type Server as TcpServer, createServer } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Pair, ask, pair } from "../support/people.ts";
import { closing, dial, head, readAnswer, request, tell, upgrade } from "../support/raw.ts";
import { enterRoom } from "../support/room.ts";
import { type Server, startServer } from "../support/server.ts";
import { openLine } from "../support/wire.ts";

let server: Server;
let people: Pair;
/** Somebody else's server: nothing may ever be sent to it. */
let elsewhere: TcpServer;
let visits = 0;

beforeAll(async () => {
  server = await startServer({ env: { LOG_LEVEL: "warn" } });
  people = await pair(server.origin);
  elsewhere = createServer(() => (visits += 1)).listen(0, "127.0.0.1");
  await once(elsewhere, "listening");
});
afterAll(async () => {
  elsewhere.close();
  await server.end();
});

/** The exit code of the process, null while it runs, and what it answers. */
const health = async (): Promise<unknown> => [
  server.process.exitCode,
  (await fetch(`${server.origin}/healthz`)).status,
];
const well = [null, 200];

const bothOpen = async (): Promise<true> => {
  const line = openLine(server.origin, people.client);
  await line.said.when(({ is }) => is === "step1");
  const room = await enterRoom(server.origin, people.client);
  line.end();
  room.leave();
  return true;
};

test("both sockets open before and after the first page view", async () => {
  expect(await bothOpen()).toBe(true);
  for (const page of ["/", "/join", `/space/${people.space}`]) await fetch(new URL(page, server.origin));
  expect(await bothOpen()).toBe(true);
});

const targetOf = (path: string, headers: Record<string, string> = {}): Promise<number> =>
  request(server.port, `GET ${path} HTTP/1.1`, upgrade({ Origin: server.origin, ...headers })).then(
    ({ status }) => status,
  );

test("a WebSocket on any path but ours is not found, also those of pages and of Next's own tools", async () => {
  const paths = [
    "/",
    "/join",
    "/open",
    "/space/x",
    "/_next/hmr",
    "/_next/webpack-hmr",
    "/_next/static/x",
    "/api/spaces",
  ];
  const ours = [`/yjs`, `/yjs/`, `/yjs/${people.space}/theirs`, `/yjs/${people.space}/mine/x`, `//yjs/${people.space}`];
  const spelled = [`/yjs/%${people.space.charCodeAt(0).toString(16)}${people.space.slice(1)}`, "/%73ocket.io/?EIO=4"];
  const { cookie } = people.client;
  for (const path of [...paths, ...ours, ...spelled])
    expect([400, 404], `at ${path}`).toContain(await targetOf(path, { Cookie: cookie }));
});

test("two hundred lines that break while they are being let in or turned away leave the server running", async () => {
  const { cookie } = people.client;
  for (const path of [`/yjs/${people.space}`, "/socket.io/?EIO=4&transport=websocket", "/nowhere", "//nowhere"]) {
    const text = head(
      `GET ${path} HTTP/1.1`,
      upgrade({ Host: `localhost:${server.port}`, Origin: server.origin, Cookie: cookie }),
    );
    for (let round = 0; round < 50; round += 1) {
      const socket = await dial(server.port);
      await new Promise((written) => socket.write(text, written));
      socket.resetAndDestroy();
    }
  }
  expect(await health()).toEqual(well);
  expect(await bothOpen()).toBe(true);
});

test("fifty who come at once all get in, while pages are being asked for", async () => {
  const pages = Array.from({ length: 20 }, () => fetch(new URL("/", server.origin)).then((page) => page.text()));
  const pairs = await Promise.all(Array.from({ length: 25 }, () => pair(server.origin)));
  const lines = pairs
    .flatMap(({ client, practitioner }) => [client, practitioner])
    .map((who) => openLine(server.origin, who));
  const said = await Promise.all(lines.map((line) => line.said.when(({ is }) => is === "step1")));
  expect([said.length, (await Promise.all(pages)).length]).toEqual([50, 20]);
  for (const line of lines) line.end();
});

test("a request for another place is answered with 400 or less, and nothing is sent there", async () => {
  const { port } = elsewhere.address() as AddressInfo;
  const targets = [
    `GET http://127.0.0.1:${port}/ HTTP/1.1`,
    `GET http://localhost:${server.port}/ HTTP/1.1`,
    `GET //127.0.0.1:${port}/ HTTP/1.1`,
    `GET /\\127.0.0.1:${port}/ HTTP/1.1`,
    `OPTIONS * HTTP/1.1`,
    `GET ws://127.0.0.1:${port}/yjs/${people.space} HTTP/1.1`,
  ];
  for (const line of targets) {
    expect((await request(server.port, line)).status, `request: ${line}`).toBe(400);
    expect((await request(server.port, line, upgrade({ Origin: server.origin }))).status, `upgrade: ${line}`).toBe(400);
  }
  const tunnel = await request(server.port, `CONNECT 127.0.0.1:${port} HTTP/1.1`);
  expect([tunnel.status, JSON.parse(tunnel.body)]).toEqual([
    405,
    { code: "not-done-here", why: "This cannot be done here." },
  ]);
  expect((await request(server.port, `CONNECT 127.0.0.1:${port} HTTP/1.1`, upgrade())).status).toBe(405);
  expect(visits).toBe(0);
  expect(await health()).toEqual(well);
});

test("no socket opens for a page that is not ours, and not a byte is told", async () => {
  const { cookie } = people.client;
  const host = `localhost:${server.port}`;
  const strangers: Record<string, string>[] = [
    {},
    ...[
      "null",
      "",
      `https://${host}`,
      `http://localhost:${server.port + 1}`,
      `${server.origin}.evil`,
      "http://localhost",
      `${server.origin}/`,
    ].map((Origin) => ({ Origin })),
    { Origin: server.origin, Host: "clearing.evil" },
    { Origin: "http://clearing.evil", Host: "clearing.evil" },
  ];
  for (const path of [`/yjs/${people.space}`, `/yjs/${people.space}/mine`, "/socket.io/?EIO=4&transport=websocket"])
    for (const stranger of strangers) {
      const { status, body } = await request(
        server.port,
        `GET ${path} HTTP/1.1`,
        upgrade({ Cookie: cookie, ...stranger }),
      );
      expect([status, body], `${path} ${JSON.stringify(stranger)}`).toEqual([403, ""]);
    }
});

test("Engine.IO takes the one protocol and transport we speak, and survives all others", async () => {
  const wrong = [
    "EIO=3&transport=websocket",
    "transport=websocket",
    "EIO=4",
    "EIO=4&transport=polling",
    "EIO=4&transport=constructor",
    "EIO=4&transport=__proto__",
    "EIO=4&transport=websocket&sid=__proto__",
    "EIO=4&transport=websocket&sid=constructor",
    "EIO=4&transport=websocket&sid=x",
    "EIO=4&transport[]=websocket",
  ];
  for (const query of wrong) expect(await targetOf(`/socket.io/?${query}`), `with ${query}`).toBe(400);
  for (const method of ["GET", "POST", "OPTIONS"]) {
    const polling = await request(server.port, `${method} /socket.io/?EIO=4&transport=polling HTTP/1.1`, {
      Origin: server.origin,
    });
    expect([polling.status, polling.headers["cache-control"]], `by ${method}`).toEqual([400, ["no-store"]]);
    expect(polling.headers["content-security-policy"]?.join()).toContain("frame-ancestors 'none'");
  }
  expect(await health()).toEqual(well);
});

test("a handshake that is broken is refused, and the server goes on", async () => {
  const { cookie } = people.client;
  const broken: Record<string, string>[] = [{ "Sec-WebSocket-Version": "12" }, { "Sec-WebSocket-Key": "short" }];
  for (const headers of broken)
    expect([400, 426], `with ${JSON.stringify(headers)}`).toContain(
      await targetOf(`/yjs/${people.space}`, { Cookie: cookie, ...headers }),
    );
  const half = readAnswer(
    await tell(server.port, "GET /yjs/x HTTP/1.1\r\nUpgrade: websocket\r\nno colon here\r\n\r\n"),
  );
  expect(half.status).toBe(400);
  expect(await health()).toEqual(well);
});

test("who would speak another protocol is answered by HTTP all the same", async () => {
  const h2c = {
    Connection: "close, Upgrade, HTTP2-Settings",
    Upgrade: "h2c",
    "HTTP2-Settings": "AAMAAABkAAQAoAAAAAIAAAAA",
  };
  const asked = (line: string, headers: Record<string, string> = {}, body = "") =>
    request(server.port, `${line} HTTP/1.1`, { ...h2c, ...headers }, body);
  const healthy = await asked("GET /healthz");
  expect([healthy.status, healthy.body]).toEqual([200, '{"ok":true}']);
  const page = await asked("GET /join");
  expect([page.status, page.headers["content-type"]?.join()]).toEqual([200, expect.stringContaining("text/html")]);
  expect(page.body).toContain("</html>");
  const { cookie } = people.client;
  expect((await asked(`GET /yjs/${people.space}`, { Cookie: cookie })).status).toBe(404);
  const body = JSON.stringify({ name: "Pia" });
  const json = { Origin: server.origin, "Content-Type": "application/json", "Content-Length": String(body.length) };
  const opened = await asked("POST /api/spaces", json, body);
  // Newer ones have not read the body when they ask what becomes of the connection.
  expect([201, 404]).toContain(opened.status);
  expect(await health()).toEqual(well);
});

test("who asks for another protocol again and again on one line is answered each time, and heard no more when they do not wait", async () => {
  const one = `GET /healthz HTTP/1.1\r\nHost: localhost:${server.port}\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n`;
  const line = await dial(server.port);
  for (let time = 0; time < 30; time += 1) {
    line.write(one);
    const [answer] = (await once(line, "data")) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 200 /);
  }
  const closed = closing(line);
  line.resume();
  line.write(one.repeat(1_000));
  await closed;
  expect(server.output()).not.toContain("MaxListeners");
  expect(await health()).toEqual(well);
});

test("of two hundred tabs the newest eight stay, and the others read that it was opened elsewhere", async () => {
  const lines = [];
  for (let tab = 0; tab < 200; tab += 1) {
    const line = openLine(server.origin, people.practitioner);
    lines.push(line);
    await line.said.when(({ is }) => is === "step1");
  }
  const codes = await Promise.all(lines.slice(0, -8).map((line) => line.closed));
  expect(new Set(codes)).toEqual(new Set([4408]));
  for (const line of lines.slice(-8)) await line.document();
  for (const line of lines) line.end();
  const rooms = [];
  for (let tab = 0; tab < 12; tab += 1) rooms.push(await enterRoom(server.origin, people.practitioner));
  for (const room of rooms.slice(0, -8)) expect(await room.closed.when(() => true)).toBe(4408);
  for (const room of rooms.slice(-8)) {
    expect(await room.act({ type: "floor:lay" })).toMatchObject({ ok: false });
    room.leave();
  }
});

test("the rest of the server is well after all of this", async () => {
  expect(await health()).toEqual(well);
  expect(await bothOpen()).toBe(true);
  expect((await ask(server.origin, "GET", "/api/spaces", people.client)).status).toBe(200);
});
