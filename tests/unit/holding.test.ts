import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import { type Act, readAct } from "../../lib/acts.ts";
import {
  type Kept,
  type Outcome,
  atRest,
  modeOf,
  nextChange,
  released,
  settled,
  shown,
  step,
} from "../../lib/holding.ts";
import { type Seat, otherSeat, seats } from "../../lib/seats.ts";
import { everyAct } from "../support/every-act.ts";
import { newRandom, settings } from "../support/guard-random.ts";

/** A room with a clock that only these tests move. */
function room() {
  let state: Kept = atRest;
  let now = 1_000_000;
  return {
    get state() {
      return state;
    },
    get shown() {
      return shown(state, now);
    },
    pass(ms: number) {
      now += ms;
      state = settled(state, now);
    },
    does(seat: Seat, act: Act): Outcome {
      const outcome = step(state, seat, act, now);
      if (outcome.ok) state = outcome.state;
      return outcome;
    },
  };
}

const minute = 60_000;
const changed = { ok: false, refusal: { code: "offer-changed" } };
const refused = { ok: false, refusal: { code: expect.any(String) as string } };

describe("quiet together", () => {
  test("begins only when the other accepts", () => {
    const r = room();
    r.does("client", { type: "quiet:offer", minutes: 5 });
    expect(r.state.quiet).toEqual({ state: "offered", by: "client", minutes: 5 });
    expect(r.does("client", { type: "quiet:accept" })).toEqual(refused);
    expect(r.does("practitioner", { type: "quiet:accept" }).ok).toBe(true);
    expect(r.shown.quiet).toMatchObject({ state: "running", remaining: 5 * minute });
  });

  test("has one end for both and ends by itself at that moment", () => {
    const r = room();
    r.does("client", { type: "quiet:offer", minutes: 5 });
    r.does("practitioner", { type: "quiet:accept" });
    r.pass(5 * minute - 1);
    expect(r.shown.quiet).toMatchObject({ remaining: 1 });
    r.pass(1);
    expect(r.state.quiet).toBeNull();
  });

  test("may be open-ended", () => {
    const r = room();
    r.does("client", { type: "quiet:offer", minutes: null });
    r.does("practitioner", { type: "quiet:accept", minutes: null });
    r.pass(600 * minute);
    expect(r.shown.quiet).toMatchObject({ state: "running", remaining: null });
    expect(nextChange(r.state)).toBeNull();
  });

  test.each(seats)("is ended at once by the %s, and no name stays", (seat) => {
    const r = room();
    r.does("client", { type: "quiet:offer", minutes: 5 });
    r.does("practitioner", { type: "quiet:accept" });
    expect(r.does(seat, { type: "quiet:end" }).ok).toBe(true);
    expect(r.state).toEqual(atRest);
  });

  test("can be answered with another length, which is then the other's to accept", () => {
    const r = room();
    r.does("client", { type: "quiet:offer", minutes: 5 });
    r.does("practitioner", { type: "quiet:offer", minutes: 20, instead: true });
    expect(r.state.quiet).toEqual({ state: "offered", by: "practitioner", minutes: 20 });
    expect(r.does("practitioner", { type: "quiet:accept" })).toEqual(refused);
    expect(r.does("client", { type: "quiet:accept" }).ok).toBe(true);
  });

  test.each([
    [5, 20, "client", 5],
    [20, 5, "practitioner", 5],
    [null, 5, "practitioner", 5],
    [5, null, "client", 5],
  ] as const)("of two offers at once (%s and %s) the shorter one stands", (first, second, by, minutes) => {
    const r = room();
    r.does("client", { type: "quiet:offer", minutes: first });
    r.does("practitioner", { type: "quiet:offer", minutes: second });
    expect(r.state.quiet).toEqual({ state: "offered", by, minutes });
  });

  test("is not begun with a length that was not on the screen", () => {
    const r = room();
    r.does("client", { type: "quiet:offer", minutes: 5 });
    r.does("client", { type: "quiet:offer", minutes: 60 });
    expect(r.does("practitioner", { type: "quiet:accept", minutes: 5 })).toEqual(refused);
    expect(r.state.quiet).toMatchObject({ state: "offered", minutes: 60 });
  });

  test("goes a little longer only when the other accepts", () => {
    const r = room();
    r.does("client", { type: "quiet:offer", minutes: 5 });
    r.does("practitioner", { type: "quiet:accept" });
    r.does("client", { type: "quiet:offer", minutes: 3 });
    expect(r.shown.quiet).toMatchObject({ remaining: 5 * minute, longer: { by: "client", minutes: 3 } });
    expect(r.does("client", { type: "quiet:accept" })).toEqual(refused);
    r.does("practitioner", { type: "quiet:accept" });
    expect(r.shown.quiet).toMatchObject({ minutes: 8, remaining: 8 * minute, longer: null });
  });

  test("of two wishes for a little longer at once the shorter one stands", () => {
    const r = room();
    r.does("client", { type: "quiet:offer", minutes: 5 });
    r.does("practitioner", { type: "quiet:accept" });
    r.does("client", { type: "quiet:offer", minutes: 3 });
    r.does("practitioner", { type: "quiet:offer", minutes: 10 });
    expect(r.shown.quiet).toMatchObject({ longer: { by: "client", minutes: 3 } });
    r.does("practitioner", { type: "quiet:offer", minutes: 2 });
    expect(r.shown.quiet).toMatchObject({ longer: { by: "practitioner", minutes: 2 } });
  });

  test("not now, from either, leaves nothing behind", () => {
    for (const seat of seats) {
      const r = room();
      r.does("client", { type: "quiet:offer", minutes: 5 });
      r.does(seat, { type: "quiet:decline" });
      expect(r.state).toEqual(atRest);
    }
  });

  test("that runs is not touched by a line that drops for long", () => {
    const r = room();
    r.does("client", { type: "quiet:offer", minutes: 5 });
    r.does("practitioner", { type: "quiet:accept" });
    expect(released(r.state, "client")).toBe(r.state);
  });
});

describe("no outcome", () => {
  test("begins and ends at once on the client's word", () => {
    const r = room();
    r.does("client", { type: "noOutcome:begin" });
    expect(modeOf(r.state).noOutcome).toBe(true);
    r.does("client", { type: "noOutcome:end" });
    expect(r.state).toEqual(atRest);
  });

  test("is not begun or ended by the practitioner, in any state", () => {
    const r = room();
    expect(r.does("practitioner", { type: "noOutcome:begin" })).toEqual(refused);
    expect(r.does("practitioner", { type: "noOutcome:accept" })).toEqual(refused);
    r.does("client", { type: "noOutcome:begin" });
    expect(r.does("practitioner", { type: "noOutcome:end" })).toEqual(refused);
    expect(modeOf(r.state).noOutcome).toBe(true);
  });

  test("offered by the practitioner, begins when the client says yes", () => {
    const r = room();
    r.does("practitioner", { type: "noOutcome:offer" });
    expect(modeOf(r.state).noOutcome).toBe(false);
    r.does("client", { type: "noOutcome:accept" });
    expect(modeOf(r.state).noOutcome).toBe(true);
    expect(r.state.wish).toBeNull();
  });

  test("is not begun or ended by a yes or a not now to another wish than the client has seen", () => {
    const r = room();
    r.does("practitioner", { type: "noOutcome:offer" });
    for (const type of ["noOutcome:accept", "noOutcome:decline"] as const)
      expect(r.does("client", { type, wish: "end" })).toEqual(changed);
    expect(r.does("client", { type: "noOutcome:accept", wish: "begin" }).ok).toBe(true);
    r.does("practitioner", { type: "noOutcome:ask" });
    for (const type of ["noOutcome:accept", "noOutcome:decline"] as const)
      expect(r.does("client", { type, wish: "begin" })).toEqual(changed);
    expect(modeOf(r.state).noOutcome).toBe(true);
    expect(r.does("client", { type: "noOutcome:accept", wish: "end" }).ok).toBe(true);
    expect(r.state).toEqual(atRest);
  });

  test("asked to end, goes on when the client says not now", () => {
    const r = room();
    r.does("client", { type: "noOutcome:begin" });
    r.does("practitioner", { type: "noOutcome:ask" });
    r.does("client", { type: "noOutcome:decline" });
    expect(modeOf(r.state).noOutcome).toBe(true);
    expect(r.state.wish).toBeNull();
  });
});

describe("the floor", () => {
  test("is the practitioner's only while it is free", () => {
    const r = room();
    r.does("client", { type: "floor:take" });
    expect(r.does("practitioner", { type: "floor:take" })).toEqual(refused);
    r.does("client", { type: "floor:lay" });
    expect(r.does("practitioner", { type: "floor:take" }).ok).toBe(true);
  });

  test("is the client's whenever the client takes it", () => {
    const r = room();
    r.does("practitioner", { type: "floor:take" });
    expect(r.does("client", { type: "floor:take" }).ok).toBe(true);
    expect(modeOf(r.state).floor).toBe("client");
  });

  test("is asked for, passed and laid down, by who may", () => {
    const r = room();
    expect(r.does("client", { type: "floor:ask" })).toEqual(refused);
    r.does("client", { type: "floor:take" });
    expect(r.does("practitioner", { type: "floor:pass" })).toEqual(refused);
    r.does("practitioner", { type: "floor:ask" });
    expect(r.state.floorAsked).toBe(true);
    r.does("client", { type: "floor:pass" });
    expect(r.state).toMatchObject({ floor: { seat: "practitioner" }, floorAsked: false });
  });

  test("lies free when its holder is gone for long", () => {
    const r = room();
    r.does("practitioner", { type: "floor:take" });
    expect(released(r.state, "client").floor).toEqual({ seat: "practitioner" });
    expect(released(r.state, "practitioner").floor).toBeNull();
  });
});

describe("a moment, please", () => {
  test("covers until who asked lifts it", () => {
    const r = room();
    r.does("client", { type: "moment:ask" });
    expect(r.does("practitioner", { type: "moment:ask" })).toEqual(refused);
    expect(r.state.moment).toEqual({ by: "client" });
    expect(r.does("practitioner", { type: "moment:lift" })).toEqual(refused);
    expect(r.state.moment).toEqual({ by: "client" });
    r.does("client", { type: "moment:lift" });
    expect(r.state.moment).toBeNull();
  });

  test("asked for or lifted twice is asked for or lifted once", () => {
    const r = room();
    for (const _ of [1, 2]) r.does("client", { type: "moment:ask" });
    expect(r.state.moment).toEqual({ by: "client" });
    for (const _ of [1, 2]) r.does("client", { type: "moment:lift" });
    expect(r.state.moment).toBeNull();
  });

  test("is lifted when who asked is gone for long", () => {
    const r = room();
    r.does("client", { type: "moment:ask" });
    expect(released(r.state, "client").moment).toBeNull();
  });
});

test("slower and thank you are said once and leave nothing", () => {
  for (const kind of ["slower", "thanks"] as const) {
    const r = room();
    expect(r.does("client", { type: "signal", kind })).toEqual({ ok: true, state: atRest, signal: kind });
  }
});

describe("an act off the wire", () => {
  test.each([
    null,
    "quiet:end",
    {},
    { type: "quiet:offer" },
    { type: "quiet:offer", minutes: 0 },
    { type: "quiet:offer", minutes: 61 },
    { type: "quiet:offer", minutes: 2.5 },
    { type: "quiet:offer", minutes: "5" },
    { type: "quiet:end", more: 1 },
    { type: "noOutcome:accept", wish: "perhaps" },
    { type: "noOutcome:decline", wish: null },
    { type: "noOutcome:end", wish: "end" },
    { type: "signal", kind: "alarm" },
    { type: "session:length", minutes: 4 },
    { type: "session:length", minutes: 241 },
    { type: "session:length", minutes: 50.5 },
    { type: "session:length" },
    { type: "arrival:say", time: "", place: "" },
    { type: "arrival:say", time: "", place: "", speech: "loudly" },
    { type: "arrival:say", time: "x".repeat(501), place: "", speech: null },
    { type: "arrival:say", time: "", place: null, speech: null },
    { type: "arrival:keep", keep: "yes" },
    { type: "talk", elsewhere: null },
    { type: "talk" },
    { type: "toString" },
    { type: "__proto__" },
  ])("that is none is not read as one: %j", (value) => expect(readAct(value)).toBeNull());

  test("is read as it is", () => {
    expect(readAct({ type: "quiet:offer", minutes: null })).toEqual({ type: "quiet:offer", minutes: null });
  });
});

test("an act that changes nothing gives the state as it was, from whatever state", () => {
  const { seed, count: steps } = settings("HOLDING_STEPS", 20_000);
  const random = newRandom(seed);
  const r = room();
  const unchanged = new Set<Act["type"]>();
  for (let taken = 0; taken < steps; taken++) {
    const [seat, act] = [random.pick(seats), random.pick(everyAct)];
    const before = structuredClone(r.state);
    r.does(seat, act);
    // Said at once again by the same person, most of it has been done.
    const { state } = r;
    const again = r.does(seat, act);
    if (again.ok && isDeepStrictEqual(again.state, state)) {
      unchanged.add(act.type);
      expect(again.state, `${act.type} again by the ${seat} after ${JSON.stringify(before)}`).toBe(state);
    }
    if (random.chance(0.2)) r.pass(random.below(3 * minute));
  }
  for (const type of ["noOutcome:end", "noOutcome:begin", "noOutcome:ask", "floor:take", "floor:ask"] as const)
    expect(unchanged).toContain(type);
});

test("whatever two people do, nobody is locked out and the client's word holds", () => {
  const { seed, count: steps } = settings("HOLDING_STEPS", 20_000);
  const random = newRandom(seed);
  console.log(`holding: HOLDING_STEPS=${steps} SEED=${seed}`);
  const r = room();
  for (let taken = 0; taken < steps; taken++) {
    const seat = random.pick(seats);
    const before = r.state;
    const outcome = r.does(seat, random.pick(everyAct));
    if (!outcome.ok) expect(r.state).toBe(before);
    // What changes nothing is the same object: by that the server knows that there is nothing to keep and to tell.
    if (isDeepStrictEqual(r.state, before)) expect(r.state).toBe(before);
    if (random.chance(0.2)) r.pass(random.below(3 * minute));

    const { state } = r;
    // The screens receive a plain value, whole, and come to the same from it.
    expect(JSON.parse(JSON.stringify(r.shown))).toEqual(r.shown);
    if (state.quiet?.state === "running") expect(r.shown.quiet).not.toHaveProperty("ends");
    for (const [act, holds] of [
      [{ type: "floor:take" }, (next: Kept) => next.floor?.seat === "client"],
      [{ type: "noOutcome:end" }, (next: Kept) => next.noOutcome === null],
      [{ type: "noOutcome:begin" }, (next: Kept) => next.noOutcome !== null],
    ] as [Act, (next: Kept) => boolean][]) {
      const can = step(state, "client", act, 0);
      expect(can.ok && holds(can.state)).toBe(true);
    }
    if (state.quiet)
      for (const either of seats) expect(step(state, either, { type: "quiet:end" }, 0)).toMatchObject({ ok: true });
    if (state.floor) {
      const freed = released(state, state.floor.seat);
      expect(step(freed, otherSeat(state.floor.seat), { type: "floor:take" }, 0).ok).toBe(true);
    }
    for (const either of seats) {
      const turn: Act = { type: state.session ? "session:close" : "session:open" };
      expect(step(state, either, turn, 0).ok).toBe(true);
    }
    const { arrival } = state;
    // Between sessions nothing is marked as kept without the wish of both, and how somebody could speak is forgotten.
    for (const of of seats) if (arrival[of].kept) expect(arrival[of]).toMatchObject({ keep: true });
    if (before.session && !state.session)
      for (const of of seats) {
        const agreed = seats.every((one) => before.arrival[one].keep);
        expect(arrival[of].kept).toBe(agreed);
        if (!agreed) expect(arrival[of].words).toBeNull();
        expect(arrival[of].words?.speech ?? null).toBeNull();
      }
    if (before.noOutcome === null && state.noOutcome !== null) expect(seat).toBe("client");
    if (before.noOutcome !== null && state.noOutcome === null) expect(seat).toBe("client");
  }
});
