/**
 * Whether one seat can stop the others: a server with a heap of 512 MB gets what hostile pages would send, while two
 * others type in another space. Prints for each input the most that the event loop did itself in one turn, before and
 * during it, how long it stood still at worst, how long a healthy word took to be kept, how long `/healthz` took,
 * memory, and how it ended.
 * Run with `npx tsx bench/hostile.ts`, after `npm run build`. ONLY=name runs one input.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import * as Y from "yjs";
import { type Pair, pair } from "../tests/support/people.ts";
import { documentOf } from "../tests/support/wire.ts";
import { openHealthy, openProbe } from "./beside.ts";
import { type Attack, openActs } from "./hostile-acts.ts";
import * as cards from "./hostile-cards.ts";
import * as inputs from "./hostile-inputs.ts";
import { flooding, floods } from "./hostile-lines.ts";
import { asking } from "./hostile-requests.ts";
import * as ways from "./hostile-ways.ts";
import { megabytesOf } from "./process.ts";

const program = process.env.SERVER ?? resolve(import.meta.dirname, "../dist/server.mjs");
const preload = resolve(import.meta.dirname, "loop-delay.mjs");
const dataDir = mkdtempSync(join(tmpdir(), "clearing-hostile-"));
let port = 0;

type Server = { child: ChildProcess; origin: string; died: Promise<string> };

async function start(): Promise<Server> {
  const child = spawn(process.execPath, ["--max-old-space-size=512", "--import", preload, program], {
    env: { ...process.env, NODE_ENV: "production", PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: "fatal" },
    stdio: ["ignore", "pipe", "ignore", "ipc"],
  });
  const origin = await new Promise<string>((done) => {
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      const address = /open at (\S+)/.exec(text)?.[1];
      if (address) done(address);
    });
  });
  port = Number(new URL(origin).port);
  return { child, origin, died: once(child, "exit").then(() => "the server died") };
}

/** How long the event loop stood still at worst, and the most that it did itself in one turn, in ms. */
type Delay = { worst: number; own: number };

function worstDelay({ child }: Server): Promise<Delay> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve({ worst: NaN, own: NaN });
  child.send("worst");
  return new Promise((done) => child.once("message", (said) => done(said as Delay)));
}

let server = await start();
const healthyPair = await pair(server.origin);
let healthy = await openHealthy(server.origin, healthyPair);
let probe = openProbe(server.origin);

async function restart(): Promise<void> {
  healthy.end();
  probe.end();
  if (server.child.exitCode === null && server.child.signalCode === null) {
    server.child.kill("SIGTERM");
    await server.died;
  }
  server = await start();
  healthy = await openHealthy(server.origin, healthyPair);
  probe = openProbe(server.origin);
}

async function measure(name: string, prepare: Attack, attack: Attack): Promise<void> {
  if (process.env.ONLY && !name.includes(process.env.ONLY)) return;
  const { died } = server;
  const people = await pair(server.origin);
  const prepared = await Promise.race([died, prepare(people)]);
  await new Promise((later) => setTimeout(later, 200));
  const beforehand = await worstDelay(server);
  healthy.worst();
  probe.worst();
  const began = performance.now();
  const ended = await Promise.race([died, attack(people)]);
  const took = performance.now() - began;
  const alive = server.child.exitCode === null && server.child.signalCode === null;
  const [loop, kept, health] = [await worstDelay(server), healthy.worst(), probe.worst()];
  const memory = alive ? megabytesOf(server.child.pid ?? 0) : NaN;
  const figures = [beforehand.own, loop.own, loop.worst, kept, health, took, memory].map((figure) =>
    figure.toFixed(0).padStart(8),
  );
  console.log(name.padEnd(34), ...figures, ` ${prepared ? `${prepared} → ` : ""}${ended}`);
  if (!alive) await restart();
}

const { nothing, sending, keystroke, floor, putOut, opening } = openActs(() => server.origin);

console.log(
  "".padEnd(34),
  ...["before", "own", "loop", "kept", "healthz", "took", "RSS"].map((head) => head.padStart(8)),
  " (ms, MB)",
);
await measure("nothing", nothing, async () => {
  await new Promise((later) => setTimeout(later, 5_000));
  return "";
});
await measure("24 letters into 120,000, x 21", sending(inputs.separateItems), (people) =>
  Promise.all(Array.from({ length: 7 }, () => sending(() => inputs.withoutNeighbours(3))(people))).then(
    (all) => all[0] ?? "",
  ),
);
const items = [...inputs.separateItems()];
await measure(
  "80,000 known structs said again",
  sending(() => items),
  sending(() => [Y.mergeUpdates(items.slice(0, 20))]),
);
await measure(
  "5,000 hostile neighbours",
  nothing,
  sending(() => [inputs.hostileNeighbours()]),
);
await measure(
  "1 MiB of deletes",
  sending(() => inputs.letters(1)),
  sending(() => inputs.everyOther(1, 1)),
);
await measure("words, then all of them deleted", sending(inputs.separateItems), async (people) => {
  const vector = await documentOf(server.origin, people.practitioner);
  return sending(() => [inputs.allDeleted(vector)])(people);
});
await measure(
  "every other of 4.5 M letters",
  sending(() => inputs.letters(4.5)),
  sending(() => inputs.everyOther(4.5)),
);
await measure("80 x 65 KB into a list", nothing, async (people) => {
  const ended = await sending(inputs.largeEntries)(people);
  return `${ended}; ${await keystroke(people)}`;
});
await measure(
  "a letter 4,000 times, while stored",
  sending(inputs.document),
  sending(() => inputs.letterByLetter(4_000)),
);
for (const rounds of [7, 52])
  await measure(
    `a letter past all of ${(rounds * 2).toString()},000`,
    sending(() => inputs.document(rounds)),
    sending(() => [inputs.withoutNeighbour()]),
  );
await measure("letters that wait, and come", floor("floor:take"), async (people) => {
  const ended = await sending(inputs.apart)(people);
  await floor("floor:lay")(people);
  return `${ended}; ${await keystroke(people)}`;
});
await measure(
  "a card of 9,000 pieces is removed",
  sending(() => cards.cardOfPieces(9_000)),
  sending(cards.cardRemoved),
);
await measure(
  "the same, while it waits",
  async (people) => {
    await sending(() => cards.cardOfPieces(9_000))(people);
    return floor("floor:take")(people);
  },
  async (people) => {
    const ended = await sending(cards.cardRemoved)(people);
    await floor("floor:lay")(people);
    return `${ended}; ${await keystroke(people)}`;
  },
);
await measure(
  "a client is put out of 9,000 pieces",
  async (people) => {
    await sending(cards.card, "client")(people);
    return sending(() => cards.piecesInTheCard(9_000))(people);
  },
  putOut,
);
await measure("a client put out of 14 full cards", sending(ways.fullCards, "client"), putOut);
await measure(
  "one of two cards in a long row",
  sending(ways.twoCards),
  sending(() => [ways.oneRemoved()]),
);
await measure(
  "entries behind the first of many",
  sending(ways.longList),
  sending(() => [ways.behindEach()]),
);
await measure(
  "letters that wait in turn",
  nothing,
  sending(() => [ways.inTurn()]),
);
await measure(
  "half known, and 49,000 letters",
  sending(() => [ways.halfOfIt()]),
  sending(() => [ways.allOfIt()]),
);
await measure(
  "values with many keys",
  nothing,
  sending(() => [ways.manyKeys()]),
);
for (const { name, ...flood } of floods)
  await measure(
    name,
    nothing,
    flooding(() => server.origin, flood),
  );
for (const [name, ask] of asking(() => server.origin)) await measure(name, nothing, ask);
const kept = new Map<string, Pair>();
const keep =
  (name: string): Attack =>
  async (people) =>
    kept.set(name, people) && "";
const openingKept =
  (name: string): Attack =>
  (people) =>
    opening(kept.get(name) ?? people);
await measure("letters that are far once read", sending(ways.farOnceRead), keep("far"));
await measure("60,000 letters in turn, 30,000 wait", sending(ways.waiters), keep("in turn"));
await measure("50,000 given entries", nothing, sending(inputs.manyGiven));
await measure("every other of them removed", sending(inputs.manyGiven), sending(inputs.everyOtherGiven));
await measure("300,000 clientIDs", nothing, sending(inputs.manyClients));
await measure("a letter beside them", sending(inputs.manyClients), keystroke);
await measure(
  "3,000 changes made offline",
  sending(inputs.document),
  sending(() => [inputs.scattered()]),
);
await measure("6,000 agreements", keep("agreed"), sending(inputs.agreements));
await measure("3 MB in 100,000 structs", sending(inputs.document), keep("large"));
await restart();
await measure("the same, opened cold", nothing, openingKept("large"));
await measure("the same, asked for 8 times", nothing, async (people) => {
  for (let i = 0; i < 8; i += 1) await documentOf(server.origin, (kept.get("large") ?? people).client);
  return "";
});
await measure("far once read, opened cold", nothing, openingKept("far"));
await measure("letters in turn, opened cold", nothing, openingKept("in turn"));
await measure("6,000 agreements, opened cold", nothing, openingKept("agreed"));
healthy.end();
probe.end();
server.child.kill("SIGKILL");
rmSync(dataDir, { recursive: true, force: true });
process.exit(0);
