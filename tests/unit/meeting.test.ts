import { describe, expect, test } from "vitest";
import { type Act, readAct } from "../../lib/acts.ts";
import { type Kept, type Outcome, atRest, clientGone, nextChange, shown, step } from "../../lib/holding.ts";
import { forgets } from "../../lib/meeting.ts";
import { readKept } from "../../lib/read-kept.ts";
import { type Seat, otherSeat, seats } from "../../lib/seats.ts";
import { everyAct } from "../support/every-act.ts";
import { newRandom, settings } from "../support/guard-random.ts";

const minute = 60_000;
const refused = { ok: false, refusal: { code: expect.any(String) as string } };

/** A room with a clock that only these tests move. */
function room() {
  let state: Kept = atRest;
  let now = 1_000_000;
  return {
    get state() {
      return state;
    },
    get session() {
      return shown(state, now).session;
    },
    pass(ms: number) {
      now += ms;
    },
    does(seat: Seat, act: Act): Outcome {
      const outcome = step(state, seat, act, now);
      if (outcome.ok) state = outcome.state;
      return outcome;
    },
    /** The words of a seat, as they stand. */
    words: (seat: Seat) => state.arrival[seat].words,
  };
}

const says = (place: string, time = ""): Act => ({ type: "arrival:say", time, place, speech: null });
const wishes = (minutes: number | null): Act => ({ type: "session:length", minutes });
const keeps = (keep: boolean): Act => ({ type: "arrival:keep", keep });
const opens: Act = { type: "session:open" };
const closes: Act = { type: "session:close" };

describe("a session", () => {
  test.each(seats)("opened by the %s is closed by the other, each once", (seat) => {
    const r = room();
    expect(r.does(seat, closes)).toEqual(refused);
    expect(r.does(seat, opens).ok).toBe(true);
    expect(r.does(otherSeat(seat), opens)).toEqual(refused);
    expect(r.does(otherSeat(seat), closes).ok).toBe(true);
    expect(r.state).toEqual(atRest);
  });

  test("is not closed by who means the one before it: what was said on arriving stays", () => {
    const r = room();
    r.does("client", opens);
    const before = r.state.session?.since;
    r.does("practitioner", closes);
    r.pass(minute);
    r.does("practitioner", opens);
    r.does("practitioner", says("At home"));
    expect(r.does("client", { type: "session:close", since: before })).toEqual({
      ok: false,
      refusal: { code: "session-other" },
    });
    expect(r.words("practitioner")).toMatchObject({ place: "At home" });
    expect(r.does("client", { type: "session:close", since: r.state.session?.since }).ok).toBe(true);
    expect(r.state).toEqual(atRest);
  });

  test("goes on when its agreed length is over, until one of them closes it", () => {
    const r = room();
    r.does("client", opens);
    r.does("client", wishes(50));
    r.does("practitioner", wishes(50));
    expect(nextChange(r.state)).toBeNull();
    r.pass(200 * minute);
    expect(r.session).toMatchObject({ remaining: 0, length: { minutes: 50, by: null } });
  });
});

describe("the length of a session", () => {
  test.each(seats)("wished by the %s is a wish, and agreed when the other wishes the same", (seat) => {
    const r = room();
    r.does("client", opens);
    r.pass(2 * minute);
    r.does(seat, wishes(50));
    expect(r.session).toMatchObject({ length: { minutes: 50, by: seat }, remaining: null });
    r.does(seat, wishes(50));
    expect(r.session).toMatchObject({ length: { minutes: 50, by: seat }, remaining: null });
    r.pass(minute);
    r.does(otherSeat(seat), wishes(50));
    expect(r.session).toMatchObject({ length: { minutes: 50, by: null }, remaining: 47 * minute });
    r.does(seat, wishes(50));
    expect(r.session).toMatchObject({ length: { minutes: 50, by: null } });
  });

  test("answered with another number is a wish of who answered, also after it was agreed", () => {
    const r = room();
    r.does("client", opens);
    r.does("client", wishes(50));
    r.does("practitioner", wishes(30));
    expect(r.session?.length).toEqual({ minutes: 30, by: "practitioner" });
    r.does("client", wishes(30));
    r.does("client", wishes(60));
    expect(r.session).toMatchObject({ length: { minutes: 60, by: "client" }, remaining: null });
  });

  test.each(seats)("is taken away by the %s, wished or agreed", (seat) => {
    const r = room();
    r.does("client", opens);
    r.does("client", wishes(50));
    r.does(seat, wishes(null));
    expect(r.session?.length).toBeNull();
    r.does("client", wishes(50));
    r.does("practitioner", wishes(50));
    r.does(seat, wishes(null));
    expect(r.session).toMatchObject({ length: null, remaining: null });
  });

  test("belongs to an open session, and not to the next one", () => {
    const r = room();
    expect(r.does("client", wishes(50))).toEqual(refused);
    r.does("client", opens);
    r.does("client", wishes(50));
    r.does("client", closes);
    r.does("client", opens);
    expect(r.session?.length).toBeNull();
  });

  test("is not one that has passed already, wished or answered", () => {
    const r = room();
    r.does("client", opens);
    r.pass(29 * minute);
    r.does("client", wishes(30));
    r.pass(minute);
    expect(r.does("practitioner", wishes(30))).toEqual(refused);
    expect(r.does("practitioner", wishes(31)).ok).toBe(true);
  });
});

describe("words on arriving", () => {
  test.each(seats)("of the %s are said before a session or in it, again whole, and taken away when empty", (seat) => {
    const r = room();
    r.does(seat, says("At home", "Rest"));
    r.does("client", opens);
    expect(r.words(seat)).toEqual({ time: "Rest", place: "At home", speech: null });
    r.does(seat, { type: "arrival:say", time: "", place: "On the stairs", speech: "overheard" });
    expect(r.words(seat)).toEqual({ time: "", place: "On the stairs", speech: "overheard" });
    expect(r.words(otherSeat(seat))).toBeNull();
    r.does(seat, says(""));
    expect(r.words(seat)).toBeNull();
  });

  test("are gone when the session is closed, with a wish to keep that only one had", () => {
    for (const keeping of [null, ...seats]) {
      const r = room();
      r.does("client", opens);
      for (const seat of seats) r.does(seat, says("At home"));
      if (keeping) r.does(keeping, keeps(true));
      r.does("practitioner", closes);
      expect(r.state).toEqual(atRest);
    }
  });

  /** A room after a session whose words both wished to keep. */
  const afterKeeping = () => {
    const r = room();
    r.does("client", opens);
    r.does("client", { type: "arrival:say", time: "", place: "At home", speech: "overheard" });
    r.does("practitioner", { type: "arrival:say", time: "Rest", place: "", speech: "freely" });
    for (const seat of seats) r.does(seat, keeps(true));
    r.does("client", closes);
    return r;
  };

  test("stay after closing when both wish to keep them, without how each could speak in that hour", () => {
    const r = afterKeeping();
    expect(r.words("client")).toEqual({ time: "", place: "At home", speech: null });
    expect(r.words("practitioner")).toEqual({ time: "Rest", place: "", speech: null });
  });

  test("that were only how somebody could speak do not stay", () => {
    const r = room();
    r.does("client", opens);
    r.does("client", { type: "arrival:say", time: "", place: "", speech: "writing" });
    for (const seat of seats) r.does(seat, keeps(true));
    r.does("client", closes);
    expect(r.words("client")).toBeNull();
  });

  test.each(seats)("that were kept go when the %s takes the wish back, of both", (seat) => {
    for (const open of [false, true]) {
      const r = afterKeeping();
      if (open) r.does("client", opens);
      r.does(seat, keeps(false));
      expect(r.state.arrival).toEqual(atRest.arrival);
    }
  });

  test("that were kept go when a later session is closed without both wishes", () => {
    const r = afterKeeping();
    r.does("client", opens);
    r.does("client", says("In the garden"));
    expect(r.state.arrival.client.keep).toBe(false);
    expect(r.words("practitioner")).toMatchObject({ time: "Rest" });
    r.does("client", closes);
    expect(r.state).toEqual(atRest);
  });

  test("said anew do not go when the other takes back the wish for the old ones", () => {
    const r = afterKeeping();
    r.does("client", says("In the garden"));
    r.does("practitioner", keeps(false));
    expect(r.words("client")).toMatchObject({ place: "In the garden" });
    expect(r.words("practitioner")).toBeNull();
  });

  test("may be wished to stay and then not, and nothing is lost while the session is open", () => {
    const r = room();
    r.does("client", opens);
    r.does("client", says("At home"));
    r.does("client", keeps(true));
    r.does("practitioner", keeps(true));
    r.does("practitioner", keeps(false));
    expect(r.words("client")).toMatchObject({ place: "At home" });
    r.does("client", closes);
    expect(r.state).toEqual(atRest);
  });
});

test.each(seats)("that we talk elsewhere is said by the %s and taken back by the other, over sessions", (seat) => {
  const r = room();
  r.does(seat, { type: "talk", elsewhere: true });
  r.does(seat, opens);
  r.does(seat, closes);
  expect(r.state.talkElsewhere).toBe(true);
  const before = r.state;
  r.does(otherSeat(seat), { type: "talk", elsewhere: true });
  expect(r.state).toBe(before);
  r.does(otherSeat(seat), { type: "talk", elsewhere: false });
  expect(r.state).toEqual(atRest);
});

describe("a client who was the wrong person", () => {
  test("leaves nothing behind that they began, said or wished", () => {
    const r = room();
    r.does("practitioner", opens);
    r.does("practitioner", says("Here"));
    const before = r.state;
    r.does("client", { type: "noOutcome:begin" });
    r.does("client", says("At home"));
    r.does("client", keeps(true));
    r.does("client", wishes(50));
    expect(clientGone(r.state)).toEqual(before);
    expect(clientGone(before)).toBe(before);
  });

  test("leaves no offer of quiet, and the practitioner's stands for who comes next", () => {
    const r = room();
    r.does("client", { type: "quiet:offer", minutes: 5 });
    expect(clientGone(r.state)).toEqual(atRest);
    r.does("practitioner", { type: "quiet:offer", minutes: 20, instead: true });
    expect(clientGone(r.state)).toBe(r.state);
  });

  test("leaves no quiet that runs: who comes next has not said yes to it", () => {
    const r = room();
    r.does("practitioner", { type: "quiet:offer", minutes: null });
    r.does("client", { type: "quiet:accept" });
    expect(clientGone(r.state)).toEqual(atRest);
  });

  test("has the floor no more, and has not asked for it", () => {
    const r = room();
    r.does("client", { type: "floor:take" });
    r.does("practitioner", { type: "floor:ask" });
    expect(clientGone(r.state)).toEqual(atRest);
    r.does("client", { type: "floor:pass" });
    const before = r.state;
    r.does("client", { type: "floor:ask" });
    expect(r.state.floorAsked).toBe(true);
    expect(clientGone(r.state)).toEqual(before);
  });

  test("covers the room no more, and the practitioner's moment goes on", () => {
    const r = room();
    r.does("client", { type: "moment:ask" });
    expect(clientGone(r.state)).toEqual(atRest);
    r.does("client", { type: "moment:lift" });
    r.does("practitioner", { type: "moment:ask" });
    expect(clientGone(r.state)).toBe(r.state);
  });

  test.each(seats)("has agreed to no length, whoever of the two wished it first: the %s", (first) => {
    const r = room();
    r.does("practitioner", opens);
    r.does(first, wishes(50));
    r.does(otherSeat(first), wishes(50));
    const gone = clientGone(r.state);
    expect(gone.session?.length).toEqual({ minutes: 50, by: "practitioner" });
    expect(clientGone(gone)).toBe(gone);
  });

  test("takes along the words of both that stayed because both wished so", () => {
    const r = room();
    r.does("client", opens);
    r.does("client", says("At home"));
    r.does("practitioner", says("Here"));
    for (const seat of seats) r.does(seat, keeps(true));
    r.does("practitioner", closes);
    expect(clientGone(r.state)).toEqual(atRest);
  });

  test("leaves nothing that the state of a room knows as the client's, after whatever the two have done", () => {
    const { seed, count: steps } = settings("HOLDING_STEPS", 20_000);
    const random = newRandom(seed);
    const r = room();
    for (let taken = 0; taken < steps; taken++) {
      r.does(random.pick(seats), random.pick(everyAct));
      if (random.chance(0.2)) r.pass(random.below(minute));
      const { arrival, ...gone } = clientGone(r.state);
      expect(JSON.stringify(gone)).not.toContain('"client"');
      expect(gone.quiet?.state).not.toBe("running");
      expect(arrival.client).toEqual(atRest.arrival.client);
      expect(arrival.practitioner.kept).toBe(false);
      // A length that nobody is named for is agreed, and somebody has asked for a floor only while it is held.
      expect(gone.session?.length?.by).not.toBeNull();
      expect(gone.floorAsked).toBe(false);
    }
  });
});

test("words are forgotten when they are taken back, said anew or gone with a session, and not before", () => {
  const r = room();
  const forgotten = (seat: Seat, act: Act): boolean => {
    const before = r.state;
    r.does(seat, act);
    return forgets(before, r.state);
  };
  expect(forgotten("client", opens)).toBe(false);
  expect(forgotten("client", says("At home"))).toBe(false);
  expect(forgotten("practitioner", says("Here"))).toBe(false);
  expect(forgotten("practitioner", keeps(true))).toBe(false);
  expect(forgotten("practitioner", wishes(50))).toBe(false);
  expect(forgotten("client", says("In the garden"))).toBe(true);
  expect(forgotten("client", says(""))).toBe(true);
  expect(forgotten("client", closes)).toBe(true);
  expect(forgotten("client", opens)).toBe(false);
  expect(forgotten("client", closes)).toBe(false);
});

describe("a state that was kept", () => {
  test("before there were lengths, arrivals and places to talk is read as it was", () => {
    const { arrival: _arrival, talkElsewhere: _talk, ...old } = atRest;
    expect(readKept(old)).toEqual({ state: atRest, whole: true });
    expect(readKept({ ...old, session: { since: 5 } }).state).toEqual({
      ...atRest,
      session: { since: 5, length: null },
    });
  });

  test("is read back as it is now", () => {
    const r = room();
    r.does("client", opens);
    r.does("client", wishes(50));
    r.does("client", says("At home"));
    r.does("practitioner", { type: "talk", elsewhere: true });
    expect(readKept(JSON.parse(JSON.stringify(r.state)))).toEqual({ state: r.state, whole: true });
  });
});

describe("a state that is damaged", () => {
  test.each([[undefined], [null], [5], ["a room"]])("all of it, as %j, is at rest", (stored) => {
    expect(readKept(stored)).toEqual({ state: atRest, whole: false });
  });

  test.each([
    ["session", { since: "monday" }],
    ["session", { since: 5, length: { minutes: 50, by: "clyent" } }],
    ["arrival", { client: atRest.arrival.client }],
    ["arrival", { ...atRest.arrival, client: { words: { time: 5 }, keep: false, kept: false } }],
    ["talkElsewhere", "yes"],
    ["quiet", { state: "running", minutes: 5 }],
    ["quiet", { state: "offered", by: "server", minutes: 5 }],
    ["noOutcome", true],
    ["wish", "perhaps"],
    ["floor", { seat: null }],
    ["floorAsked", null],
    ["moment", {}],
  ])("its %s as %j is at rest, and the rest is as it was", (part, stored) => {
    const kept: Kept = {
      ...atRest,
      session: { since: 7, length: null },
      floor: { seat: "client" },
      noOutcome: { since: 9 },
      moment: { by: "practitioner" },
    };
    expect(readKept({ ...kept, at: 5, [part]: stored })).toEqual({
      state: { ...kept, [part]: atRest[part as keyof Kept] },
      whole: false,
    });
    expect(readKept({ ...kept, at: 5 })).toEqual({ state: kept, whole: true });
  });
});

describe("an act about meeting, off the wire", () => {
  test("has its words without the spaces around them, and its limit for what is left", () => {
    const place = "x".repeat(500);
    expect(readAct({ type: "arrival:say", time: " \n ", place: `  ${place} `, speech: "writing" })).toEqual({
      type: "arrival:say",
      time: "",
      place,
      speech: "writing",
    });
    expect(readAct(says(`${place}x`))).toBeNull();
  });

  test.each([5, 240, null])("may wish for %s minutes", (minutes) =>
    expect(readAct(wishes(minutes))).toEqual(wishes(minutes)),
  );
});
