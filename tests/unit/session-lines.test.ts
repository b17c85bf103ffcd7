import { describe, expect, test } from "vitest";
import { stageLine, stageOf, stageTold, untilNextStage } from "../../app/space/session/stage.ts";
import { roomLine } from "../../app/space/telling/roomLine.ts";
import { minutesInWords } from "../../app/space/words/times.ts";
import type { Act } from "../../lib/acts.ts";
import { type Kept, atRest, shown, step } from "../../lib/holding.ts";
import { type Seat, seats } from "../../lib/seats.ts";

const minute = 60_000;

describe("a session of an agreed length", () => {
  test.each([
    [50, 5],
    [240, 5],
    [30, 3],
    [5, 0.5],
  ])("of %s minutes is near its end when %s are left, and over when none is", (minutes, near) => {
    expect(stageOf(minutes, minutes * minute)).toBe("running");
    expect(stageOf(minutes, near * minute + 1)).toBe("running");
    expect(stageOf(minutes, near * minute)).toBe("near");
    expect(stageOf(minutes, 1)).toBe("near");
    expect(stageOf(minutes, 0)).toBe("over");
  });

  test.each([5, 30, 50, 90, 240])(
    "of %s minutes is looked at again exactly where it comes to another stage",
    (minutes) => {
      let left = minutes * minute;
      const stages = [stageOf(minutes, left)];
      for (let pause = untilNextStage(minutes, left); pause !== null; pause = untilNextStage(minutes, left)) {
        expect(stageOf(minutes, left - pause + 1)).toBe(stages.at(-1));
        left -= pause;
        stages.push(stageOf(minutes, left));
      }
      expect(stages).toEqual(["running", "near", "over"]);
    },
  );

  test("has one sentence near the end and one when it is over, and none before", () => {
    expect(stageLine("running", 50)).toBeNull();
    expect(stageLine("near", 50)).toBe("The fifty minutes you both wished for are nearly over.");
    expect(stageLine("over", 30)).toBe(
      "The thirty minutes you both wished for are over. The session goes on until one of you closes it.",
    );
  });

  test("is told once at each of the two, and not to somebody who comes in when the sentence stands already", () => {
    const told = (was: Parameters<typeof stageTold>[0], is: Parameters<typeof stageTold>[1]) =>
      stageTold(was, is, 50) !== null;
    expect(told("running", "near")).toBe(true);
    expect(told("near", "over")).toBe(true);
    // A screen that slept through the minutes between.
    expect(told("running", "over")).toBe(true);
    for (const is of ["running", "near", "over", null] as const) {
      expect(told(null, is)).toBe(false);
      expect(told(is, is)).toBe(false);
      expect(told(is, null)).toBe(false);
    }
  });
});

test.each([
  [1, "one minute"],
  [5, "five minutes"],
  [60, "sixty minutes"],
  [75, "seventy-five minutes"],
  [99, "ninety-nine minutes"],
  [120, "120 minutes"],
])("%s minutes are said as %s", (minutes, words) => expect(minutesInWords(minutes)).toBe(words));

/** What each hears when, after `before`, somebody does `act`. */
function heard(act: [Seat, Act], before: [Seat, Act][] = []): Record<Seat, string | null> {
  const after = (state: Kept, [seat, done]: [Seat, Act]): Kept => {
    const outcome = step(state, seat, done, 0);
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    return outcome.state;
  };
  const was = before.reduce(after, atRest);
  const is = after(was, act);
  const [client, practitioner] = seats.map((seat) =>
    roomLine(shown(was, 0), shown(is, 0), seat, seat === "client" ? "Pia" : "Chris"),
  );
  return { client: client?.line ?? null, practitioner: practitioner?.line ?? null };
}

const both = (line: string | null) => ({ client: line, practitioner: line });
const opened: [Seat, Act] = ["client", { type: "session:open" }];
const closed: [Seat, Act] = ["client", { type: "session:close" }];
const wish = (seat: Seat, minutes: number | null): [Seat, Act] => [seat, { type: "session:length", minutes }];
const keep = (seat: Seat, keeps: boolean): [Seat, Act] => [seat, { type: "arrival:keep", keep: keeps }];
const says = (words: Partial<Extract<Act, { type: "arrival:say" }>>): [Seat, Act] => [
  "client",
  { type: "arrival:say", time: "", place: "", speech: null, ...words },
];

describe("what is told in one line", () => {
  test("of a length is who wishes it, that both do, and that there is none", () => {
    expect(heard(wish("client", 50), [opened])).toEqual({
      client: null,
      practitioner: "Chris wishes for fifty minutes.",
    });
    expect(heard(wish("practitioner", 50), [opened, wish("client", 50)])).toEqual(
      both("You both wish for fifty minutes."),
    );
    expect(heard(wish("practitioner", null), [opened, wish("client", 50)])).toEqual(
      both("The session has no length now."),
    );
    expect(heard(closed, [opened, wish("client", 50)])).toEqual(both("The session is closed."));
  });

  test("of arriving is how the other can speak, or that they have said something", () => {
    const overheard = says({ speech: "overheard" });
    expect(heard(overheard)).toEqual({ client: null, practitioner: "Chris can be overheard." });
    expect(heard(says({ speech: "overheard", place: "At home" }), [overheard])).toEqual({
      client: null,
      practitioner: "Chris has said how they arrive.",
    });
    expect(heard(overheard, [overheard])).toEqual(both(null));
    expect(heard(says({}), [overheard])).toEqual(both(null));
  });

  test("of keeping is the other's wish, and that what was kept is gone", () => {
    const kept = [opened, says({ place: "At home" }), keep("client", true), keep("practitioner", true), closed];
    expect(heard(keep("client", true), [opened])).toEqual({
      client: null,
      practitioner: "Chris wishes to keep the words of arriving.",
    });
    expect(heard(keep("client", false), kept)).toEqual(both("The words that were kept are gone."));
  });

  test("of talking elsewhere is said to both, by nobody's name", () => {
    const elsewhere: [Seat, Act] = ["client", { type: "talk", elsewhere: true }];
    expect(heard(elsewhere)).toEqual(both("We talk elsewhere. There is no voice in this room."));
    expect(heard(["practitioner", { type: "talk", elsewhere: false }], [elsewhere])).toEqual(
      both("We can talk in this room again."),
    );
  });
});
