import { afterAll, beforeAll, expect, test } from "vitest";
import * as Y from "yjs";
import { newClientId } from "../../lib/seats.ts";
import { ask, join, openSpace } from "../support/people.ts";
import { request } from "../support/raw.ts";
import { enterRoom } from "../support/room.ts";
import { type Server, startServer } from "../support/server.ts";
import { openLine, say } from "../support/wire.ts";
import { openWriter } from "../support/writer.ts";

let server: Server;

beforeAll(async () => {
  server = await startServer({ env: { LOG_LEVEL: "debug" } });
});
afterAll(() => server.end());

/** Words that would be found wherever they came to stand. */
const marks = {
  name: "Markname",
  welcome: "markwelcome",
  kept: "markkept",
  private: "markprivate",
  refused: "markrefused",
  malformed: "markmalformed",
  card: "markcard",
  body: "markbody",
};

test("nothing of what people write, who they are and where they meet stands in the log, whatever goes wrong", async () => {
  const { origin, port } = server;
  const practitioner = await openSpace(origin, { name: marks.name, welcome: marks.welcome });
  const client = await join(origin, { secret: practitioner.invitation, name: marks.name });
  const { space } = practitioner;
  const key = (await (await ask(origin, "POST", `/api/spaces/${space}/key`, client)).json()) as { key: string };

  const shared = openWriter(origin, "client", client);
  const own = openWriter(origin, "client", client, { mine: true });
  await Promise.all([shared.synced(), own.synced()]);
  shared.edit((doc) => doc.getText("both:sheet").insert(0, marks.kept));
  own.edit((doc) => doc.getMap("own:drafts").set("d", marks.private));
  await Promise.all([shared.allKept(), own.allKept()]);
  shared.edit((doc) => doc.getMap("practitioner:statement").set("s", marks.refused));
  await shared.closed.when(() => true);

  const broken = new Y.Doc();
  broken.clientID = newClientId("practitioner");
  broken.getText(marks.malformed).insert(0, marks.malformed);
  const update = Y.encodeStateAsUpdate(broken);
  for (const bytes of [update, update.subarray(0, -1), Buffer.concat([update, Buffer.from(marks.malformed)])]) {
    const line = openLine(origin, practitioner);
    await line.opened;
    line.send(say.update(bytes));
    await line.closed;
  }
  const text = openLine(origin, practitioner);
  await text.opened;
  text.socket.send(marks.malformed);
  await text.closed;

  const room = await enterRoom(origin, client);
  room.beat({ card: marks.card });
  await room.act({ type: marks.malformed } as never);
  await room.act({ type: "session:open" });

  for (const body of [{ name: marks.body.repeat(20) }, { name: { x: marks.body } }, marks.body])
    await ask(origin, "POST", "/api/spaces", { body });
  await ask(origin, "POST", "/api/join", {
    body: { secret: practitioner.invitation, name: marks.body, consent: true },
  });
  await ask(origin, "GET", `/api/spaces/${space}/${marks.body}`, client);
  for (const path of [`/space/${space}`, `/${marks.body}`, `/api/${marks.body}`, `/%E0%A4%A${marks.body}`])
    await request(port, `GET ${path} HTTP/1.1`, { Cookie: client.cookie });
  await request(port, `GET /${marks.body} HTTP/1.1`, { [`Bad ${marks.body}`]: "x" });
  await request(port, `POST / HTTP/1.1`, { "Next-Action": marks.body, "Content-Length": "0" });

  await server.restart("SIGKILL");
  await ask(origin, "GET", "/api/spaces", client);
  await server.restart("SIGTERM");
  for (const writer of [shared, own]) writer.close();
  room.leave();

  const secrets = [space, practitioner.invitation, key.key, client.cookie, practitioner.cookie].map(
    (secret) => secret.split("=").at(-1) ?? secret,
  );
  const said = server.output().toLowerCase();
  for (const mark of [...Object.values(marks), ...secrets])
    expect(said.includes(mark.toLowerCase()), `${mark} in the log`).toBe(false);
});

test("a fault of ours is logged by its kind and place, without the words that were being handled", async () => {
  const { dataDir, origin } = server;
  const practitioner = await openSpace(origin, { name: marks.name });
  const { changeRows } = await import("../support/database.ts");
  // The words stand in the message of the error.
  changeRows(dataDir, `CREATE TRIGGER fault BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, '${marks.name}'); END`);
  const before = server.output().length;
  const line = openLine(origin, practitioner);
  const doc = await line.document();
  doc.clientID = newClientId("practitioner");
  doc.on("update", (update: Uint8Array) => line.send(say.update(update)));
  doc.getText("both:sheet").insert(0, "words");
  expect(await line.closed).toBe(4509);
  changeRows(dataDir, "DROP TRIGGER fault");
  const said = await server.said("a document was given up in memory", before);
  for (const secret of [practitioner.space, practitioner.cookie.split("=").at(-1) ?? "", marks.name])
    expect(said.includes(secret), `${secret} in the log`).toBe(false);
  expect((await ask(origin, "GET", "/healthz")).status).toBe(200);
});
