/** Letting the same person back in to a seat that is taken: who sees it, who can refuse it, and what it never shows. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { NewBackLink, ReturnKey, SpaceInfo } from "../../lib/api.ts";
import { newClientId, type Seat } from "../../lib/seats.ts";
import * as Y from "yjs";
import { changeRows, rowsIn } from "../support/database.ts";
import { type Pair, type Sitting, ask, pair } from "../support/people.ts";
import { enterRoom } from "../support/room.ts";
import { type Server, startServer } from "../support/server.ts";
import { openLine, say } from "../support/wire.ts";

let server: Server;

beforeAll(async () => {
  server = await startServer({ env: { LOG_LEVEL: "warn" } });
});
afterAll(() => server.end());

const call = (method: "GET" | "POST" | "DELETE", path: string, cookie?: string, body?: unknown): Promise<Response> =>
  ask(server.origin, method, path, { ...(cookie !== undefined && { cookie }), ...(body !== undefined && { body }) });
const bodyOf = async <T>(answer: Response): Promise<T> => (await answer.json()) as T;
const cookieIn = (answer: Response): string => answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
const info = async ({ space, cookie }: Sitting): Promise<SpaceInfo> =>
  bodyOf<SpaceInfo>(await call("GET", `/api/spaces/${space}`, cookie));
const statusOf = async ({ space, cookie }: Sitting): Promise<number> =>
  (await call("GET", `/api/spaces/${space}`, cookie)).status;
const comeWith = (secret: string, cookie?: string): Promise<Response> =>
  call("POST", "/api/join", cookie, { secret, consent: true });

const linkBy = async ({ space, cookie }: Sitting): Promise<NewBackLink> => {
  const made = await call("POST", `/api/spaces/${space}/back`, cookie);
  expect(made.status).toBe(201);
  return bodyOf<NewBackLink>(made);
};

const answerTo = ({ space, client }: Pair, answer: { mine: boolean; expires: number }): Promise<Response> =>
  call("POST", `/api/spaces/${space}/back-answer`, client.cookie, answer);

/** A day goes by for the link to a seat. */
const waitADay = (space: string): void =>
  changeRows(
    server.dataDir,
    "UPDATE invitations SET opens = opens - 86400000, expires = expires - 86400000 WHERE space = ?",
    space,
  );

/** Who came back with a link that has opened. */
async function back(people: Pair, by: Seat): Promise<Sitting> {
  const { invitation } = await linkBy(people[by]);
  waitADay(people.space);
  const came = await comeWith(invitation);
  expect(came.status).toBe(201);
  return { space: people.space, cookie: cookieIn(came) };
}

async function writePrivately(sitter: Sitting, seat: Seat, words: string): Promise<void> {
  const line = openLine(server.origin, sitter, { mine: true });
  const doc = await line.document();
  doc.clientID = newClientId(seat);
  doc.getMap("own:drafts").set("words", words);
  await line.keep(1, say.update(Y.encodeStateAsUpdate(doc)));
  line.end();
}

async function privatePage(sitter: Sitting): Promise<string> {
  const line = openLine(server.origin, sitter, { mine: true });
  const doc = await line.document();
  line.end();
  return JSON.stringify(doc.getMap("own:drafts").toJSON());
}

for (const [by, seat] of [
  ["practitioner", "client"],
  ["client", "practitioner"],
] as const)
  test(`the ${by} can let the ${seat} back in: to the seat and the shared pages, and to nobody's private page`, async () => {
    const people = await pair(server.origin);
    await writePrivately(people[seat], seat, "not for anybody");
    const room = await enterRoom(server.origin, people[seat]);
    const { invitation, opens } = await linkBy(people[by]);
    expect(opens - Date.now()).toBeGreaterThan(86_000_000);
    expect((await info(people[seat])).back[seat]).toEqual({ opens, expires: expect.any(Number), refused: false });
    expect((await info(people[by])).back[seat]).toMatchObject({ opens });
    const look = await call("POST", "/api/invitation", undefined, { secret: invitation });
    expect(await look.json()).toMatchObject({ back: { opens } });
    const early = await comeWith(invitation);
    expect([early.status, early.headers.getSetCookie()]).toEqual([403, []]);

    waitADay(people.space);
    const came = await comeWith(invitation);
    expect(came.status).toBe(201);
    const returned = { space: people.space, cookie: cookieIn(came) };
    const { names } = await info(people[by]);
    expect(await info(returned)).toMatchObject({ seat, names });
    expect(await privatePage(returned)).toBe("{}");
    // The devices that were left are put off, and read why.
    expect(await room.closed.when(() => true)).toBe(4403);
    expect(await statusOf(people[seat])).toBe(403);
    expect((await comeWith(invitation)).status).toBe(410);
    expect(rowsIn(server.dataDir, "SELECT id FROM seats WHERE space = ? AND closed IS NULL", people.space).length).toBe(
      2,
    );
    // The other is asked whether it is them.
    expect((await info(people[by])).newcomer).toMatchObject({ cameBack: true });
  });

test("who holds the seat is told at once, can refuse the link, and then it opens nothing", async () => {
  const people = await pair(server.origin);
  const room = await enterRoom(server.origin, people.client);
  const told = new Promise((news) => room.socket.once("news", () => news(true)));
  const { invitation, expires } = await linkBy(people.practitioner);
  expect(await told).toBe(true);
  const answered = await answerTo(people, { mine: false, expires });
  expect(answered.status).toBe(204);
  waitADay(people.space);
  expect((await comeWith(invitation)).status).toBe(410);
  expect((await info(people.practitioner)).back.client).toMatchObject({ refused: true });
  expect(await statusOf(people.client)).toBe(200);
  room.leave();
});

test("a link opens at once when who holds the seat says that it is for them", async () => {
  const people = await pair(server.origin);
  const { invitation, expires } = await linkBy(people.practitioner);
  await answerTo(people, { mine: true, expires });
  expect((await comeWith(invitation)).status).toBe(201);
});

test("an answer is for the link that was asked about, and not for one that took its place meanwhile", async () => {
  const people = await pair(server.origin);
  const before = await linkBy(people.practitioner);
  const now = await linkBy(people.practitioner);
  expect((await answerTo(people, { mine: true, expires: before.expires })).status).toBe(409);
  expect((await comeWith(now.invitation)).status).toBe(403);
  expect((await answerTo(people, { mine: false, expires: now.expires })).status).toBe(204);
  expect((await info(people.practitioner)).back.client).toMatchObject({ refused: true });
});

test("who makes links to the other's seat again and again is told to wait, and the other is not told each time", async () => {
  const people = await pair(server.origin);
  const room = await enterRoom(server.origin, people.client);
  let told = 0;
  room.socket.on("news", () => (told += 1));
  const began = performance.now();
  const path = `/api/spaces/${people.space}/back`;
  const statuses: number[] = [];
  for (let time = 0; time < 40; time += 1) {
    statuses.push((await call("POST", path, people.practitioner.cookie)).status);
    expect((await call("DELETE", path, people.practitioner.cookie)).status).toBe(204);
  }
  expect(statuses.filter((status) => status === 201)).toHaveLength(5);
  expect(statuses.filter((status) => status === 429)).toHaveLength(35);
  // Two at once, and then one in a second.
  const seconds = Math.ceil((performance.now() - began) / 1_000);
  expect(told).toBeLessThanOrEqual(2 + seconds);
  expect((await answerTo(people, { mine: false, expires: 0 })).status).toBe(409);
  room.leave();
});

test("nobody answers for another's seat, makes a link to their own, or uses one in a browser that sits there", async () => {
  const people = await pair(server.origin);
  const { invitation, expires } = await linkBy(people.practitioner);
  const path = `/api/spaces/${people.space}/back-answer`;
  expect((await call("POST", path, people.practitioner.cookie, { mine: true, expires })).status).toBe(409);
  const stranger = await pair(server.origin);
  for (const [method, place] of [
    ["POST", "back"],
    ["DELETE", "back"],
    ["POST", "back-answer"],
    ["POST", "seat"],
  ] as const)
    expect(
      (await call(method, `/api/spaces/${people.space}/${place}`, stranger.client.cookie, { mine: true, expires }))
        .status,
    ).toBe(404);
  waitADay(people.space);
  for (const own of [people.client, people.practitioner])
    expect((await comeWith(invitation, own.cookie)).status).toBe(409);
  await call("DELETE", `/api/spaces/${people.space}/back`, people.practitioner.cookie);
  expect((await comeWith(invitation)).status).toBe(410);
});

test("a return key brings the private page back, and puts off who came by a link", async () => {
  const people = await pair(server.origin);
  await writePrivately(people.client, "client", "mine alone");
  const { key } = await bodyOf<ReturnKey>(await call("POST", `/api/spaces/${people.space}/key`, people.client.cookie));
  const returned = await back(people, "practitioner");
  await writePrivately(returned, "client", "since then");
  const withKey = await call("POST", "/api/return", undefined, { key });
  const owner = { space: people.space, cookie: cookieIn(withKey) };
  expect([withKey.status, await privatePage(owner)]).toEqual([200, '{"words":"mine alone"}']);
  expect(await statusOf(returned)).toBe(404);
});

test("a device that was left can say for a week that it was not them, and has its seat and its page again", async () => {
  const people = await pair(server.origin);
  await writePrivately(people.client, "client", "mine alone");
  const returned = await back(people, "practitioner");
  const { key } = await bodyOf<ReturnKey>(await call("POST", `/api/spaces/${people.space}/key`, returned.cookie));
  await writePrivately(returned, "client", "words of a stranger");
  expect((await call("POST", `/api/spaces/${people.space}/seat`, people.client.cookie)).status).toBe(204);
  expect((await info(people.client)).seat).toBe("client");
  expect(await privatePage(people.client)).toBe('{"words":"mine alone"}');
  expect(await statusOf(returned)).toBe(404);
  expect((await call("POST", "/api/return", undefined, { key })).status).toBe(410);

  await back(people, "practitioner");
  changeRows(
    server.dataDir,
    "UPDATE seats SET closed = closed - 604800001 WHERE space = ? AND closed IS NOT NULL",
    people.space,
  );
  expect(await statusOf(people.client)).toBe(404);
  expect((await call("POST", `/api/spaces/${people.space}/seat`, people.client.cookie)).status).toBe(404);
});

test("who came by a link cannot put off the one who sat there before them, nor have their page erased", async () => {
  const people = await pair(server.origin);
  await writePrivately(people.client, "client", "mine alone");
  const { key } = await bodyOf<ReturnKey>(await call("POST", `/api/spaces/${people.space}/key`, people.client.cookie));
  const stranger = await back(people, "practitioner");
  await back(people, "practitioner");
  expect(await statusOf(stranger)).toBe(403);
  const owner = { space: people.space, cookie: cookieIn(await call("POST", "/api/return", undefined, { key })) };
  expect((await call("POST", `/api/spaces/${people.space}/seat`, stranger.cookie)).status).toBe(404);
  expect([await statusOf(stranger), await privatePage(owner)]).toEqual([404, '{"words":"mine alone"}']);
});

test("who let somebody in by mistake says so, and the seat is as it was before, words and all", async () => {
  const people = await pair(server.origin);
  const line = openLine(server.origin, people.client);
  const doc = await line.document();
  doc.clientID = newClientId("client");
  doc.getText("both:sheet").insert(0, "words of years");
  await line.keep(1, say.update(Y.encodeStateAsUpdate(doc)));
  line.end();
  const returned = await back(people, "practitioner");
  const { newcomer } = await info(people.practitioner);
  expect(newcomer).toMatchObject({ cameBack: true });
  const said = await call("POST", `/api/spaces/${people.space}/newcomer`, people.practitioner.cookie, { known: false });
  expect(said.status).toBe(204);
  expect([await statusOf(returned), await statusOf(people.client)]).toEqual([404, 200]);
  const again = openLine(server.origin, people.client);
  expect((await again.document()).getText("both:sheet").toString()).toBe("words of years");
  again.end();
});

test("who came back and was refused by mistake is let in again, with the page they had begun", async () => {
  const people = await pair(server.origin);
  const { cookie } = people.practitioner;
  await writePrivately(people.client, "client", "of years");
  const returned = await back(people, "practitioner");
  await writePrivately(returned, "client", "begun anew");
  await call("POST", `/api/spaces/${people.space}/newcomer`, cookie, { known: false });
  expect((await call("POST", `/api/spaces/${people.space}/seat`, returned.cookie)).status).toBe(404);
  expect((await info(people.practitioner)).refused).toMatchObject({ name: "Chris", cameBack: true });
  expect((await call("DELETE", `/api/spaces/${people.space}/newcomer`, cookie)).status).toBe(204);
  expect([await statusOf(returned), await statusOf(people.client)]).toEqual([200, 403]);
  expect(await privatePage(returned)).toContain("begun anew");
  expect((await info(people.practitioner)).newcomer).toMatchObject({ cameBack: true });
  // It is as if nothing had been said: who was on the seat before can still take it back.
  expect((await call("POST", `/api/spaces/${people.space}/seat`, people.client.cookie)).status).toBe(204);
  expect(await privatePage(people.client)).toContain("of years");
});

test("a seat does not wear out: twenty times somebody is let back in, and each time one person sits there", async () => {
  const people = await pair(server.origin);
  let before = people.client;
  for (let time = 0; time < 20; time += 1) {
    const now = await back(people, "practitioner");
    expect([await statusOf(before), await statusOf(now)]).toEqual([403, 200]);
    await call("POST", `/api/spaces/${people.space}/newcomer`, people.practitioner.cookie, { known: true });
    before = now;
  }
  expect(rowsIn(server.dataDir, "SELECT id FROM seats WHERE space = ? AND closed IS NULL", people.space).length).toBe(
    2,
  );
});
