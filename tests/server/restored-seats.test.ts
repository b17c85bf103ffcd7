/** A restore brings words back, and nobody: who was put off a seat stays off it, and who sits there comes in. */
import { readdirSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as Y from "yjs";
import type { NewBackLink, NewInvitation, ReturnKey } from "../../lib/api.ts";
import { newClientId } from "../../lib/seats.ts";
import { changeRows, rowsIn } from "../support/database.ts";
import { type Sitting, ask, join, openSpace, pair } from "../support/people.ts";
import { backUp } from "../support/restoring.ts";
import { type Server, startServer } from "../support/server.ts";
import { documentOf, openLine, say } from "../support/wire.ts";

let server: Server;
beforeAll(async () => {
  server = await startServer({ env: { LOG_LEVEL: "warn" } });
});
afterAll(() => server.end());

const post = ({ space, cookie }: Sitting, thing: string, body?: unknown): Promise<Response> =>
  ask(server.origin, "POST", `/api/spaces/${space}/${thing}`, { cookie, ...(body !== undefined && { body }) });
const made = async <T>(answer: Promise<Response>): Promise<T> => (await (await answer).json()) as T;
const keyOf = async (sitting: Sitting): Promise<string> => (await made<ReturnKey>(post(sitting, "key"))).key;
const opens = async (key: string): Promise<number> =>
  (await ask(server.origin, "POST", "/api/return", { body: { key } })).status;
const comesIn = async ({ space, cookie }: Sitting): Promise<number> =>
  (await ask(server.origin, "GET", `/api/spaces/${space}`, { cookie })).status;

async function decide(sitting: Sitting, text: string): Promise<void> {
  const line = openLine(server.origin, sitting);
  const doc = await line.document();
  doc.clientID = newClientId("client");
  const before = Y.encodeStateVector(doc);
  doc.getMap("client:decisions").set(text, { text, stands: "now", from: null, at: 1 });
  await line.keep(1, say.update(Y.encodeStateAsUpdate(doc, before)));
  line.end();
}

async function writePrivately(sitting: Sitting): Promise<void> {
  const line = openLine(server.origin, sitting, { mine: true });
  const doc = await line.document();
  doc.clientID = newClientId("client");
  doc.getMap("own:drafts").set("words", "for nobody");
  await line.keep(1, say.update(Y.encodeStateAsUpdate(doc)));
  line.end();
}

test("somebody who was refused since the backup stays out, and the one who sits there now comes in", async () => {
  const { space, invitation, ...practitioner } = await openSpace(server.origin);
  const pia = { space, ...practitioner };
  const wrong = await join(server.origin, { secret: invitation, name: "Wrong" });
  const [seenKey, wrongKey] = [await keyOf(pia), await keyOf(wrong)];
  await decide(wrong, "not the client's");
  await writePrivately(wrong);
  const backup = backUp(server);

  expect((await post(pia, "newcomer", { known: false })).status).toBe(204);
  const link = await made<NewInvitation>(post(pia, "invitation"));
  const chris = await join(server.origin, { secret: link.invitation });
  const [newKey, chrisKey] = [await keyOf(pia), await keyOf(chris)];
  await backup.setBack();

  expect([await comesIn(wrong), await opens(wrongKey), await opens(seenKey)]).toEqual([404, 410, 410]);
  expect([await comesIn(chris), await comesIn(pia)]).toEqual([200, 200]);
  const again = await ask(server.origin, "POST", "/api/join", {
    body: { secret: link.invitation, name: "Third", consent: true },
  });
  expect(again.status).toBe(410);
  expect((await documentOf(server.origin, chris)).getMap("client:decisions").toJSON()).toEqual({});
  expect(rowsIn(server.dataDir, "SELECT name FROM documents WHERE name LIKE 'own:%'")).toEqual([]);
  await decide(chris, "the client's");
  expect([await opens(newKey), await opens(chrisKey)]).toEqual([200, 200]);
  backup.end();
});

test("a seat that somebody came back to since the backup is theirs, and the browser that they lost stays outside", async () => {
  const { client, practitioner, space } = await pair(server.origin);
  const backup = backUp(server);
  const { invitation } = await made<NewBackLink>(post(practitioner, "back"));
  const aDay = "UPDATE invitations SET opens = opens - 86400000 WHERE space = ?";
  changeRows(server.dataDir, aDay, space);
  const came = await ask(server.origin, "POST", "/api/join", { body: { secret: invitation, consent: true } });
  const back = { space, cookie: came.headers.getSetCookie()[0]?.split(";")[0] ?? "" };
  await backup.setBack();
  expect([await comesIn(back), await comesIn(client), await comesIn(practitioner)]).toEqual([200, 403, 200]);
  backup.end();
});

test("data that was moved aside is whole when it is restored again, with spaces that the other did not know", async () => {
  const { client } = await pair(server.origin);
  const backup = backUp(server);
  const later = await pair(server.origin);
  await backup.setBack();
  expect([await comesIn(client), await comesIn(later.client)]).toEqual([200, 404]);
  const aside = /is now (\S*\.sqlite)\. Remove/.exec(backup.said())?.[1] ?? "";
  await backup.setBack(aside);
  expect([await comesIn(client), await comesIn(later.client), await comesIn(later.practitioner)]).toEqual([
    200, 200, 200,
  ]);
  backup.end();
});

test("an invitation that has ended since the backup opens nothing, also where it is forgotten by now", async () => {
  const { invitation, ...pia } = await openSpace(server.origin);
  const backup = backUp(server);
  // More than are remembered, the last one withdrawn like all the others.
  for (let count = 0; count < 102; count += 1) expect((await post(pia, "invitation")).status).toBe(201);
  const withdrawn = await ask(server.origin, "DELETE", `/api/spaces/${pia.space}/invitation`, { cookie: pia.cookie });
  expect(withdrawn.status).toBe(204);
  const look = (): Promise<Response> => ask(server.origin, "POST", "/api/invitation", { body: { secret: invitation } });
  expect((await look()).status).toBe(410);
  await backup.setBack();
  expect((await look()).status).toBe(410);
  const came = await ask(server.origin, "POST", "/api/join", {
    body: { secret: invitation, name: "Third", consent: true },
  });
  expect(came.status).toBe(410);
  backup.end();
});

test("who sits where stays as it is also when data that was moved aside is restored again", async () => {
  const { space, invitation, cookie } = await openSpace(server.origin);
  const backup = backUp(server);
  const wrong = await join(server.origin, { secret: invitation, name: "Wrong" });
  await backup.setBack();
  const aside = /is now (\S*\.sqlite)\. Remove/.exec(backup.said())?.[1] ?? "";
  expect((await post({ space, cookie }, "newcomer", { known: false })).status).toBe(204);
  const lives = "SELECT epoch FROM epochs WHERE document = ''";
  const before = rowsIn(server.dataDir, lives);
  await backup.setBack(aside);
  expect([await comesIn(wrong), await comesIn({ space, cookie })]).toEqual([404, 200]);
  expect(rowsIn(server.dataDir, lives)).not.toEqual(before);
  expect(readdirSync(server.dataDir).filter((name) => name.includes("incoming"))).toEqual([]);
  backup.end();
});
