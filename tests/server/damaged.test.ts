import { afterAll, beforeAll, expect, test } from "vitest";
import { changeRows, rowsIn } from "../support/database.ts";
import { type Pair, ask, pair } from "../support/people.ts";
import { enterRoom } from "../support/room.ts";
import { type Server, startServer } from "../support/server.ts";
import { documentOf, openLine, say } from "../support/wire.ts";
import { openWriter } from "../support/writer.ts";
import * as Y from "yjs";
import { type Seat, newClientId } from "../../lib/seats.ts";

let server: Server;

beforeAll(async () => {
  server = await startServer({ env: { LOG_LEVEL: "warn" } });
});
afterAll(() => server.end());

const words = ["one ", "two ", "three "];

/** Two people, and a sheet on which one of them wrote three words, each in a row of its own. */
async function writtenSheet(): Promise<Pair> {
  const people = await pair(server.origin);
  const writer = openWriter(server.origin, "client", people.client);
  await writer.synced();
  for (const word of words)
    await writer.allKept(
      writer.edit((doc) => doc.getText("both:sheet").insert(doc.getText("both:sheet").length, word)),
    );
  writer.close();
  return people;
}

const documentIn = "(SELECT id FROM documents WHERE name = ?)";
const nameOf = ({ space }: Pair): string => `shared:${space}`;
const lastRow = (people: Pair): number =>
  Number(
    rowsIn(server.dataDir, `SELECT max(seq) AS seq FROM journal WHERE document = ${documentIn}`, nameOf(people))[0]
      ?.seq,
  );
const sheetOf = async (people: Pair, seat: Seat): Promise<string> =>
  (await documentOf(server.origin, people[seat])).getText("both:sheet").toJSON();

/** Tries to write as a seat, and gives the close code and the sentence that it is answered with. */
async function tryToWrite(people: Pair, seat: Seat): Promise<{ code: number; kind: string; why: string }> {
  const line = openLine(server.origin, people[seat]);
  const doc = await line.document();
  doc.clientID = newClientId(seat);
  doc.on("update", (update: Uint8Array) => line.send(say.update(update), say.kept(1)));
  doc.getText("both:sheet").insert(0, "more ");
  const refused = await line.said.when(({ is }) => is === "refused");
  const code = await line.closed;
  if (line.said.all.some(({ is }) => is === "kept")) throw new Error("It was called kept.");
  return refused.is === "refused" ? { code, kind: refused.kind, why: refused.why } : expect.unreachable();
}

/** What is done to the data behind the server's back, and what can be read afterwards. */
const damages: Record<string, { how: (people: Pair) => void; reads: string }> = {
  "a row in the middle is missing": {
    how: (people) =>
      changeRows(
        server.dataDir,
        `DELETE FROM journal WHERE document = ${documentIn} AND seq = ?`,
        nameOf(people),
        lastRow(people) - 1,
      ),
    reads: "one ",
  },
  "a letter of a row is another": {
    how: (people) =>
      changeRows(
        server.dataDir,
        `UPDATE journal SET bytes = CAST(replace(CAST(bytes AS TEXT), 'two', 'tow') AS BLOB) WHERE document = ${documentIn} AND seq = ?`,
        nameOf(people),
        lastRow(people) - 1,
      ),
    reads: "one ",
  },
  "two rows have changed places": {
    how(people) {
      const last = lastRow(people);
      for (const [from, to] of [
        [last, -1],
        [last - 1, last],
        [-1, last - 1],
      ] as const)
        changeRows(
          server.dataDir,
          `UPDATE journal SET seq = ? WHERE document = ${documentIn} AND seq = ?`,
          to,
          nameOf(people),
          from,
        );
    },
    reads: "one ",
  },
  "a row has come from elsewhere": {
    how(people) {
      const [stranger] = rowsIn(
        server.dataDir,
        "SELECT bytes, sum FROM journal WHERE seq = 1 AND document != (SELECT id FROM documents WHERE name = ?) LIMIT 1",
        nameOf(people),
      );
      changeRows(
        server.dataDir,
        `UPDATE journal SET bytes = ?, sum = ? WHERE document = ${documentIn} AND seq = ?`,
        stranger?.bytes as Uint8Array,
        Number(stranger?.sum),
        nameOf(people),
        lastRow(people),
      );
    },
    reads: "one two ",
  },
  "a byte of the state is another": {
    how(people) {
      const [row] = rowsIn(server.dataDir, "SELECT state FROM documents WHERE name = ?", nameOf(people));
      const state = Uint8Array.from(row?.state as Uint8Array);
      const at = Buffer.from(state).indexOf("one ");
      state[at] = 0x4f;
      changeRows(server.dataDir, "UPDATE documents SET state = ? WHERE name = ?", state, nameOf(people));
    },
    reads: "",
  },
};

test.each(Object.entries(damages))(
  "%s: read as far as it is whole, not written, and said",
  async (what, { how, reads }) => {
    const [people, others] = [await writtenSheet(), await writtenSheet()];
    // A state stands in the place of the rows once the document is put away in order.
    await server.restart(what.includes("state") ? "SIGTERM" : "SIGKILL");
    how(people);
    const before = rowsIn(server.dataDir, "SELECT * FROM journal ORDER BY document, seq");
    const said = server.output().length;

    for (const seat of ["client", "practitioner"] as const) {
      expect(await sheetOf(people, seat)).toBe(reads);
      expect(await tryToWrite(people, seat)).toEqual({
        code: 4422,
        kind: "damaged",
        why: expect.stringMatching(/damaged on the server.*can be read.*nothing can be written/) as string,
      });
    }
    const log = await server.said("a document is damaged on the disk", said);
    for (const secret of [people.space, ...words.map((word) => word.trim())]) expect(log.includes(secret)).toBe(false);

    // Nothing is written over what could still be saved, also when all is put away in order.
    await server.restart("SIGTERM");
    expect(rowsIn(server.dataDir, "SELECT * FROM journal ORDER BY document, seq")).toEqual(
      expect.arrayContaining(before.filter(({ document }) => document === idOf(people))),
    );
    // The others are not touched by it.
    expect(await sheetOf(others, "practitioner")).toBe(words.join(""));
    const writer = openWriter(server.origin, "client", others.client);
    await writer.synced();
    await writer.allKept(writer.edit((doc) => doc.getText("both:sheet").insert(0, "zero ")));
    writer.close();
  },
);

const idOf = (people: Pair): unknown =>
  rowsIn(server.dataDir, "SELECT id FROM documents WHERE name = ?", nameOf(people))[0]?.id;

test("a reader who has all of it already may stay, and a damaged page of one's own closes only itself", async () => {
  const people = await writtenSheet();
  const own = openWriter(server.origin, "client", people.client, { mine: true });
  await own.synced();
  for (const draft of ["a", "b"])
    await own.allKept(own.edit((doc) => doc.getMap("own:drafts").set(draft, new Y.Text(draft))));
  own.close();
  await server.restart("SIGKILL");
  changeRows(
    server.dataDir,
    "UPDATE journal SET sum = sum + 1 WHERE seq = 2 AND document = (SELECT id FROM documents WHERE name LIKE 'own:%' ORDER BY id DESC LIMIT 1)",
  );
  const page = openLine(server.origin, people.client, { mine: true });
  const drafts = (await page.document()).getMap("own:drafts");
  expect([...drafts.keys()]).toEqual(["a"]);
  // What a stock client answers with holds nothing new.
  page.send(say.step2(Y.encodeStateAsUpdate(new Y.Doc())), say.kept(1));
  await page.said.when((message) => message.is === "kept" && message.number === 1);
  page.end();
  expect(await sheetOf(people, "client")).toBe(words.join(""));
});

test.each([
  ["is cut off", (holding: string) => holding.slice(0, 20), null],
  ["says nothing that fits", () => '{"quiet":5,"session":{"since":7},"floor":{"seat":"nobody"}}', { since: 7 }],
])("how a room is held %s: both come in and go on, and it is said", async (_, damage, session) => {
  const people = await pair(server.origin);
  const { space } = people;
  const stored = (): string =>
    String(rowsIn(server.dataDir, "SELECT holding FROM spaces WHERE id = ?", space)[0]?.holding);
  changeRows(server.dataDir, "UPDATE spaces SET holding = ? WHERE id = ?", damage(stored()), space);
  const said = server.output().length;
  expect((await ask(server.origin, "GET", "/api/spaces", people.practitioner)).status).toBe(200);
  const [client, practitioner] = [
    await enterRoom(server.origin, people.client),
    await enterRoom(server.origin, people.practitioner),
  ];
  expect(client.state()).toMatchObject({ quiet: null, floor: null, session });
  expect(await client.act({ type: "floor:take" })).toMatchObject({ ok: true });
  expect(JSON.parse(stored())).toMatchObject({ quiet: null, floor: { seat: "client" } });
  const log = await server.said("damaged on the disk", said);
  expect(log.includes(space)).toBe(false);
  for (const room of [client, practitioner]) room.leave();
});
