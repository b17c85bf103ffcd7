import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Act } from "../../lib/acts.ts";
import { type Holding, atRest } from "../../lib/holding.ts";
import type { Seat } from "../../lib/seats.ts";
import { type Pair, pair } from "../support/people.ts";
import { type Room, enterRoom } from "../support/room.ts";
import { type Server, startServer } from "../support/server.ts";

let server: Server;
let people: Pair;
let client: Room;
let practitioner: Room;

beforeAll(async () => {
  server = await startServer({ env: { LOG_LEVEL: "warn" } });
});
afterAll(() => server.end());
beforeEach(async () => {
  people = await pair(server.origin);
  practitioner = await enterRoom(server.origin, people.practitioner);
  client = await enterRoom(server.origin, people.client);
  return () => {
    for (const room of [client, practitioner]) room.leave();
  };
});

/** Does an act and gives the state that the other was told of it. */
async function told(who: Room, act: Act): Promise<Holding> {
  const other = who === client ? practitioner : client;
  const from = other.holding.all.length;
  const answer = await who.act(act);
  if (!answer.ok) return expect.unreachable(answer.why);
  const heard = await other.holding.when(() => true, from);
  // A quiet goes on between the two messages.
  expect(withoutTime(heard)).toEqual(withoutTime(answer.holding));
  return heard;
}

const withoutTime = (holding: Holding): unknown =>
  JSON.parse(JSON.stringify(holding, (key, value: unknown) => (key === "remaining" && value !== null ? 0 : value)));

const refusal = async (who: Room, act: Act): Promise<string> => {
  const answer = await who.act(act);
  return answer.ok ? expect.unreachable(`${act.type} was done`) : answer.why;
};

describe("quiet", () => {
  test("one offers, the other accepts, and both are told what remains", async () => {
    expect((await told(practitioner, { type: "quiet:offer", minutes: 5 })).quiet).toEqual({
      state: "offered",
      by: "practitioner",
      minutes: 5,
    });
    expect(await refusal(practitioner, { type: "quiet:accept" })).toMatch(/your own offer/);
    const begun = await told(client, { type: "quiet:accept", minutes: 5 });
    expect(begun.quiet).toEqual({ state: "running", minutes: 5, longer: null, remaining: expect.any(Number) });
    const { remaining } = begun.quiet as { remaining: number };
    expect(remaining).toBeLessThanOrEqual(300_000);
    expect(remaining).toBeGreaterThan(295_000);
    expect(JSON.stringify(begun)).not.toContain('"ends"');
  });

  test("an offer can be declined, changed and taken back, and an answer to another length is refused", async () => {
    await told(practitioner, { type: "quiet:offer", minutes: 20 });
    expect((await told(client, { type: "quiet:offer", minutes: 10, instead: true })).quiet).toMatchObject({
      by: "client",
      minutes: 10,
    });
    expect(await refusal(practitioner, { type: "quiet:accept", minutes: 20 })).toMatch(/offer changed/);
    expect((await told(practitioner, { type: "quiet:decline" })).quiet).toBeNull();
    expect(await refusal(client, { type: "quiet:accept" })).toMatch(/no offer/);
    await told(client, { type: "quiet:offer", minutes: null });
    expect((await told(client, { type: "quiet:decline" })).quiet).toBeNull();
  });

  test("of two offers at once the shorter stands for both, however they cross", async () => {
    for (const [ours, theirs, keep] of [
      [3, 12, true],
      [12, 3, false],
      [null, 3, true],
    ] as const) {
      const answers = await Promise.all([
        client.act({ type: "quiet:offer", minutes: ours }),
        practitioner.act({ type: "quiet:offer", minutes: theirs }),
      ]);
      expect(answers.map(({ ok }) => ok)).toEqual([true, true]);
      // One more act in the same order: by its answer both offers have been heard.
      const { quiet } = await told(client, { type: "arrival:keep", keep });
      expect(quiet).toEqual({ state: "offered", by: ours === 3 ? "client" : "practitioner", minutes: 3 });
      await told(client, { type: "quiet:decline" });
    }
  });

  test("either ends it at once, and no name is told with the end", async () => {
    for (const who of [client, practitioner]) {
      await told(practitioner, { type: "quiet:offer", minutes: 1 });
      await told(client, { type: "quiet:accept" });
      expect(await told(who, { type: "quiet:end" })).toEqual(atRest);
      expect(await refusal(who, { type: "quiet:end" })).toMatch(/no quiet/);
    }
  });

  test("a dropped line does not end it, and who returns is in the same quiet", async () => {
    await told(practitioner, { type: "quiet:offer", minutes: 2 });
    await told(client, { type: "quiet:accept" });
    client.cut();
    client = await enterRoom(server.origin, people.client);
    expect(client.state()?.quiet).toMatchObject({ state: "running", minutes: 2 });
  });
});

describe("no outcome", () => {
  test("the client's word begins and ends it at once", async () => {
    expect((await told(client, { type: "noOutcome:begin" })).noOutcome).toEqual({ since: expect.any(Number) });
    expect((await told(client, { type: "noOutcome:end" })).noOutcome).toBeNull();
  });

  test("the practitioner can offer and ask, and the client answers", async () => {
    for (const type of ["noOutcome:begin", "noOutcome:end", "noOutcome:accept"] as const)
      expect(await refusal(practitioner, { type })).toMatch(/[Cc]lient/);
    expect(await refusal(practitioner, { type: "noOutcome:ask" })).toMatch(/not on/);
    expect((await told(practitioner, { type: "noOutcome:offer" })).wish).toBe("begin");
    expect((await told(client, { type: "noOutcome:decline" })).wish).toBeNull();
    await told(practitioner, { type: "noOutcome:offer" });
    expect((await told(client, { type: "noOutcome:accept" })).noOutcome).not.toBeNull();
    expect((await told(practitioner, { type: "noOutcome:ask" })).wish).toBe("end");
    expect(await told(client, { type: "noOutcome:accept" })).toEqual(atRest);
    expect(await refusal(client, { type: "noOutcome:accept" })).toMatch(/nothing to answer/);
  });
});

test("what changes nothing is told to nobody, however often it is said", async () => {
  await told(client, { type: "floor:take" });
  const from = practitioner.holding.all.length;
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => [{ type: "noOutcome:end" }, { type: "floor:take" }] satisfies Act[])
      .flat()
      .map((act) => client.act(act)),
  );
  expect(answers.every(({ ok }) => ok)).toBe(true);
  await told(client, { type: "floor:lay" });
  expect(practitioner.holding.all.slice(from).map(({ floor }) => floor)).toEqual([null]);
});

describe("the floor", () => {
  test("either takes it when it is free, and only the holder lays it down or passes it", async () => {
    for (const [who, other, seat] of [
      [client, practitioner, "client"],
      [practitioner, client, "practitioner"],
    ] as const satisfies readonly (readonly [Room, Room, Seat])[]) {
      expect((await told(who, { type: "floor:take" })).floor).toEqual({ seat });
      expect(await refusal(other, { type: "floor:lay" })).toMatch(/do not have/);
      expect(await refusal(other, { type: "floor:pass" })).toMatch(/do not have/);
      expect((await told(other, { type: "floor:ask" })).floorAsked).toBe(true);
      expect(await told(who, { type: "floor:lay" })).toEqual(atRest);
    }
    await told(client, { type: "floor:take" });
    expect((await told(client, { type: "floor:pass" })).floor).toEqual({ seat: "practitioner" });
  });

  test("the client can always take it, the practitioner asks", async () => {
    await told(practitioner, { type: "floor:take" });
    expect((await told(client, { type: "floor:take" })).floor).toEqual({ seat: "client" });
    expect(await refusal(practitioner, { type: "floor:take" })).toMatch(/You can ask/);
  });
});

test("signals reach the other once, and are not kept", async () => {
  for (const kind of ["slower", "thanks"] as const) {
    expect(await client.act({ type: "signal", kind })).toEqual({ ok: true, holding: atRest });
    expect(await practitioner.signals.when((signal) => signal.kind === kind)).toEqual({ kind, by: "client" });
  }
  expect(client.signals.all).toEqual([]);
  const second = await enterRoom(server.origin, people.practitioner);
  expect(await second.act({ type: "floor:take" })).toMatchObject({ ok: true });
  expect([second.signals.all, practitioner.signals.all.length]).toEqual([[], 2]);
  second.leave();
});

test("a moment covers both screens until who asked for it lifts it", async () => {
  expect((await told(client, { type: "moment:ask" })).moment).toEqual({ by: "client" });
  expect(await refusal(practitioner, { type: "moment:ask" })).toMatch(/lifts it/);
  expect((await told(client, { type: "moment:lift" })).moment).toBeNull();
});

test("a session is opened and closed by either, and told to both", async () => {
  const from = Date.now();
  const { session } = await told(practitioner, { type: "session:open" });
  expect(session?.since).toBeGreaterThanOrEqual(from - 1_000);
  expect(await refusal(client, { type: "session:open" })).toMatch(/open already/);
  expect((await told(client, { type: "session:close" })).session).toBeNull();
  expect(await refusal(client, { type: "session:close" })).toMatch(/No session/);
});

test("acts of both at once happen one after the other: none of them undoes another", async () => {
  for (let round = 0; round < 3; round += 1) {
    const begun = await Promise.all([
      client.act({ type: "noOutcome:begin" }),
      practitioner.act({ type: "floor:take" }),
      practitioner.act({ type: "session:open" }),
      practitioner.act({ type: "quiet:offer", minutes: 3 }),
    ]);
    expect(begun.map(({ ok }) => ok)).toEqual([true, true, true, true]);
    const all = (holding: Holding): boolean => Object.entries(holding).every(([name, fact]) => fact || name in unset);
    const from = round * 8;
    for (const room of [client, practitioner]) await room.holding.when(all, from);
    const ended = await Promise.all([
      client.act({ type: "noOutcome:end" }),
      practitioner.act({ type: "floor:lay" }),
      client.act({ type: "session:close" }),
      client.act({ type: "quiet:decline" }),
    ]);
    expect(ended.map(({ ok }) => ok)).toEqual([true, true, true, true]);
  }
  const last = await client.act({ type: "floor:take" });
  expect(last.ok && last.holding).toEqual({ ...atRest, floor: { seat: "client" } });
});

/** What none of the acts above brings about. */
const unset: Partial<Holding> = { wish: null, moment: null, floorAsked: false, talkElsewhere: false };
