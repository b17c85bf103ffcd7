/** Credentials for the relay, against a real one. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { iceFor } from "../../server/ice.ts";
import { allocate } from "../support/stun.ts";
import { type Turn, startTurn } from "../support/turn.ts";

let turn: Turn | { why: string };

beforeAll(async () => {
  turn = await startTurn();
}, 180_000);
afterAll(async () => {
  if ("end" in turn) await turn.end();
});

/** What our server would say of this relay at a moment, with a secret. */
function credentials(at: number, secret: string): { username: string; credential: string } {
  const { servers } = iceFor({ stun: [], turn: ["turn:127.0.0.1"], secret, relayOnly: false }, at);
  const { username = "", credential = "" } = servers[0] ?? {};
  return { username, credential };
}

const hour = 60 * 60_000;

describe("a relay", () => {
  test.for<[string, (secret: string) => { username: string; credential: string }, "allocated" | number]>([
    ["takes our credentials", (secret) => credentials(Date.now(), secret), "allocated"],
    ["refuses those that have ended", (secret) => credentials(Date.now() - 3 * hour, secret), 401],
    ["refuses those of another secret", () => credentials(Date.now(), "another secret altogether"), 401],
    [
      "refuses a name whose end was put off",
      (secret) => {
        const { username, credential } = credentials(Date.now(), secret);
        return { username: `9${username}`, credential };
      },
      401,
    ],
  ])("%s", async ([, made, answer], { skip }) => {
    if (!("end" in turn)) return skip(turn.why);
    const { username, credential } = made(turn.secret);
    expect(await allocate(turn.port, username, credential)).toBe(answer);
  });
});
