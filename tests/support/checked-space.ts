/** Everything that can happen in a living space, each followed by a look whether all that it promises still holds. */
import { isDeepStrictEqual } from "node:util";
import type { Act } from "../../lib/acts.ts";
import { type Kept, type Outcome, shown } from "../../lib/holding.ts";
import { said } from "../../lib/refusals.ts";
import { type Seat, otherSeat, seats } from "../../lib/seats.ts";
import { beatEveryMs, graceMs } from "../../lib/wire.ts";
import { type Screen, openLivingSpace } from "./living-space.ts";
import { calm } from "./moved-clock.ts";
import {
  type Sign,
  type Signs,
  afterTime,
  isBelieved,
  isSame,
  isThere,
  isTrue,
  judged,
  wrongOn,
} from "./space-promises.ts";

export type Doing = { seat: Seat; act: Act };
export type CheckedSpace = Awaited<ReturnType<typeof openCheckedSpace>>;

/** What came of time and absence, so that a walk can show that it has met it. */
export const meetings = [
  "quiet ended",
  "quiet ended while the process was away",
  "floor freed",
  "moment lifted",
  "act refused by the disk",
  "signal heard",
] as const;
type Met = (typeof meetings)[number];

/** Opens a living space that throws, with a sentence, at the first promise that is broken. */
export async function openCheckedSpace() {
  const space = await openLivingSpace();
  const { clock, screens } = space;
  const { now } = clock;
  const unheard = (): Sign => ({ at: space.opened(), by: "nothing", grace: null });
  let signs: Signs = { client: unheard(), practitioner: unheard() };
  let kept: Kept = space.kept();
  let refuses = false;
  const met = new Map<Met, number>();

  const must = (is: boolean, sentence: () => string): void => {
    if (!is) throw new Error(sentence());
  };
  const meet = (what: Met): void => void met.set(what, (met.get(what) ?? 0) + 1);
  const of = (seat: Seat): Screen[] => [...screens].filter((screen) => screen.seat === seat);

  /** Holds that one state follows from another by time alone. */
  const follow = (next: Kept): void => {
    if (kept.quiet && !next.quiet) meet("quiet ended");
    if (kept.floor && !next.floor) meet("floor freed");
    if (kept.moment && !next.moment) meet("moment lifted");
    kept = next;
  };

  const checkScreens = (): void => {
    const [first] = screens;
    for (const screen of screens) {
      must(wrongOn(screen, kept) === null, () => wrongOn(screen, kept) ?? "");
      const same = screen.present === first?.present || isDeepStrictEqual(screen.present, first?.present);
      must(same, () => `Screens disagree about who is here: ${JSON.stringify([screen.present, first?.present])}.`);
    }
    for (const seat of first ? seats : []) {
      // A timer rings within the millisecond after its moment.
      const right = [now(), now() - 1].some((at) => first && isTrue(first.present[seat], signs[seat], of(seat), at));
      must(right, () => `Untrue of the ${seat}: ${JSON.stringify([first?.present, signs[seat]])}`);
    }
  };

  /** What must be so whenever nothing is under way. */
  const check = (): void => {
    must(space.faults.length === 0, () => space.faults.join(" "));
    const real = space.kept();
    must(isSame(real, kept), () => `Kept is ${JSON.stringify(real)}, not ${JSON.stringify(kept)}.`);
    const modes = new Set(space.modes());
    must(modes.size === 1, () => `The modes differ: ${[...modes].join(", ")}.`);
    checkScreens();
  };

  const sign = (seat: Seat, by: Sign["by"], grace: number | null = null): void => {
    signs[seat] = { at: now(), by, grace };
  };

  /** What must have come of time. While the disk refuses, nothing. */
  const timeHasPassed = (): void => {
    if (refuses) return;
    const before = afterTime(kept, signs, screens, now() - 1);
    follow(isSame(space.kept(), before) ? before : afterTime(kept, signs, screens, now()));
  };

  const pass = async (ms: number, elsewhere: () => boolean): Promise<void> => {
    for (let left = ms; left > 0; left -= beatEveryMs) {
      await clock.pass(Math.min(left, beatEveryMs));
      for (const screen of screens) if (!screen.silent) beat(screen, elsewhere());
      timeHasPassed();
      check();
    }
  };

  const beat = (screen: Screen, elsewhere: boolean): void => {
    space.beat(screen, elsewhere);
    sign(screen.seat, "word");
  };

  /** What an act must be answered, or null where the disk refuses to keep what it does. */
  const expected = ({ seat, act }: Doing): Outcome | null => {
    const settled = afterTime(kept, signs, screens, now());
    if (refuses && settled !== kept) return null;
    follow(settled);
    const outcome = judged(settled, seat, act, now());
    if (!outcome.ok) return outcome;
    if (refuses && outcome.state !== settled) return null;
    kept = outcome.state;
    return outcome;
  };

  const checkAnswer = (answer: PromiseSettledResult<unknown>, outcome: Outcome | null, state: Kept): void => {
    if (!outcome) meet("act refused by the disk");
    const given = answer.status === "fulfilled" ? answer.value : null;
    const refused = outcome && !outcome.ok ? { ok: false, ...said(outcome.refusal) } : null;
    const right = outcome?.ok ? { ok: true, holding: shown(state, now()) } : refused;
    must(isDeepStrictEqual(given, right), () => `Answered ${JSON.stringify(given)}, not ${JSON.stringify(right)}.`);
  };

  /** A signal is heard once by each screen of the other, and by nobody else. */
  const checkSignals = (done: readonly Doing[]): void => {
    for (const seat of seats) {
      const heard = done.flatMap(({ seat: by, act }) =>
        act.type === "signal" && by === otherSeat(seat) ? [`${act.kind} by ${by}`] : [],
      );
      if (heard.length > 0 && of(seat).length > 0) meet("signal heard");
      for (const { id, signals } of of(seat))
        must(isDeepStrictEqual(signals, heard), () => `${id} heard ${signals.join()}, not ${heard.join()}.`);
    }
  };

  return {
    check,
    met,
    of,
    now,
    kept: (): Kept => kept,
    refuses: (): boolean => refuses,
    /** When a seat gave its last sign of life. */
    lastSign: (seat: Seat): number => signs[seat].at,

    enter(seat: Seat): Screen {
      const screen = space.enter(seat);
      sign(seat, "word");
      must(
        wrongOn(screen, space.kept()) === null,
        () => `Who entered was told wrong: ${wrongOn(screen, space.kept())}`,
      );
      return screen;
    },

    beat,

    leave(screen: Screen, how: "left" | "down"): void {
      const { seat } = screen;
      const there = isThere(signs[seat], of(seat), now());
      const believed = isBelieved(screen, now());
      screen.leave(how);
      if (how === "left" || believed) sign(seat, how, there ? now() + graceMs : null);
    },

    /** Lets time pass. Screens that are not silent beat in it, each looking elsewhere or not. */
    pass,

    /** Does acts at the same moment. `meanwhile` happens while they are on their way to the disk. */
    async perform(doings: readonly Doing[], meanwhile: () => void): Promise<void> {
      for (const screen of screens) screen.signals.length = 0;
      const tellings = [...screens].map((screen) => [screen, screen.tellings] as const);
      const was = kept;
      const answers = Promise.allSettled(doings.map(({ seat, act }) => space.act(seat, act)));
      meanwhile();
      const outcomes = doings.map((doing) => ({ outcome: expected(doing), state: kept }));
      for (const [index, answer] of (await answers).entries()) {
        const { outcome, state } = outcomes[index] ?? { outcome: null, state: kept };
        checkAnswer(answer, outcome, state);
      }
      await calm();
      checkSignals(doings.filter((_, index) => outcomes[index]?.outcome?.ok));
      if (kept === was)
        for (const [screen, before] of tellings)
          must(screen.tellings === before, () => `${screen.id} was told nothing new.`);
    },

    /** Acts are on their way, and the process is gone before anybody hears of it. Another one begins `gone` ms later. */
    async restart(doings: readonly Doing[], gone: number): Promise<void> {
      const acts = Promise.allSettled(doings.map(({ seat, act }) => space.act(seat, act)));
      for (const doing of doings) expected(doing);
      await Promise.all([space.restart(gone), acts]);
      signs = { client: unheard(), practitioner: unheard() };
      // What a seat holds does not go with the process: its person has the same half minute to come back.
      const next = afterTime(kept, signs, screens, now());
      if (kept.quiet && !next.quiet) meet("quiet ended while the process was away");
      kept = next;
    },

    /** From now on the disk takes nothing, or everything again. What was due is kept within the second. */
    async turnDisk(): Promise<void> {
      refuses = !refuses;
      await space.refuse(refuses);
      if (!refuses) await pass(1_001, () => false);
    },

    close: space.close,
  };
}
