import { afterAll, beforeAll, expect, test } from "vitest";
import type { InvitationLook, NewInvitation, SpaceInfo } from "../../lib/api.ts";
import { changeRows, rowsIn } from "../support/database.ts";
import { ask, join, openSpace, pair } from "../support/people.ts";
import { type Server, startServer } from "../support/server.ts";

let server: Server;

beforeAll(async () => {
  server = await startServer({ env: { LOG_LEVEL: "warn" } });
});
afterAll(() => server.end());

const call = (method: "GET" | "POST" | "DELETE", path: string, cookie?: string, body?: unknown): Promise<Response> =>
  ask(server.origin, method, path, { ...(cookie !== undefined && { cookie }), ...(body !== undefined && { body }) });

const bodyOf = async <T>(answer: Response): Promise<T> => (await answer.json()) as T;

const joinWith = (secret: string, cookie?: string): Promise<Response> =>
  call("POST", "/api/join", cookie, { secret, name: "Chris", consent: true });

const info = async (space: string, cookie: string): Promise<SpaceInfo> =>
  bodyOf<SpaceInfo>(await call("GET", `/api/spaces/${space}`, cookie));

test("a practitioner opens a space, looks and joins go as they should, and the link works once", async () => {
  const opened = await openSpace(server.origin, { name: " Pia\u202e  Praxis ", welcome: "Come as you are." });
  const look = await call("POST", "/api/invitation", undefined, { secret: opened.invitation });
  expect([look.status, await bodyOf<InvitationLook>(look)]).toEqual([
    200,
    { from: "Pia Praxis", welcome: "Come as you are." },
  ]);
  const client = await join(server.origin, { secret: opened.invitation, name: "Chris" });
  expect(await info(opened.space, client.cookie)).toMatchObject({
    seat: "client",
    names: { client: "Chris", practitioner: "Pia Praxis" },
    invitation: null,
    newcomer: null,
    refused: null,
  });
  expect(await info(opened.space, opened.cookie)).toMatchObject({
    seat: "practitioner",
    newcomer: { name: "Chris", since: expect.any(Number) },
  });
  const again = await joinWith(opened.invitation);
  expect([again.status, again.headers.getSetCookie()]).toEqual([410, []]);
  expect((await call("POST", "/api/invitation", undefined, { secret: opened.invitation })).status).toBe(410);
});

test("a person is told whether their own seat has a return key, and never of the other's", async () => {
  const { space, ...people } = await pair(server.origin);
  const returnKeys = async () => [
    (await info(space, people.client.cookie)).returnKey,
    (await info(space, people.practitioner.cookie)).returnKey,
  ];
  expect(await returnKeys()).toEqual([false, false]);
  expect((await call("POST", `/api/spaces/${space}/key`, people.client.cookie, {})).status).toBe(201);
  expect(await returnKeys()).toEqual([true, false]);
});

test("a name keeps the joiners that its script needs", async () => {
  const [pia, chris] = ["علی\u200cرضا", "ශ්\u200dරී"];
  const opened = await openSpace(server.origin, { name: pia });
  const client = await join(server.origin, { secret: opened.invitation, name: chris });
  expect(await info(opened.space, client.cookie)).toMatchObject({ names: { client: chris, practitioner: pia } });
});

test("looking claims nothing, however often and by whatever method", async () => {
  const { invitation, space, cookie } = await openSpace(server.origin);
  for (let round = 0; round < 100; round += 1) {
    const method = (["GET", "HEAD", "OPTIONS"] as const)[round % 3] ?? "GET";
    const page = await fetch(`${server.origin}/join`, { method });
    expect(await page.text()).not.toContain("Pia");
    expect((await call("POST", "/api/invitation", undefined, { secret: invitation })).status).toBe(200);
  }
  expect(await info(space, cookie)).toMatchObject({
    names: { client: null },
    invitation: { expires: expect.any(Number) },
  });
  expect((await joinWith(invitation)).status).toBe(201);
});

test("of fifty who press at the same moment exactly one sits, and the others read that it is used", async () => {
  const { invitation, space } = await openSpace(server.origin);
  const answers = await Promise.all(Array.from({ length: 50 }, () => joinWith(invitation)));
  expect(answers.filter(({ status }) => status === 201).length).toBe(1);
  const others = answers.filter(({ status }) => status === 410);
  const bodies = new Set(await Promise.all(others.map((answer) => answer.text())));
  expect(bodies.size).toBe(1);
  expect([others.length, [...bodies].join().includes(space)]).toEqual([49, false]);
  expect(others.flatMap((answer) => answer.headers.getSetCookie())).toEqual([]);
  expect(rowsIn(server.dataDir, "SELECT seat FROM seats WHERE space = ?", space).length).toBe(2);
});

test("an invitation can be withdrawn and made anew, and only the newest opens anything", async () => {
  const { invitation, space, cookie } = await openSpace(server.origin);
  const renewed = await call("POST", `/api/spaces/${space}/invitation`, cookie);
  const { invitation: second } = await bodyOf<NewInvitation>(renewed);
  expect([renewed.status, (await joinWith(invitation)).status]).toEqual([201, 410]);
  expect((await call("DELETE", `/api/spaces/${space}/invitation`, cookie)).status).toBe(204);
  expect((await joinWith(second)).status).toBe(410);
  expect(await info(space, cookie)).toMatchObject({ invitation: null });
  const { invitation: third } = await bodyOf<NewInvitation>(
    await call("POST", `/api/spaces/${space}/invitation`, cookie),
  );
  expect((await joinWith(third)).status).toBe(201);
  expect((await call("POST", `/api/spaces/${space}/invitation`, cookie)).status).toBe(409);
});

test("an invitation that is older than seven days opens nothing and says so without a name", async () => {
  const { invitation, space } = await openSpace(server.origin, { name: "Pia" });
  await server.stop();
  changeRows(server.dataDir, "UPDATE invitations SET expires = ? WHERE space = ?", Date.now() - 1, space);
  await server.restart();
  const [look, claim] = [
    await call("POST", "/api/invitation", undefined, { secret: invitation }),
    await joinWith(invitation),
  ];
  expect([look.status, claim.status]).toEqual([410, 410]);
  const why = await look.text();
  expect(why).toMatch(/seven days/);
  expect(why).not.toContain("Pia");
});

test("a link is read however it was copied: with the address, in capitals, with spaces, an o for a 0", async () => {
  const { invitation } = await openSpace(server.origin);
  for (const spelled of [
    `${server.origin}/join#${invitation}`,
    invitation.toUpperCase(),
    ` ${invitation.replaceAll("-", " ")} `,
    invitation.replaceAll("-", "").replaceAll("0", "o").replaceAll("1", "l"),
  ])
    expect((await call("POST", "/api/invitation", undefined, { secret: spelled })).status, `as ${spelled}`).toBe(200);
});

test("who tries their own link is told so, and the link still works for the other", async () => {
  const { invitation, cookie } = await openSpace(server.origin);
  for (const answer of [
    await call("POST", "/api/invitation", cookie, { secret: invitation }),
    await joinWith(invitation, cookie),
  ]) {
    expect(answer.status).toBe(409);
    expect(await bodyOf(answer)).toEqual({
      code: "sits-here",
      as: "practitioner",
      by: "invitation",
      why: "You are here as the practitioner. This link is for the other person.",
    });
  }
  expect((await joinWith(invitation)).status).toBe(201);
});

test("who opens the link again that they came with reads that they sit here, and everybody else that it is used", async () => {
  const { invitation, cookie, space } = await openSpace(server.origin);
  const { cookie: chris } = await join(server.origin, { secret: invitation, name: "Chris" });
  const look = (as?: string): Promise<Response> => call("POST", "/api/invitation", as, { secret: invitation });
  for (const answer of [await look(chris), await look(chris), await joinWith(invitation, chris)]) {
    expect(answer.status).toBe(409);
    expect(await bodyOf(answer)).toMatchObject({ code: "seated-by-this" });
  }
  expect(await bodyOf(await look(cookie))).toMatchObject({ code: "sits-here", as: "practitioner" });
  for (const answer of [await look(), await joinWith(invitation)]) {
    expect(answer.status).toBe(410);
    expect(await answer.text()).not.toContain(space);
  }
});

test("without consent, a name or a secret nobody sits down, and the link is not used up", async () => {
  const { invitation: secret } = await openSpace(server.origin);
  for (const body of [
    { secret, name: "Chris" },
    { secret, name: "Chris", consent: false },
    { secret, name: "Chris", consent: "true" },
    { secret, name: " \u200b\u202e ", consent: true },
    { secret, name: "x".repeat(61), consent: true },
    { secret, consent: true },
    { name: "Chris", consent: true },
    { secret: 7, name: "Chris", consent: true },
  ])
    expect((await call("POST", "/api/join", undefined, body)).status).toBe(400);
  expect((await joinWith(secret)).status).toBe(201);
});

test("a newcomer who is recognised stays for good", async () => {
  const people = await pair(server.origin);
  const { space } = people;
  expect((await call("POST", `/api/spaces/${space}/newcomer`, people.client.cookie, { known: false })).status).toBe(
    403,
  );
  expect(
    (await call("POST", `/api/spaces/${space}/newcomer`, people.practitioner.cookie, { known: true })).status,
  ).toBe(204);
  expect(await info(space, people.practitioner.cookie)).toMatchObject({ newcomer: null });
  expect(
    (await call("POST", `/api/spaces/${space}/newcomer`, people.practitioner.cookie, { known: false })).status,
  ).toBe(409);
  expect((await info(space, people.client.cookie)).seat).toBe("client");
});

test("a day after sitting down nobody can be put off the seat any more", async () => {
  const people = await pair(server.origin);
  await server.stop();
  changeRows(server.dataDir, "UPDATE seats SET taken = taken - 86400001 WHERE space = ?", people.space);
  await server.restart();
  const answer = await call("POST", `/api/spaces/${people.space}/newcomer`, people.practitioner.cookie, {
    known: false,
  });
  expect(answer.status).toBe(409);
});
