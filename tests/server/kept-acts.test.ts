import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Act } from "../../lib/acts.ts";
import type { Holding } from "../../lib/holding.ts";
import type { Seat } from "../../lib/seats.ts";
import { changeRows, filesWith, rowsIn } from "../support/database.ts";
import { newRandom, settings } from "../support/guard-random.ts";
import { type Pair, type Sitting, pair } from "../support/people.ts";
import { type Room, enterRoom } from "../support/room.ts";
import { type Server, startServer } from "../support/server.ts";

let server: Server;
let people: Pair;

beforeAll(async () => {
  server = await startServer({ env: { LOG_LEVEL: "warn" } });
  people = await pair(server.origin);
});
afterAll(() => server.end());

type Rooms = Record<Seat, Room>;

const { seed, count } = settings("KILLED_ACTS", 6);

const enter = async (who: Pair = people): Promise<Rooms> => ({
  client: await enterRoom(server.origin, who.client),
  practitioner: await enterRoom(server.origin, who.practitioner),
});

const leave = (rooms: Rooms): void => {
  for (const room of Object.values(rooms)) room.leave();
};

const stateOf = (room: Room): Holding =>
  room.state() ?? expect.unreachable("the whole state comes with the connection");

const mustDo = async (room: Room, act: Act): Promise<Holding> => {
  const answer = await room.act(act);
  return answer.ok ? answer.holding : expect.unreachable(answer.why);
};

/** When something ends that has so long left, in ms, by the clock of this test: at some moment between two. */
type Ends = { from: number; to: number };
/** Asks, and tells by the answer when something ends. */
const endOf = async <T>(ask: () => Promise<T>, remaining: (answer: T) => number | null): Promise<[T, Ends]> => {
  const asked = performance.now();
  const answer = await ask();
  const left = remaining(answer) ?? NaN;
  return [answer, { from: asked + left, to: performance.now() + left }];
};
/** Both enter, and what each is told of the end of something. */
const enterAndTell = async (remaining: (holding: Holding) => number | null): Promise<[Rooms, Ends[]]> => {
  const told = (who: Sitting): Promise<[Room, Ends]> =>
    endOf(
      () => enterRoom(server.origin, who),
      (room) => remaining(stateOf(room)),
    );
  const [client, practitioner] = [await told(people.client), await told(people.practitioner)];
  return [{ client: client[0], practitioner: practitioner[0] }, [client[1], practitioner[1]]];
};
/** Whether it can be the same end, as far as two askings tell; the clocks of two processes differ by milliseconds. */
const isSame = (one: Ends, other: Ends): boolean => one.from < other.to + 50 && other.from < one.to + 50;

const runningIn = (quiet: Holding["quiet"]): { remaining: number | null } =>
  quiet?.state === "running" ? quiet : expect.unreachable("the quiet runs");

test("a quiet that runs goes on to the same end after the server was killed", async () => {
  const before = await enter();
  await mustDo(before.practitioner, { type: "quiet:offer", minutes: 2 });
  const [, end] = await endOf(
    () => mustDo(before.client, { type: "quiet:accept" }),
    ({ quiet }) => runningIn(quiet).remaining,
  );
  await server.restart("SIGKILL");
  leave(before);
  const [after, goesOn] = await enterAndTell(({ quiet }) => runningIn(quiet).remaining);
  expect(goesOn.map((ends) => isSame(end, ends))).toEqual([true, true]);
  await mustDo(after.client, { type: "quiet:end" });
  leave(after);
});

test("an open-ended quiet goes on without an end after the server was killed", async () => {
  const before = await enter();
  await mustDo(before.client, { type: "quiet:offer", minutes: null });
  await mustDo(before.practitioner, { type: "quiet:accept", minutes: null });
  await server.restart("SIGKILL");
  leave(before);
  const after = await enter();
  expect(runningIn(stateOf(after.practitioner).quiet).remaining).toBeNull();
  await mustDo(after.practitioner, { type: "quiet:end" });
  leave(after);
});

test("a quiet whose time passed while the server was down has ended when it is back", async () => {
  const before = await enter();
  await mustDo(before.practitioner, { type: "quiet:offer", minutes: 1 });
  await mustDo(before.client, { type: "quiet:accept" });
  await server.stop("SIGKILL");
  leave(before);
  const [row] = rowsIn(server.dataDir, "SELECT holding FROM spaces WHERE id = ?", people.space);
  const kept = JSON.parse(String(row?.holding)) as { quiet: { ends: number } };
  kept.quiet.ends -= 61_000;
  changeRows(server.dataDir, "UPDATE spaces SET holding = ? WHERE id = ?", JSON.stringify(kept), people.space);
  await server.restart();
  const after = await enter();
  expect(stateOf(after.client).quiet).toBeNull();
  expect(stateOf(after.practitioner).quiet).toBeNull();
  leave(after);
});

test("a quiet ends by itself for both, and nothing of it is kept afterwards", async () => {
  const before = await enter();
  await mustDo(before.practitioner, { type: "quiet:offer", minutes: 1 });
  await mustDo(before.client, { type: "quiet:accept" });
  await server.stop("SIGKILL");
  leave(before);
  const [row] = rowsIn(server.dataDir, "SELECT holding FROM spaces WHERE id = ?", people.space);
  const kept = JSON.parse(String(row?.holding)) as { quiet: { ends: number } };
  kept.quiet.ends = Date.now() + 20_000;
  changeRows(server.dataDir, "UPDATE spaces SET holding = ? WHERE id = ?", JSON.stringify(kept), people.space);
  await server.restart();
  const after = await enter();
  expect(runningIn(stateOf(after.client).quiet).remaining).toBeGreaterThan(0);
  const ends = [after.client, after.practitioner].map(({ holding }) => holding.when(({ quiet }) => quiet === null));
  for (const ended of await Promise.all(ends)) expect(ended.quiet).toBeNull();
  const [over] = rowsIn(server.dataDir, "SELECT holding FROM spaces WHERE id = ?", people.space);
  expect(JSON.parse(String(over?.holding))).toMatchObject({ quiet: null });
  leave(after);
});

test("no outcome, the floor and an open session outlast a killed server", async () => {
  const before = await enter();
  await mustDo(before.client, { type: "noOutcome:begin" });
  await mustDo(before.practitioner, { type: "floor:take" });
  const told = await mustDo(before.practitioner, { type: "session:open" });
  await server.restart("SIGKILL");
  leave(before);
  const after = await enter();
  for (const room of [after.client, after.practitioner]) {
    const { noOutcome, floor, session } = stateOf(room);
    expect({ noOutcome, floor, session }).toEqual({
      noOutcome: told.noOutcome,
      floor: { seat: "practitioner" },
      session: told.session,
    });
  }
  await mustDo(after.client, { type: "noOutcome:end" });
  await mustDo(after.practitioner, { type: "floor:lay" });
  await mustDo(after.client, { type: "session:close" });
  leave(after);
});

test("what belongs to a session outlasts a killed server, and its length goes on to the same end", async () => {
  const before = await enter();
  await mustDo(before.client, { type: "session:open" });
  await mustDo(before.client, { type: "arrival:say", time: "Rest", place: "At home", speech: "overheard" });
  await mustDo(before.practitioner, { type: "arrival:keep", keep: true });
  await mustDo(before.client, { type: "session:length", minutes: 50 });
  await mustDo(before.practitioner, { type: "talk", elsewhere: true });
  const [told, end] = await endOf(
    () => mustDo(before.practitioner, { type: "session:length", minutes: 50 }),
    ({ session }) => session?.remaining ?? null,
  );
  await server.restart("SIGKILL");
  leave(before);
  const [after, goesOn] = await enterAndTell(({ session }) => session?.remaining ?? null);
  expect(goesOn.map((ends) => isSame(end, ends))).toEqual([true, true]);
  for (const room of Object.values(after)) {
    const { session, arrival, talkElsewhere } = stateOf(room);
    expect(session).toMatchObject({ since: told.session?.since, length: { minutes: 50, by: null } });
    expect({ arrival, talkElsewhere }).toEqual({ arrival: told.arrival, talkElsewhere: true });
  }
  await mustDo(after.client, { type: "talk", elsewhere: false });
  await mustDo(after.client, { type: "session:close" });
  leave(after);
});

test("what was said on arriving is gone from every file once the session is closed", async () => {
  const rooms = await enter();
  const words = "In the kitchen of my sister";
  await mustDo(rooms.client, { type: "session:open" });
  await mustDo(rooms.client, { type: "arrival:say", time: "", place: words, speech: null });
  expect(filesWith(server.dataDir, words)).not.toEqual([]);
  await mustDo(rooms.practitioner, { type: "session:close" });
  await vi.waitFor(() => expect(filesWith(server.dataDir, words)).toEqual([]), { timeout: 60_000 });
  leave(rooms);
});

// Each pair turns one fact of the room on and off, so that every act changes something.
const turns: readonly (readonly [Seat, Act, Seat, Act])[] = [
  ["client", { type: "noOutcome:begin" }, "client", { type: "noOutcome:end" }],
  ["practitioner", { type: "floor:take" }, "practitioner", { type: "floor:lay" }],
  ["client", { type: "session:open" }, "practitioner", { type: "session:close" }],
  ["client", { type: "talk", elsewhere: true }, "practitioner", { type: "talk", elsewhere: false }],
  ["practitioner", { type: "quiet:offer", minutes: 7 }, "client", { type: "quiet:decline" }],
];

test(
  "an act that was answered is kept, whenever the server is killed afterwards",
  async () => {
    console.log(`kept-acts: SEED=${seed} KILLED_ACTS=${count}`);
    const random = newRandom(seed);
    const who = await pair(server.origin);
    const on = turns.map(() => false);
    for (let round = 0; round < count; round += 1) {
      const rooms = await enter(who);
      let answered = stateOf(rooms.client);
      // Not more than what nobody is asked to wait for.
      for (let step = 1 + random.below(6); step > 0; step -= 1) {
        const which = random.below(turns.length);
        const [first, begin, second, end] = turns[which] ?? expect.unreachable();
        answered = on[which] ? await mustDo(rooms[second], end) : await mustDo(rooms[first], begin);
        on[which] = !on[which];
      }
      await server.restart("SIGKILL");
      leave(rooms);
      const after = await enter(who);
      expect(stateOf(after.client), `kill ${round}`).toEqual(answered);
      expect(stateOf(after.practitioner), `kill ${round}`).toEqual(answered);
      leave(after);
    }
  },
  60_000 + count * 30_000,
);
