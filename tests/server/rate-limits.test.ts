/** Paces for strangers and for the two: honest use does not feel them, and nothing can be made to flash. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Act } from "../../lib/acts.ts";
import { type Pair, ask, openSpace, pair } from "../support/people.ts";
import { type Answer, dial, head, readAnswer, request, upgrade } from "../support/raw.ts";
import { type Room, enterRoom } from "../support/room.ts";
import { type Server, startServer } from "../support/server.ts";

let server: Server;
let people: Pair;

beforeAll(async () => {
  server = await startServer({ env: { LOG_LEVEL: "warn", PROXIES: "1" } });
  people = await pair(server.origin);
});
afterAll(() => server.end());

const openFrom = (address: string): Promise<Answer> => {
  const body = JSON.stringify({ name: "Pia" });
  const headers = {
    Origin: server.origin,
    "Content-Type": "application/json",
    "Content-Length": String(body.length),
    "X-Forwarded-For": address,
  };
  return request(server.port, "POST /api/spaces HTTP/1.1", headers, body);
};

test("thirty spaces are opened from one address in a row, with nothing said of it", async () => {
  for (let count = 0; count < 30; count += 1) expect((await openFrom("203.0.113.1")).status).toBe(201);
});

test("who opens thousands is told to wait, and others are not", async () => {
  const answers: Answer[] = [];
  const begun = performance.now();
  for (let part = 0; part < 30; part += 1)
    answers.push(...(await Promise.all(Array.from({ length: 50 }, () => openFrom("203.0.113.2")))));
  const refused = answers.filter(({ status }) => status !== 201);
  expect(answers.length - refused.length).toBeGreaterThanOrEqual(1_200);
  const seconds = (performance.now() - begun) / 1000;
  // One more is given every three seconds.
  expect(answers.length - refused.length).toBeLessThanOrEqual(1_201 + seconds / 3);
  expect(refused[0]?.status).toBe(429);
  expect(Number(refused[0]?.headers["retry-after"]?.join())).toBeGreaterThan(0);
  expect(JSON.parse(refused[0]?.body ?? "")).toEqual({
    code: "wait",
    of: "openings",
    seconds: expect.any(Number),
    why: expect.stringMatching(/^Too many spaces are being opened\. Try again in .*\.$/),
  });
  expect((await openFrom("203.0.113.3")).status).toBe(201);
});

test("of a thousand sockets without a seat twenty wait, the others are turned away, and who has a seat comes in", async () => {
  const socketIo = "/socket.io/?EIO=4&transport=websocket";
  const statuses: number[] = [];
  const sockets = [];
  for (let count = 0; count < 200; count += 1) {
    const socket = await dial(server.port);
    sockets.push(socket);
    const first = new Promise<Buffer>((told) => socket.once("data", told));
    const headers = upgrade({
      Host: `localhost:${server.port}`,
      Origin: server.origin,
      "X-Forwarded-For": "203.0.113.9",
      ...(count % 2 && { Cookie: `clearing=${"A".repeat(43)}` }),
    });
    socket.write(head(`GET ${socketIo} HTTP/1.1`, headers));
    const { status, headers: told } = readAnswer(await first);
    statuses.push(status);
    if (status === 429) expect(told["retry-after"]).toEqual(["5"]);
  }
  expect(statuses.filter((status) => status === 101).length).toBe(20);
  expect(statuses.filter((status) => status === 429).length).toBe(180);
  const room = await enterRoom(server.origin, people.client);
  room.leave();
  for (const socket of sockets) socket.destroy();
});

/** Does acts as fast as they are answered, for some rounds, and gives how many were refused and with which words. */
async function often(room: Room, acts: readonly Act[], rounds: number): Promise<string[]> {
  const refused: string[] = [];
  for (let round = 0; round < rounds; round += 1)
    for (const act of acts) {
      const answer = await room.act(act);
      if (!answer.ok) refused.push(answer.why);
    }
  return refused;
}

test("two hundred signals do not reach the other, a few do, and who gives them is told", async () => {
  const { space, ...both } = await pair(server.origin);
  const [client, practitioner] = [
    await enterRoom(server.origin, both.client),
    await enterRoom(server.origin, both.practitioner),
  ];
  const refused = await often(client, [{ type: "signal", kind: "slower" }], 200);
  expect(refused.length).toBeGreaterThanOrEqual(190);
  expect(new Set(refused)).toEqual(new Set([expect.stringMatching(/often in a short time/)]));
  await practitioner.act({ type: "floor:take" });
  expect(practitioner.signals.all.length).toBeLessThanOrEqual(10);
  expect(practitioner.signals.all.length).toBeGreaterThanOrEqual(3);
  // The other's pace is their own.
  expect(await practitioner.act({ type: "signal", kind: "thanks" })).toMatchObject({ ok: true });
  expect(space).toBe(both.client.space);
});

const shown: readonly (readonly [string, readonly Act[], (room: Room) => number])[] = [
  [
    "the cover of a moment",
    [{ type: "moment:ask" }, { type: "moment:lift" }],
    (room) => turns(room, ({ moment }) => moment !== null),
  ],
  [
    "no outcome",
    [{ type: "noOutcome:begin" }, { type: "noOutcome:end" }],
    (room) => turns(room, ({ noOutcome }) => noOutcome !== null),
  ],
  ["the floor", [{ type: "floor:take" }, { type: "floor:lay" }], (room) => turns(room, ({ floor }) => floor !== null)],
  [
    "a session",
    [{ type: "session:open" }, { type: "session:close" }],
    (room) => turns(room, ({ session }) => session !== null),
  ],
  [
    "an offer of quiet",
    [{ type: "quiet:offer", minutes: 3 }, { type: "quiet:decline" }],
    (room) => turns(room, ({ quiet }) => quiet !== null),
  ],
  [
    "the word that they talk elsewhere",
    [
      { type: "talk", elsewhere: true },
      { type: "talk", elsewhere: false },
    ],
    (room) => turns(room, ({ talkElsewhere }) => talkElsewhere),
  ],
];

type Told = Room["holding"]["all"][number];
/** How often something came onto a screen. */
const turns = (room: Room, is: (told: Told) => boolean): number =>
  room.holding.all.filter((told, at, all) => is(told) && !is(all[at - 1] ?? told)).length;

for (const [what, acts, count] of shown)
  test(`${what} cannot be made to flash on the other's screen, and taking it away is never refused`, async () => {
    const both = await pair(server.origin);
    const [client, practitioner] = [
      await enterRoom(server.origin, both.client),
      await enterRoom(server.origin, both.practitioner),
    ];
    const begun = performance.now();
    await often(client, acts, 60);
    await practitioner.act({ type: "signal", kind: "thanks" });
    const seconds = (performance.now() - begun) / 1000;
    expect(count(practitioner)).toBeGreaterThanOrEqual(1);
    expect(count(practitioner)).toBeLessThanOrEqual(3 + seconds);
    const last = practitioner.state();
    expect([last?.moment, last?.noOutcome, last?.floor, last?.quiet, last?.session]).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
    for (const room of [client, practitioner]) room.leave();
  });

test("what covers or folds the whole screen cannot flash by taking turns either", async () => {
  const both = await pair(server.origin);
  const [client, practitioner] = [
    await enterRoom(server.origin, both.client),
    await enterRoom(server.origin, both.practitioner),
  ];
  const begun = performance.now();
  const acts = ["moment:ask", "moment:lift", "noOutcome:begin", "noOutcome:end"].map((type) => ({ type }) as Act);
  await often(client, acts, 20);
  await practitioner.act({ type: "signal", kind: "thanks" });
  const seconds = (performance.now() - begun) / 1000;
  const changed = ["moment", "noOutcome"] as const;
  const seen = changed.map((what) => turns(practitioner, (told) => told[what] !== null));
  expect(seen.every((times) => times > 0)).toBe(true);
  expect(seen.reduce((sum, times) => sum + times)).toBeLessThanOrEqual(3 + seconds);
  for (const room of [client, practitioner]) room.leave();
});

test("after a moment was lifted the next has to wait some seconds, in words", async () => {
  const both = await pair(server.origin);
  const client = await enterRoom(server.origin, both.client);
  expect(await client.act({ type: "moment:ask" })).toMatchObject({ ok: true });
  expect(await client.act({ type: "moment:lift" })).toMatchObject({ ok: true });
  expect(await client.act({ type: "moment:ask" })).toEqual({
    ok: false,
    code: "wait",
    of: "moments",
    seconds: expect.any(Number),
    why: expect.stringMatching(/in some seconds/),
  });
  await expect.poll(() => client.act({ type: "moment:ask" }), { timeout: 20_000 }).toMatchObject({ ok: true });
  client.leave();
});

test("who looks elsewhere and back, or opens and closes a picture, a hundred times in a second is told of a few times", async () => {
  const both = await pair(server.origin);
  const [client, practitioner] = [
    await enterRoom(server.origin, both.client),
    await enterRoom(server.origin, both.practitioner),
  ];
  const begun = performance.now();
  const from = practitioner.present.all.length;
  const call = { peer: "0123456789abcdef", microphone: true, hears: true };
  for (let time = 0; time < 50; time += 1) {
    client.beat({ elsewhere: time % 2 === 0 });
    client.beat({ call: { ...call, picture: time % 2 === 0 } });
  }
  client.beat({ elsewhere: true });
  await practitioner.present.when(
    (present) => present.client.state === "elsewhere" && present.client.call === null,
    from + 3,
  );
  const seconds = (performance.now() - begun) / 1000;
  expect(practitioner.present.all.length - from).toBeLessThanOrEqual(6 + 2 * seconds);
  for (const room of [client, practitioner]) room.leave();
});

test("the healthy do not feel it: a space is opened by somebody else all the while", async () => {
  expect((await ask(server.origin, "GET", "/api/spaces", people.client)).status).toBe(200);
  expect((await openSpace(server.origin)).space).toMatch(/^\w{26}$/);
});
