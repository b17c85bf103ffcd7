/** How often one person can make something appear on the other's screen: nothing there may flash, or nag. */
import type { Act } from "../../lib/acts.ts";
import type { Wait } from "../../lib/refusals.ts";
import { openRateLimit, openRateLimits } from "../rate-limit.ts";

type Kind = "signal" | "quiet" | "outcome" | "floor" | "session" | "arrival" | "talk";

/** By seat: so many at once, and one more each time this has passed. */
const limits: Record<Kind, { most: number; everyMs: number }> = {
  signal: { most: 3, everyMs: 15_000 },
  quiet: { most: 3, everyMs: 2_000 },
  outcome: { most: 3, everyMs: 2_000 },
  floor: { most: 3, everyMs: 2_000 },
  session: { most: 3, everyMs: 2_000 },
  arrival: { most: 3, everyMs: 2_000 },
  talk: { most: 3, everyMs: 2_000 },
};
/** After a moment was lifted, the next can be asked for once this has passed. */
const betweenMomentsMs = 5_000;

// What changes the whole of the other's screen, in whatever way: three times at once, the most that WCAG 2.3.1 lets anything
// flash in a second.
const whole: ReadonlySet<Act["type"]> = new Set<Act["type"]>(["moment:ask", "noOutcome:begin"]);
const wholeScreens = { most: 3, everyMs: 1_000 };

/** Who is here, and how they are in a call, is told to a screen as it comes, this often at most. */
export const presenceRate = { most: 5, everyMs: 500 };

/** That there is something new to ask for, which then comes on the screen or goes from it. */
export const newsRate = { most: 2, everyMs: 1_000 };

// Only what puts something on the other's screen. Ending it, answering and laying down can be done at any time.
const kinds: { [Type in Act["type"]]?: Kind } = {
  signal: "signal",
  "quiet:offer": "quiet",
  "noOutcome:begin": "outcome",
  "noOutcome:offer": "outcome",
  "noOutcome:ask": "outcome",
  "floor:take": "floor",
  "floor:ask": "floor",
  "session:open": "session",
  "session:length": "session",
  "arrival:say": "arrival",
  "arrival:keep": "arrival",
  talk: "talk",
};

// What a person says with all of their sockets: each act waits for its turn and for the disk, and a socket is soon made anew.
const eventsASecond = 20;

/** How much each person may say, whatever it is. `now` as below. */
export const openEventLimits = (now?: () => number) => openRateLimits(eventsASecond * 10, 10_000, now);

/** The limits of everybody's acts. `now` is the server's clock, in ms. */
export function openActLimits(now?: () => number) {
  const byKind = Object.fromEntries(
    Object.entries(limits).map(([kind, { most, everyMs }]) => [kind, openRateLimits(most, most * everyMs, now)]),
  ) as Record<Kind, ReturnType<typeof openRateLimits>>;
  const moments = openRateLimits(1, betweenMomentsMs, now);
  const screens = openRateLimits(wholeScreens.most, wholeScreens.most * wholeScreens.everyMs, now);
  const refusalOfKind = (who: string, type: Act["type"]): Wait | null => {
    if (type === "moment:ask") return moments(who).wait() > 0 ? waitFor("moments", moments(who)) : null;
    if (type === "moment:lift") moments(who).take();
    const limit = kinds[type] && byKind[kinds[type]](who);
    return !limit || limit.take() ? null : waitFor("acts", limit);
  };
  return {
    /** Why `who` cannot do an act now that would be seen by the other; null where they can, and then it counts. */
    refusal(who: string, { type }: Act): Wait | null {
      const screen = whole.has(type) ? screens(who) : null;
      if (screen && screen.wait() > 0) return waitFor("acts", screen);
      const refused = refusalOfKind(who, type);
      if (refused === null) screen?.take();
      return refused;
    },
  };
}

const waitFor = (of: Wait["of"], limit: ReturnType<typeof openRateLimit>): Wait => ({
  code: "wait",
  of,
  seconds: Math.ceil(limit.wait() / 1_000),
});

/**
 * Tells the latest of something: at once while it is rare, and otherwise as often as `limit` allows.
 * @returns `say`, and `stop` for when nobody listens any more
 */
export function openCalm<T>(tell: (value: T) => void, { most, everyMs }: { most: number; everyMs: number }) {
  const limit = openRateLimit(most, most * everyMs);
  let latest: { value: T } | null = null;
  let timer: NodeJS.Timeout | undefined;
  const next = (): void => {
    timer = undefined;
    if (!latest) return;
    if (!limit.take()) return void (timer = setTimeout(next, limit.wait() + 1));
    const { value } = latest;
    latest = null;
    tell(value);
  };
  return {
    say(value: T): void {
      latest = { value };
      if (timer === undefined) next();
    },
    stop: (): void => clearTimeout(timer),
  };
}
