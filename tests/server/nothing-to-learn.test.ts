import { afterAll, beforeAll, expect, test } from "vitest";
import { type Pair, ask, openSpace, pair, yjsSocket } from "../support/people.ts";
import { type Answer, request, upgrade } from "../support/raw.ts";
import { enterRoom } from "../support/room.ts";
import { type Server, startServer } from "../support/server.ts";
import { lineOver, openLine } from "../support/wire.ts";

let server: Server;
/** Two pairs who know nothing of each other, and a space that was never opened. */
let ours: Pair;
let theirs: Pair;
const never = "0123456789abcdefghjkmnpqrs";

beforeAll(async () => {
  // Each guess from an address of its own, so that the brake on guessing does not answer in its place.
  server = await startServer({ env: { LOG_LEVEL: "warn", PROXIES: "1" } });
  [ours, theirs] = [await pair(server.origin), await pair(server.origin)];
});
afterAll(() => server.end());

/** An answer without what is different in every answer, and without the name it was asked for. */
function comparable({ status, headers, body }: Answer, asked: string): unknown {
  const nonce = /'nonce-([^']+)'/.exec(headers["content-security-policy"]?.join() ?? "")?.[1] ?? "none";
  const plain = (text: string): string => text.replaceAll(nonce, "NONCE").replaceAll(asked, "NAME");
  const kept = Object.entries(headers).filter(([name]) => name !== "date" && name !== "etag");
  return {
    status,
    headers: Object.fromEntries(kept.map(([name, values]) => [name, plain(values.join())])),
    body: plain(body),
  };
}

const requests: readonly [string, string, unknown?][] = [
  ["GET", ""],
  ["HEAD", ""],
  ["POST", "/invitation"],
  ["DELETE", "/invitation"],
  ["POST", "/newcomer", { known: true }],
  ["POST", "/newcomer", { known: "nonsense" }],
  ["DELETE", "/newcomer"],
  ["POST", "/key"],
  ["DELETE", "/sitting"],
  ["PUT", ""],
  ["GET", "/unknown"],
];

async function asked(method: string, path: string, body?: unknown): Promise<Answer> {
  const text = body === undefined ? "" : JSON.stringify(body);
  const headers = {
    Origin: server.origin,
    Cookie: ours.practitioner.cookie,
    ...(body !== undefined && { "Content-Type": "application/json", "Content-Length": String(text.length) }),
  };
  return request(server.port, `${method} ${path} HTTP/1.1`, headers, text);
}

test("a space that is not theirs is answered as one that never was, by every request", async () => {
  for (const [method, end, body] of requests) {
    const [unknown, foreign] = await Promise.all(
      [never, theirs.space].map(async (id) => comparable(await asked(method, `/api/spaces/${id}${end}`, body), id)),
    );
    expect(foreign, `${method} ${end}`).toEqual(unknown);
  }
  for (const page of ["/space/ID", "/space/ID?_rsc=1", "/space/ID/"]) {
    const [unknown, foreign] = await Promise.all(
      [never, theirs.space].map(async (id) => comparable(await asked("GET", page.replace("ID", id)), id)),
    );
    expect(foreign, `page ${page}`).toEqual(unknown);
  }
});

/** Ways to write a name otherwise that some reader along the way might take for the same. */
function spellings(id: string): string[] {
  const at = (change: (character: string) => string): string[] =>
    Array.from(id, (character, index) => id.slice(0, index) + change(character) + id.slice(index + 1));
  const hex = (character: string): string => character.charCodeAt(0).toString(16);
  return [
    ...at((character) => `%${hex(character)}`),
    ...at((character) => `%25${hex(character)}`),
    ...at((character) => `${character}%E2%80%8B`),
    ...at((character) => `${character}%00`),
    ...at((character) => encodeURIComponent(String.fromCodePoint(character.charCodeAt(0) + 0xfee0))),
    ...at((character) => (/[a-z]/.test(character) ? character.toUpperCase() : `${character}.`)),
    ...at((character) => `${character}-`),
    ...[
      ".",
      "/",
      "%20",
      "+",
      "%2e",
      "%2f",
      ":",
      "_",
      ";",
      ",",
      "'",
      '"',
      "%0a",
      "%0d%0a",
      "%09",
      "~",
      "*",
      "!",
      "=",
      "&",
      "|",
    ].flatMap((mark) => [id + mark, mark + id]),
    ...["shared:", "own:", "./", "../spaces/", "x/../", "%2e%2e/", "//"].map((before) => before + id),
    id.toUpperCase(),
    `${id}${id}`,
    id.slice(1),
    `${id}.json`,
    `${id}.rsc`,
    encodeURIComponent(encodeURIComponent(` ${id}`)),
  ];
}

test("a name has one spelling: no other opens one's own space, and all of them answer as for no space", async () => {
  const own = spellings(ours.space);
  const unknown = spellings(never);
  expect(own.length).toBeGreaterThan(200);
  for (const [index, spelled] of own.entries()) {
    const [mine, none] = [
      await asked("GET", `/api/spaces/${spelled}`),
      await asked("GET", `/api/spaces/${unknown[index]}`),
    ];
    expect([400, 404], `spelled ${spelled}`).toContain(mine.status);
    const shapes = [comparable(mine, ours.space), comparable(none, never)];
    expect(shapes[0], `spelled ${spelled}`).toEqual(shapes[1]);
  }
}, 60_000);

const endOf = async (path: string): Promise<unknown> => {
  const { cookie } = ours.practitioner;
  const line = lineOver(yjsSocket(server.origin, path, cookie));
  return (await line.opened) ? line.closed : "no upgrade";
};

test("the wires tell nobody apart either: strangers, spaces that never were, and other spellings", async () => {
  const paths = [never, theirs.space, ours.space.toUpperCase(), `${ours.space}0`, "x"];
  for (const path of paths) {
    expect(await endOf(path), `shared ${path}`).toBe(4404);
    expect(await endOf(`${path}/mine`), `own ${path}`).toBe(4404);
    const refused = await enterRoom(server.origin, { space: path, cookie: ours.client.cookie }).catch(String);
    expect(refused, `room ${path}`).toContain("4404");
  }
  for (const cookie of ["", "clearing=x", `clearing=${"A".repeat(43)}`])
    expect(await openLine(server.origin, { space: ours.space, cookie }).closed).toBe(4404);
  const answers = await Promise.all(
    [never, theirs.space].map((id) =>
      request(server.port, `GET /yjs/${id} HTTP/1.1`, upgrade({ Cookie: ours.client.cookie, Origin: "http://evil" })),
    ),
  );
  expect(comparable(answers[1] ?? expect.unreachable(), "x")).toEqual(
    comparable(answers[0] ?? expect.unreachable(), "x"),
  );
});

let addresses = 0;
const tried = async (place: "join" | "invitation" | "return", secret: string): Promise<Answer> => {
  const body = place === "return" ? { key: secret } : { secret, name: "Chris", consent: true };
  const text = JSON.stringify(body);
  addresses += 1;
  return request(
    server.port,
    `POST /api/${place} HTTP/1.1`,
    {
      Origin: server.origin,
      "X-Forwarded-For": `10.0.${addresses >> 8}.${addresses & 255}`,
      "Content-Type": "application/json",
      "Content-Length": String(text.length),
    },
    text,
  );
};

const guess = "0123-4567-89ab-cdef-ghjk-mnpq-r";

test("a used link is answered as one that was never made, and as one that is none", async () => {
  const { invitation } = await openSpace(server.origin);
  const joined = await ask(server.origin, "POST", "/api/join", {
    body: { secret: invitation, name: "C", consent: true },
  });
  expect(joined.status).toBe(201);
  for (const place of ["join", "invitation"] as const) {
    const answers = await Promise.all([invitation, guess, "nonsense", ""].map((secret) => tried(place, secret)));
    const [used, ...others] = answers.map((answer) => comparable(answer, "x"));
    expect(used).toMatchObject({ status: 410 });
    for (const other of others) expect(other).toEqual(used);
  }
});

/** Two answers take as long as each other where their medians differ by less than this. */
const alike = 1.5;

/** The median of how long each of two things takes, in ms, tried in turns so that both meet the same weather. */
async function medians(
  rounds: number,
  one: () => Promise<unknown>,
  other: () => Promise<unknown>,
): Promise<[number, number]> {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    for (const [which, work] of round % 2
      ? ([
          [0, one],
          [1, other],
        ] as const)
      : ([
          [1, other],
          [0, one],
        ] as const)) {
      const begun = performance.now();
      await work();
      times[which].push(performance.now() - begun);
    }
  }
  const median = (list: number[]): number => list.toSorted((a, b) => a - b)[list.length >> 1] ?? NaN;
  return [median(times[0]), median(times[1])];
}

/** Tells of two things how much longer one takes, in the least of three measurings: what differs does so in each. */
async function ratioOf(rounds: number, one: () => Promise<unknown>, other: () => Promise<unknown>): Promise<number> {
  let least = Infinity;
  for (let measuring = 0; measuring < 3 && least >= alike; measuring += 1) {
    const [first, second] = await medians(rounds, one, other);
    least = Math.min(least, Math.max(first / second, second / first));
  }
  return least;
}

test("neither answer takes longer than the other", async () => {
  const look = (id: string) => () =>
    ask(server.origin, "GET", `/api/spaces/${id}`, ours.practitioner).then((answer) => answer.text());
  expect(await ratioOf(400, look(never), look(theirs.space))).toBeLessThan(alike);
  const { invitation } = await openSpace(server.origin);
  await ask(server.origin, "POST", "/api/join", { body: { secret: invitation, name: "C", consent: true } });
  const used = (): Promise<unknown> => tried("join", invitation);
  const made = (): Promise<unknown> => tried("join", guess);
  expect(await ratioOf(200, used, made)).toBeLessThan(alike);
});
