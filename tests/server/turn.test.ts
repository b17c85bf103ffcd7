/** Credentials for the relay, against a real one. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { iceFor, lifetimeMs } from "../../server/ice.ts";
import { type Allocation, type Answered, allocate } from "../support/stun.ts";
import { type Turn, startTurn } from "../support/turn.ts";

type Credentials = { username: string; credential: string };

let turn: Turn | { why: string };

beforeAll(async () => {
  turn = await startTurn();
}, 120_000);
afterAll(async () => {
  if ("end" in turn) await turn.end();
});

/** What our server says of a relay with this secret, so that it ends in so many ms. */
function credentials(secret: string, endsIn: number): Credentials {
  const relays = { stun: [], turn: ["turn:127.0.0.1"], secret, relayOnly: false };
  const { username = "", credential = "" } = iceFor(relays, Date.now() + endsIn - lifetimeMs).servers[0] ?? {};
  return { username, credential };
}

const ask = ({ port }: Turn, { username, credential }: Credentials): Promise<Allocation> =>
  allocate(port, username, credential);

const hour = 60 * 60_000;

describe("a relay", () => {
  test.for<[string, (secret: string) => Credentials, Answered]>([
    ["takes our credentials", (secret) => credentials(secret, lifetimeMs), "success"],
    ["refuses those that have ended", (secret) => credentials(secret, -hour), 401],
    ["refuses those of another secret", () => credentials("another secret altogether", hour), 401],
    [
      "refuses a name whose end was put off",
      (secret) => {
        const { username, credential } = credentials(secret, hour);
        const [end = "", random] = username.split(":");
        return { username: `${Number(end) + 60}:${random}`, credential };
      },
      401,
    ],
  ])("%s", async ([, made, answer], { skip }) => {
    if (!("end" in turn)) return skip(turn.why);
    const allocation = await ask(turn, made(turn.secret));
    allocation.end();
    expect(allocation.answer).toBe(answer);
  });

  test("keeps a way that was made, also after its credentials have ended", async ({ skip }) => {
    if (!("end" in turn)) return skip(turn.why);
    const relay = turn;
    // On a slow machine they may end before they are used. Then the next ones last longer.
    const begin = async (endsIn: number): Promise<[Credentials, Allocation]> => {
      const soon = credentials(relay.secret, endsIn);
      const way = await ask(relay, soon);
      if (way.answer === "success") return [soon, way];
      way.end();
      return begin(endsIn * 2);
    };
    const [soon, way] = await begin(2_000);
    const another = async (): Promise<Answered> => {
      const { answer, end } = await ask(relay, soon);
      end();
      return answer;
    };
    await expect.poll(another, { timeout: 60_000, interval: 250 }).toBe(401);
    expect(await way.refresh()).toBe("success");
    way.end();
  });
});

// What a relay may never be talked into: a way into the operator's own network, or to the machine it runs on.
const within = ["10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.31.255.254", "192.168.1.1", "0.0.0.1"];
const outside = ["93.184.216.34", "172.32.0.1", "100.128.0.1"];

test("with the lines that the operator is advised to use, a relay leads to no private network", async ({ skip }) => {
  const advised = /^```conf\n([^`]+)^```$/m.exec(readFileSync("docs/calls.md", "utf8"))?.[1]?.split("\n") ?? [];
  const refusing = advised.filter((line) => line.startsWith("denied-peer-ip="));
  expect(refusing.length).toBeGreaterThan(0);
  const relay = await startTurn(refusing);
  if (!("end" in relay)) return skip(relay.why);
  onTestFinished(relay.end);
  const way = await ask(relay, credentials(relay.secret, hour));
  onTestFinished(way.end);
  const answers: Answered[] = [];
  for (const address of [...within, ...outside]) answers.push(await way.permit(address));
  expect(answers).toEqual([...within.map(() => 403), ...outside.map(() => "success")]);
});
