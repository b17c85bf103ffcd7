/** A random walk of two people through one space: acts, devices, bad lines, restarts, a disk that refuses, and time. */
import { otherSeat, seats } from "../../lib/seats.ts";
import { type Doing, openCheckedSpace } from "./checked-space.ts";
import { actsByType } from "./every-act.ts";
import type { Random } from "./guard-random.ts";

const mostScreens = 3;
const mostLately = 40;
const second = 1_000;

/** Begins a walk that `random` leads. */
export async function openWalk(random: Random) {
  const space = await openCheckedSpace();
  const lately: string[] = [];
  const note = (line: string): void => {
    lately.push(line);
    if (lately.length > mostLately) lately.shift();
  };
  const looksElsewhere = (): boolean => random.chance(0.2);

  /** Any act of either. A quiet begins more often than chance alone would let it. */
  const doing = (): Doing => {
    const { quiet } = space.kept();
    const begins = quiet?.state === "offered" && random.chance(0.3);
    const chosen: Doing = begins
      ? { seat: otherSeat(quiet.by), act: { type: "quiet:accept" } }
      : { seat: random.pick(seats), act: random.pick(random.pick(actsByType)) };
    note(`${chosen.seat}: ${JSON.stringify(chosen.act)}`);
    return chosen;
  };
  const doings = (): Doing[] => Array.from({ length: random.chance(0.1) ? 3 : 1 }, doing);

  const comeOrGo = (): void => {
    const seat = random.pick(seats);
    const own = space.of(seat);
    if (own.length === 0 || (own.length < mostScreens && random.chance(0.5)))
      return note(`${space.enter(seat).id} of the ${seat} enters`);
    const screen = random.pick(own);
    if (random.chance(0.5)) {
      const how = random.pick(["left", "down"] as const);
      note(`${screen.id} of the ${seat}: ${how}`);
      return space.leave(screen, how);
    }
    screen.silent = !screen.silent;
    note(`${screen.id} of the ${seat} ${screen.silent ? "falls silent" : "speaks again"}`);
    if (!screen.silent) space.beat(screen, looksElsewhere());
  };

  /** A while: mostly a short one, else a long one, or up to a moment at which something ends, or right beside it. */
  const aWhile = (): number => {
    const { quiet } = space.kept();
    const ends = seats.map((seat) => space.lastSign(seat) + 30 * second);
    if (quiet?.state === "running" && quiet.ends !== null) ends.push(quiet.ends, quiet.ends);
    const coming = ends.flatMap((end) => [end - 1, end, end + 1]).filter((at) => at > space.now());
    if (coming.length > 0 && random.chance(0.3)) return random.pick(coming) - space.now();
    return random.below(random.chance(0.1) ? 90 * second : 5 * second);
  };

  const letTimePass = async (): Promise<void> => {
    const ms = aWhile();
    await space.pass(ms, looksElsewhere);
    note(`${ms} ms pass`);
  };

  const turnDisk = (): Promise<void> => {
    note(space.refuses() ? "the disk is there again" : "the disk refuses");
    return space.turnDisk();
  };

  const restart = async (): Promise<void> => {
    if (space.refuses()) await turnDisk();
    const gone = aWhile();
    note(`the process is away for ${gone} ms`);
    await space.restart(random.chance(0.3) ? doings() : [], gone);
    for (const seat of seats)
      while (space.of(seat).length < mostScreens && random.chance(0.6))
        note(`${space.enter(seat).id} of the ${seat} returns`);
  };

  return {
    /** What happened last, the newest at the end. */
    lately,
    met: space.met,
    async step(): Promise<void> {
      const at = random.below(100);
      // Somebody may come or go while acts are on their way to the disk.
      if (at < 70) await space.perform(doings(), () => random.chance(0.1) && comeOrGo());
      else if (at < 82) comeOrGo();
      else if (at < 96) await letTimePass();
      else if (at < 98) await restart();
      else if (space.refuses() || random.chance(0.3)) await turnDisk();
      space.check();
    },
    close: space.close,
  };
}
