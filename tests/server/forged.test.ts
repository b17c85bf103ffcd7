import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { newClientId } from "../../lib/seats.ts";
import { attacks } from "../support/guard-attacks.ts";
import { type Attack, clockIn, idOf } from "../support/guard-history.ts";
import { type Piece, forge, fromHex, gc, text, type, values } from "../support/guard-space.ts";
import { pair } from "../support/people.ts";
import { type Server, startServer } from "../support/server.ts";
import { type Stage, openStage } from "../support/stage.ts";
import { openLine, say } from "../support/wire.ts";
import { type Writer, openWriter } from "../support/writer.ts";

let server: Server;
let byPractitioner: Stage;
let byClient: Stage;
let healthy: { writers: Writer[]; words: string[] };

beforeAll(async () => {
  server = await startServer({ env: { LOG_LEVEL: "warn" } });
  byPractitioner = await openStage(server, "practitioner");
  byClient = await openStage(server, "client");
  const people = await pair(server.origin);
  const writers = [
    openWriter(server.origin, "client", people.client),
    openWriter(server.origin, "practitioner", people.practitioner),
  ];
  healthy = { writers, words: [] };
});
afterAll(async () => {
  for (const writer of healthy.writers) writer.close();
  for (const stage of [byPractitioner, byClient]) stage.end();
  await server.end();
});

/** Two others, in a space of their own, write one word and read it. */
async function otherPairGoesOn(): Promise<void> {
  const [one, other] = healthy.words.length % 2 ? healthy.writers : healthy.writers.toReversed();
  const word = `word${healthy.words.length} `;
  healthy.words.push(word);
  one?.edit((doc) => doc.getText("both:sheet").insert(0, word));
  await Promise.all([one?.allKept(), other?.sees(word)]);
}

type Ending = Awaited<ReturnType<Stage["attack"]>>;

async function tryOn(stage: Stage, bytes: Uint8Array): Promise<Ending> {
  const before = await stage.mark();
  const ending = await stage.attack(bytes);
  const after = await stage.mark();
  // The mark itself is one row.
  expect(after.journal).toEqual({ ...(before.journal as object), rows: rowsOf(before.journal) + 1 });
  expect(after.heard).toBe(before.heard);
  await otherPairGoesOn();
  return ending;
}

const rowsOf = (journal: unknown): number => (journal as { rows: number }).rows;

const refusedAs = (kind: string, code = 4422): Ending => ({ code, refused: kind, asked: false });

function endingOf({ expected }: Attack, bytes: Uint8Array): Ending | null {
  if (bytes.length > 2 ** 20) return refusedAs("size", 4413);
  if (expected === "incomplete") return { code: null, refused: null, asked: true };
  if (expected === "nothing new") return { code: null, refused: null, asked: false };
  return "refused" in expected ? refusedAs(expected.refused) : null;
}

describe("a practitioner's forged update leaves nothing behind and ends the line", () => {
  const harmful = Object.entries(attacks).map(([what, list]) => ({
    what,
    list: list.filter(
      ({ by, expected }) => by === "practitioner" && !(typeof expected === "object" && "accepted" in expected),
    ),
  }));
  test.for(harmful.filter(({ list }) => list.length > 0))("that $what", async ({ list }) => {
    for (const attack of list) {
      const bytes = attack.bytes(byPractitioner.history);
      expect(await tryOn(byPractitioner, bytes), `with ${attack.what}`).toEqual(endingOf(attack, bytes));
    }
    expect(await byPractitioner.isUnchanged()).toBe(true);
  });
});

describe("a client's forged update leaves nothing behind and ends the line", () => {
  const mine = (structs: Piece[], deletes: Parameters<typeof forge>[1] = []): Uint8Array => {
    const { history } = byClient;
    return forge([{ client: history.ids.client, clock: clockIn(history, history.ids.client), structs }], deletes);
  };
  const at = (root: string, ...path: string[]): Y.Item => byClient.history.at(root, ...path);
  const whole = ({ id, length }: Y.Item): NonNullable<Parameters<typeof forge>[1]> => [
    [id.client, [[id.clock, length]]],
  ];
  const theirs = "practitioner:reflections";
  const forgeries: Record<string, () => Uint8Array> = {
    "words straight into the reflections": () => mine([text("x", { root: theirs })]),
    "a key of the reflections overwritten": () => mine([values(["x"], { root: theirs, key: "g" })]),
    "words behind the reflection, naming no parent": () => mine([text("x", { left: idOf(at(theirs, "h", "text")) })]),
    "words before the reflection, naming no parent": () => mine([text("x", { right: idOf(at(theirs, "h", "text")) })]),
    "a new type in the reflections, and words in it": () =>
      mine([
        type("text", { root: theirs, key: "k" }),
        text("x", { parent: [byClient.history.ids.client, clockIn(byClient.history, byClient.history.ids.client)] }),
      ]),
    "words with the reflection itself as parent": () => mine([text("x", { parent: idOf(at(theirs, "h")) })]),
    "the reflection deleted": () => mine([text("x", { root: "both:sheet" })], whole(at(theirs, "h"))),
    "allowed and forbidden words in one update": () =>
      mine([text("x", { root: "both:sheet" }), text("x", { root: "practitioner:statement" })]),
    "an agreement in the other's name": () =>
      mine([values([{ card: "e" }], { left: idOf(at("practitioner:agreed")) })]),
    "the other's agreement deleted": () => forge([], whole(at("practitioner:agreed"))),
    "one's own agreement deleted": () => forge([], whole(at("client:agreed"))),
    "a letter in the other's name": () => mine([values([{ text: "x" }], { root: "practitioner:letters", key: "l" })]),
    "a witness line": () => mine([values([{ entry: "x" }], { root: "server:witness" })]),
    "a fresh clientID of the practitioner's": () =>
      forge([{ client: newClientId("practitioner"), structs: [values([1], { root: theirs, key: "k" })] }]),
    "a run of tombstones on the practitioner's future clocks": () => {
      const { ids } = byClient.history;
      return forge([
        { client: ids.practitioner, clock: clockIn(byClient.history, ids.practitioner), structs: [gc(500)] },
      ]);
    },
  };
  test.for(Object.keys(forgeries))("with %s", async (what) => {
    const bytes = forgeries[what]?.() ?? expect.unreachable();
    const refusal = { code: 4422, refused: expect.stringMatching(/^(section|author)$/) };
    expect(await tryOn(byClient, bytes)).toMatchObject(refusal);
  });
});

test("the seven bytes that make Yjs reserve 256 MB are refused a thousand times, and memory stays small", async () => {
  const bomb = say.update(fromHex("01808080100100"));
  const before = residentBytes();
  for (let round = 0; round < 200; round += 1) {
    const line = openLine(server.origin, byPractitioner.people.practitioner);
    await line.opened;
    line.send(...Array.from({ length: 5 }, () => bomb));
    expect(await line.closed).toBe(4422);
  }
  expect(residentBytes() - before).toBeLessThan(64 * 2 ** 20);
});

/** Memory of the server's process that is in use, by the word of the system. */
function residentBytes(): number {
  const status = readFileSync(`/proc/${server.process.pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? NaN) * 1024;
}

const poison = [
  "01808080100100",
  "01010400000000",
  "010104000101027a7a0000",
  "0102040000010101027a7a0000",
  "01010200c4010d0106056d61796265ff",
];

test("bytes that would poison a document are refused, and the space opens after the server was killed", async () => {
  for (const bytes of poison)
    expect(await tryOn(byPractitioner, fromHex(bytes)), `with ${bytes}`).toMatchObject({ code: 4422 });
  await server.restart("SIGKILL");
  expect(await byPractitioner.isUnchanged()).toBe(true);
  await Promise.all(healthy.writers.map((writer) => writer.allKept()));
});

test("all the while the other pair has lost nothing", async () => {
  const [one, other] = healthy.writers;
  await otherPairGoesOn();
  const sheet = healthy.words.toReversed().join("");
  expect([one, other].map((writer) => writer?.doc.getText("both:sheet").toJSON())).toEqual([sheet, sheet]);
  expect(healthy.words.length).toBeGreaterThan(100);
});
