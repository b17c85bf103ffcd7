import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type * as Y from "yjs";
import { newExpectation } from "../../lib/expectations.ts";
import type { NewInvitation, ReturnKey, SpaceInfo } from "../../lib/api.ts";
import { changeRows, filesWith, rowsIn } from "../support/database.ts";
import { type Pair, type Sitting, ask, join, pair } from "../support/people.ts";
import { type Room, enterRoom } from "../support/room.ts";
import { type Server, beforeTheNextLookMs, startServer } from "../support/server.ts";
import { documentOf } from "../support/wire.ts";
import { type Writer, openWriter } from "../support/writer.ts";

let server: Server;
let people: Pair;
let wrong: { shared: Writer; own: Writer; room: Room };
let practitioner: { shared: Writer; room: Room };

beforeAll(async () => {
  server = await startServer({ env: { LOG_LEVEL: "warn" } });
});
afterAll(() => server.end());

beforeEach(async () => {
  people = await pair(server.origin);
  wrong = {
    shared: openWriter(server.origin, "client", people.client),
    own: openWriter(server.origin, "client", people.client, { mine: true }),
    room: await enterRoom(server.origin, people.client),
  };
  practitioner = {
    shared: openWriter(server.origin, "practitioner", people.practitioner),
    room: await enterRoom(server.origin, people.practitioner),
  };
  await Promise.all([wrong.shared, wrong.own, practitioner.shared].map((writer) => writer.synced()));
  return () => {
    for (const writer of [wrong.shared, wrong.own, practitioner.shared]) writer.close();
    for (const { leave } of [wrong.room, practitioner.room]) leave();
  };
});

const refuse = (): Promise<Response> =>
  ask(server.origin, "POST", `/api/spaces/${people.space}/newcomer`, {
    cookie: people.practitioner.cookie,
    body: { known: false },
  });
const letIn = (): Promise<Response> =>
  ask(server.origin, "DELETE", `/api/spaces/${people.space}/newcomer`, { cookie: people.practitioner.cookie });
const infoOf = async ({ space, cookie }: Sitting): Promise<SpaceInfo> =>
  (await (await ask(server.origin, "GET", `/api/spaces/${space}`, { cookie })).json()) as SpaceInfo;

/** Refuses them, and goes on at once: who asks for a new invitation does not wait for the half minute. */
const notThem = async (): Promise<NewInvitation> => {
  expect((await refuse()).status).toBe(204);
  const { cookie } = people.practitioner;
  const answer = await ask(server.origin, "POST", `/api/spaces/${people.space}/invitation`, { cookie });
  expect(answer.status).toBe(201);
  return (await answer.json()) as NewInvitation;
};

const drafts = (doc: Y.Doc): Y.Map<unknown> => doc.getMap("own:drafts");

test("whoever was not them is closed out at once, everywhere, and knows the space no more", async () => {
  const begun = performance.now();
  await notThem();
  const codes = [wrong.shared.closed, wrong.own.closed, wrong.room.closed].map(({ when }) => when(() => true));
  expect(await Promise.all(codes)).toEqual([4403, 4403, 4403]);
  expect(performance.now() - begun).toBeLessThan(beforeTheNextLookMs);
  const { cookie } = people.client;
  const paths = ["", "/invitation", "/newcomer", "/key", "/sitting"].map((end) => `/api/spaces/${people.space}${end}`);
  const answers = await Promise.all([
    ask(server.origin, "GET", paths[0] ?? "", { cookie }),
    ...paths.slice(1, 4).map((path) => ask(server.origin, "POST", path, { cookie, body: { known: true } })),
    ask(server.origin, "DELETE", paths[4] ?? "", { cookie }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  expect(await (await ask(server.origin, "GET", "/api/spaces", { cookie })).json()).toEqual({ seats: [] });
  await expect(enterRoom(server.origin, people.client)).rejects.toThrow("4404");
});

test("all that a stranger wrote is gone, the practitioner's words stay, and the next one sits down with a new link", async () => {
  wrong.shared.edit((doc) => {
    doc.getMap("client:story").set("entry", "a stranger's story");
    doc.getMap("client:letters").set("l", { text: "a stranger's letter" });
    doc.getMap("client:decisions").set("d", "a stranger's decision");
    doc.getText("both:sheet").insert(0, "said by a stranger");
  });
  await practitioner.shared.sees("said by a stranger");
  practitioner.shared.edit((doc) => {
    doc.getMap("practitioner:reflections").set("r", "what I heard");
    doc.getText("both:sheet").insert(7, "here, ");
  });
  await practitioner.shared.sees("a stranger's letter");
  await practitioner.shared.allKept();
  const { invitation } = await notThem();
  const emptied = (): true | null =>
    JSON.stringify(practitioner.shared.doc.toJSON()).includes("stranger") ? null : true;
  await practitioner.shared.seen("the emptied places", emptied);
  const client = await join(server.origin, { secret: invitation, name: "Right" });
  const doc = await documentOf(server.origin, client);
  expect([doc.getText("both:sheet").toJSON(), doc.getMap("practitioner:reflections").toJSON()]).toEqual([
    "here, ",
    { r: "what I heard" },
  ]);
  for (const name of ["client:story", "client:decisions"]) expect(doc.getMap(name).size).toBe(0);
  expect(doc.getMap("client:letters").size).toBe(0);
  const answer = await ask(server.origin, "GET", `/api/spaces/${people.space}`, people.practitioner);
  expect(((await answer.json()) as SpaceInfo).newcomer).toMatchObject({ name: "Right" });
});

test("their own page is gone from every file, also while they went on typing, and the next one's is empty", async () => {
  const marker = "a page of a stranger";
  for (let line = 0; line < 50; line += 1) wrong.own.edit((doc) => drafts(doc).set(`d${line}`, `${marker} ${line}`));
  await wrong.own.allKept();
  expect(filesWith(server.dataDir, marker)).not.toEqual([]);
  const typing = { on: true };
  const typed = (async () => {
    for (let line = 50; typing.on; line += 1) {
      wrong.own.edit((doc) => drafts(doc).set(`d${line}`, `${marker} ${line}`));
      await new Promise(setImmediate);
      if (line % 20 === 0) await Promise.race([wrong.own.allKept(), wrong.own.closed.when(() => true)]);
    }
  })();
  const { invitation } = await notThem();
  expect(await wrong.own.closed.when(() => true)).toBe(4403);
  typing.on = false;
  await typed;
  expect(filesWith(server.dataDir, marker)).toEqual([]);
  const client = await join(server.origin, { secret: invitation, name: "Right" });
  expect(drafts(await documentOf(server.origin, client, { mine: true })).size).toBe(0);
  await server.restart("SIGKILL");
  expect(filesWith(server.dataDir, marker)).toEqual([]);
  expect(rowsIn(server.dataDir, "SELECT * FROM journal WHERE document NOT IN (SELECT id FROM documents)")).toEqual([]);
});

test("what they had waiting is gone too, and never reaches the next one or the document", async () => {
  practitioner.shared.edit((doc) => doc.getMap("both:expectations").set("card", newExpectation("work", 1)));
  wrong.shared.edit((doc) => doc.getMap("both:expectations").set("theirs", newExpectation("money", 1)));
  await practitioner.shared.sees("money");
  await wrong.room.act({ type: "noOutcome:begin" });
  await wrong.shared.allKept(
    wrong.shared.edit((doc) => {
      doc.getMap("both:expectations").set("late", newExpectation("money", 2));
      doc.getMap("client:decisions").set("d", "a stranger decides");
    }),
  );
  const { invitation } = await notThem();
  expect(rowsIn(server.dataDir, "SELECT * FROM held")).toEqual([]);
  const client = await join(server.origin, { secret: invitation, name: "Right" });
  const next = openWriter(server.origin, "client", client);
  await next.synced();
  const room = await enterRoom(server.origin, client);
  // What the stranger began has ended with them.
  expect((await room.holding.when(() => true)).noOutcome).toBeNull();
  next.edit((doc) => doc.getText("both:sheet").insert(0, "after"));
  await Promise.all([next.allKept(), practitioner.shared.sees("after")]);
  const doc = await documentOf(server.origin, people.practitioner);
  expect([...doc.getMap("both:expectations").keys()]).toEqual(["card"]);
  expect(doc.getMap("client:decisions").size).toBe(0);
  expect(next.received("a stranger decides")).toBe(false);
  next.close();
  room.leave();
});

test("a refusal that a killed server left half done is finished when it starts again", async () => {
  wrong.shared.edit((doc) => doc.getMap("client:story").set("entry", "a stranger's story"));
  wrong.own.edit((doc) => drafts(doc).set("d", "a stranger's page"));
  await Promise.all([wrong.shared.allKept(), wrong.own.allKept()]);
  await server.stop("SIGKILL");
  for (const writer of [wrong.shared, wrong.own]) writer.disconnect();
  // As the first step of the refusal leaves it.
  const { space } = people;
  changeRows(
    server.dataDir,
    "DELETE FROM sittings WHERE seat IN (SELECT id FROM seats WHERE space = ? AND seat = 'client')",
    space,
  );
  changeRows(
    server.dataDir,
    "UPDATE seats SET closed = 1, return_key = NULL WHERE space = ? AND seat = 'client'",
    space,
  );
  await server.restart();
  expect(filesWith(server.dataDir, "a stranger's page")).toEqual([]);
  expect((await documentOf(server.origin, people.practitioner)).getMap("client:story").size).toBe(0);
});

test("who was put off is out at once and can be let in again for a while, with all they wrote, and is asked about anew", async () => {
  const { client, practitioner: by, space } = people;
  wrong.shared.edit((doc) => doc.getMap("client:story").set("entry", "a story"));
  wrong.own.edit((doc) => drafts(doc).set("d", "a draft"));
  await Promise.all([wrong.shared.allKept(), wrong.own.allKept()]);
  const made = await ask(server.origin, "POST", `/api/spaces/${space}/key`, { cookie: client.cookie });
  const { key } = (await made.json()) as ReturnKey;
  expect((await refuse()).status).toBe(204);
  const codes = [wrong.shared.closed, wrong.own.closed, wrong.room.closed].map(({ when }) => when(() => true));
  expect(await Promise.all(codes)).toEqual([4403, 4403, 4403]);
  const come = (): Promise<Response> => ask(server.origin, "POST", "/api/return", { body: { key } });
  const look = (): Promise<Response> => ask(server.origin, "GET", `/api/spaces/${space}`, { cookie: client.cookie });
  expect([(await come()).status, (await look()).status]).toEqual([410, 404]);
  expect(await infoOf(by)).toMatchObject({
    newcomer: null,
    invitation: null,
    names: { client: null },
    refused: { name: "Chris", remains: expect.any(Number) as number },
  });

  expect((await letIn()).status).toBe(204);
  expect(await infoOf(by)).toMatchObject({ newcomer: { name: "Chris" }, refused: null });
  expect((await documentOf(server.origin, client)).getMap("client:story").get("entry")).toBe("a story");
  expect(drafts(await documentOf(server.origin, client, { mine: true })).get("d")).toBe("a draft");
  expect([(await look()).status, (await come()).status, (await letIn()).status]).toEqual([200, 200, 409]);
});

test("who is put off while they want no outcome has it still when they are let in again, and what waited waits", async () => {
  const { client, practitioner: by, space } = people;
  expect(await wrong.room.act({ type: "noOutcome:begin" })).toMatchObject({ ok: true });
  wrong.shared.edit((doc) => doc.getMap("both:expectations").set("waits", newExpectation("work", 1)));
  await wrong.shared.allKept();
  expect((await refuse()).status).toBe(204);
  // Something that makes the room look again who sits here, and a server that begins anew.
  expect((await ask(server.origin, "DELETE", `/api/spaces/${space}/back`, { cookie: by.cookie })).status).toBe(204);
  await server.restart();
  expect((await letIn()).status).toBe(204);
  expect((await documentOf(server.origin, by)).getMap("both:expectations").has("waits")).toBe(false);
  const again = await enterRoom(server.origin, client);
  expect((await again.holding.when(() => true)).noOutcome).not.toBeNull();
  again.leave();
});

test("when the time is over what they wrote goes by itself, also with a server that started meanwhile, and nobody lets them in", async () => {
  wrong.shared.edit((doc) => doc.getMap("client:story").set("entry", "a stranger's story"));
  wrong.own.edit((doc) => drafts(doc).set("d", "a stranger's page"));
  await Promise.all([wrong.shared.allKept(), wrong.own.allKept()]);
  expect((await refuse()).status).toBe(204);
  await server.restart("SIGKILL");
  expect(filesWith(server.dataDir, "a stranger's page")).not.toEqual([]);
  changeRows(server.dataDir, "UPDATE seats SET clears = 1 WHERE space = ? AND seat = 'client'", people.space);
  expect((await letIn()).status).toBe(409);
  const emptied = (): true | null =>
    JSON.stringify(practitioner.shared.doc.toJSON()).includes("stranger") ? null : true;
  await practitioner.shared.seen("the emptied places", emptied);
  await expect.poll(() => filesWith(server.dataDir, "a stranger's page"), { timeout: 60_000 }).toEqual([]);
  expect(await infoOf(people.practitioner)).toMatchObject({ newcomer: null, refused: null, names: { client: null } });
});

test("the room that waits for the next one shows nobody on the client's seat", async () => {
  await notThem();
  const empty = await practitioner.room.present.when(({ client }) => client.state === "never" && client.name === "");
  expect(empty.practitioner.state).toBe("here");
});
