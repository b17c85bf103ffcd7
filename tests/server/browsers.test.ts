import { afterAll, beforeAll, expect, test } from "vitest";
import * as Y from "yjs";
import type { HeldSeat, ReturnKey, SpaceInfo } from "../../lib/api.ts";
import { newClientId } from "../../lib/seats.ts";
import { ask, join, openSpace, pair } from "../support/people.ts";
import { enterRoom } from "../support/room.ts";
import { type Server, beforeTheNextLookMs, startServer } from "../support/server.ts";
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

const info = async (space: string, cookie: string): Promise<SpaceInfo> =>
  bodyOf<SpaceInfo>(await call("GET", `/api/spaces/${space}`, cookie));

test("a return key brings a person back, is dead once replaced, and sits nobody on a second seat", async () => {
  const people = await pair(server.origin);
  const keyOf = async (cookie: string): Promise<string> =>
    (await bodyOf<ReturnKey>(await call("POST", `/api/spaces/${people.space}/key`, cookie))).key;
  const first = await keyOf(people.client.cookie);
  const back = await call("POST", "/api/return", undefined, { key: first.toUpperCase() });
  expect([back.status, await bodyOf(back)]).toEqual([200, { space: people.space }]);
  expect((await info(people.space, cookieIn(back))).seat).toBe("client");
  expect((await info(people.space, people.client.cookie)).seat).toBe("client");

  const second = await keyOf(people.client.cookie);
  expect((await call("POST", "/api/return", undefined, { key: first })).status).toBe(410);
  // The practitioner's browser with the client's key: both seats in one browser are never both open.
  const mixed = await call("POST", "/api/return", people.practitioner.cookie, { key: second });
  expect([mixed.status, mixed.headers.getSetCookie()]).toEqual([409, []]);
  expect((await info(people.space, people.practitioner.cookie)).seat).toBe("practitioner");
  expect((await call("POST", "/api/return", undefined, { key: second })).status).toBe(200);
});

test("a cookie that was there before is dead once the new one is used, and the other seats of the browser stay", async () => {
  const first = await openSpace(server.origin, { name: "Pia" });
  const second = await openSpace(server.origin, { name: "Pia", cookie: first.cookie });
  expect(second.cookie).not.toBe(first.cookie);
  expect((await info(first.space, second.cookie)).seat).toBe("practitioner");
  expect((await call("GET", `/api/spaces/${first.space}`, first.cookie)).status).toBe(404);
  expect((await call("GET", `/api/spaces/${second.space}`, first.cookie)).status).toBe(404);
  const planted = "clearing=" + "A".repeat(43);
  const other = await openSpace(server.origin, { name: "Quinn" });
  const joined = await join(server.origin, { secret: other.invitation, cookie: planted });
  expect(joined.cookie).not.toBe(planted);
  expect((await call("GET", `/api/spaces/${other.space}`, planted)).status).toBe(404);
});

test("whoever sits down gets a secret nobody has had, and none from before opens the new seat, used or not", async () => {
  const first = await openSpace(server.origin, { name: "Pia" });
  // A second space is opened, and whoever keeps the cookie that came with it does not use it yet.
  const kept = await openSpace(server.origin, { name: "Pia", cookie: first.cookie });
  const { invitation, space } = await openSpace(server.origin, { name: "Quinn" });
  const client = await join(server.origin, { secret: invitation, cookie: first.cookie });
  expect(new Set([first.cookie, kept.cookie, client.cookie]).size).toBe(3);
  const seatWith = (cookie: string): Promise<number> =>
    call("GET", `/api/spaces/${space}`, cookie).then(({ status }) => status);
  for (const before of [first.cookie, kept.cookie]) expect(await seatWith(before)).toBe(404);
  expect((await info(space, client.cookie)).seat).toBe("client");
  expect((await info(first.space, client.cookie)).seat).toBe("practitioner");
  for (const before of [first.cookie, kept.cookie]) expect(await seatWith(before)).toBe(404);
  // The same with a return key.
  const { key } = await bodyOf<ReturnKey>(await call("POST", `/api/spaces/${space}/key`, client.cookie));
  const tablet = await openSpace(server.origin, { name: "Pia" });
  const keptAgain = await openSpace(server.origin, { name: "Pia", cookie: tablet.cookie });
  const back = cookieIn(await call("POST", "/api/return", tablet.cookie, { key }));
  expect((await info(space, back)).seat).toBe("client");
  for (const before of [tablet.cookie, keptAgain.cookie]) expect(await seatWith(before)).toBe(404);
});

test("an answer that is lost on its way costs nobody a seat, and asking again by the same press is not a second time", async () => {
  const first = await openSpace(server.origin, { name: "Pia" });
  const press = "a-press-of-one-button";
  const opening = { name: "Pia", press };
  // The second space is opened, and the answer never reaches the browser.
  const lost = await bodyOf<{ space: string }>(await call("POST", "/api/spaces", first.cookie, opening));
  expect((await info(first.space, first.cookie)).seat).toBe("practitioner");
  const again = await call("POST", "/api/spaces", first.cookie, opening);
  const { space, invitation } = await bodyOf<{ space: string; invitation: string }>(again);
  expect([again.status, space]).toEqual([201, lost.space]);
  for (const held of [first.space, space]) expect((await info(held, cookieIn(again))).seat).toBe("practitioner");

  const joining = { secret: invitation, name: "Chris", consent: true, press: "another-press-of-one" };
  expect((await call("POST", "/api/join", undefined, joining)).status).toBe(201);
  for (const press of ["some-other-press-of-one", undefined])
    expect((await call("POST", "/api/join", undefined, { ...joining, press })).status).toBe(410);
  expect((await call("POST", "/api/invitation", undefined, joining)).status).toBe(200);
  const seated = await call("POST", "/api/join", undefined, joining);
  expect([seated.status, (await info(space, cookieIn(seated))).seat]).toEqual([201, "client"]);
  // Once the browser has shown that the answer arrived, the press is over.
  expect((await call("POST", "/api/join", undefined, joining)).status).toBe(410);
});

test("a press of one button stands for nothing but what that button does, and once it is answered nothing breaks", async () => {
  const { space, invitation, cookie } = await openSpace(server.origin);
  const press = "one-press-for-many-things";
  const joining = { secret: invitation, name: "Chris", consent: true, press };
  expect((await call("POST", "/api/join", undefined, joining)).status).toBe(201);

  // The client's press opens a space of its own, and makes no invitation to the seat that it took.
  const opened = await call("POST", "/api/spaces", undefined, { name: "Chris", press });
  const other = await bodyOf<{ space: string; invitation: string }>(opened);
  expect([opened.status, other.space === space]).toEqual([201, false]);
  expect(await info(space, cookie)).toMatchObject({ invitation: null });

  const used = cookieIn(opened);
  expect((await info(other.space, used)).seat).toBe("practitioner");
  const again = await call("POST", "/api/spaces", used, { name: "Chris", press });
  expect([again.status, again.headers.getSetCookie()]).toEqual([409, []]);
  const elsewhere = { ...joining, secret: other.invitation };
  expect((await call("POST", "/api/join", undefined, elsewhere)).status).toBe(201);
});

test("a browser can hold many seats; the list names the other person and nothing else, and only its own", async () => {
  let cookie: string | undefined;
  const spaces: string[] = [];
  for (let number = 0; number < 5; number += 1) {
    const opened = await openSpace(server.origin, { name: "Pia", ...(cookie !== undefined && { cookie }) });
    if (number % 2) await join(server.origin, { secret: opened.invitation, name: `Client ${number}` });
    spaces.unshift(opened.space);
    cookie = opened.cookie;
  }
  const list = await bodyOf<{ seats: HeldSeat[] }>(await call("GET", "/api/spaces", cookie));
  expect(list.seats.map(({ space }) => space).toSorted()).toEqual(spaces.toSorted());
  expect(list.seats.flatMap(({ other }) => other ?? [])).toEqual(["Client 3", "Client 1"]);
  expect(Object.keys(list.seats[0] ?? {}).toSorted()).toEqual(["name", "other", "seat", "session", "space"]);
  expect(await bodyOf(await call("GET", "/api/spaces"))).toEqual({ seats: [] });
});

test("two cookies of one name are no cookie: one of them was planted", async () => {
  const { space, cookie } = await openSpace(server.origin);
  for (const both of [`${cookie}; ${cookie}`, `clearing=${"B".repeat(43)}; ${cookie}`, `${cookie}; clearing=`])
    expect((await call("GET", `/api/spaces/${space}`, both)).status).toBe(404);
  expect((await call("GET", `/api/spaces/${space}`, `other=1; ${cookie}; third=2`)).status).toBe(200);
});

test("signing out here closes what is open here at once, and leaves the other devices alone", async () => {
  const people = await pair(server.origin);
  const { key } = await bodyOf<ReturnKey>(await call("POST", `/api/spaces/${people.space}/key`, people.client.cookie));
  const device = { space: people.space, cookie: cookieIn(await call("POST", "/api/return", undefined, { key })) };
  const here = [openLine(server.origin, people.client), openLine(server.origin, people.client, { mine: true })];
  const there = openLine(server.origin, device);
  const [room, otherRoom] = [await enterRoom(server.origin, people.client), await enterRoom(server.origin, device)];
  await Promise.all([...here, there].map((line) => line.said.when(({ is }) => is === "step1")));
  const begun = performance.now();
  expect((await call("DELETE", `/api/spaces/${people.space}/sitting`, people.client.cookie)).status).toBe(204);
  expect(await Promise.all(here.map((line) => line.closed))).toEqual([4401, 4401]);
  expect(await room.closed.when(() => true)).toBe(4401);
  expect(performance.now() - begun).toBeLessThan(beforeTheNextLookMs);
  expect((await call("GET", `/api/spaces/${people.space}`, people.client.cookie)).status).toBe(404);
  expect(await otherRoom.act({ type: "session:open" })).toMatchObject({ ok: true });
  const doc = await there.document();
  doc.clientID = newClientId("client");
  doc.getText("both:sheet").insert(0, "still here");
  await there.keep(1, say.update(Y.encodeStateAsUpdate(doc)));
  there.end();
  otherRoom.leave();
});
