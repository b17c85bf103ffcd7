/** Brakes on strangers: how many wrong secrets are answered as such, and how many spaces are opened, in a while. */
import { openRateLimit, openRateLimits } from "../rate-limit.ts";

const tenMinutesMs = 10 * 60 * 1000;
const anHourMs = 60 * 60 * 1000;

/** How many wrong secrets one address, and all of them together, may try in ten minutes. */
export const mostGuesses = { atOneAddress: 10, inAll: 1_000 };
/** How many spaces are opened in an hour from one address, and from all of them together. */
export const mostOpenings = { atOneAddress: 1_200, inAll: 6_000 };
// Openings come one after the other with this between them, so that whoever is in a room does not feel them.
const openingEveryMs = 20;
const longestTurnMs = 20_000;

/** How often somebody sits down with return keys, or again by one press, and how often in one browser, in ten minutes. */
const mostSittingsDown = { ofPerson: 20, ofBrowser: 60 };
/** How many return keys are made for a person, and in one browser, in ten minutes. */
const mostNewKeys = { ofPerson: 10, ofBrowser: 60 };

/** How much one person may change over HTTP in ten minutes: their seats, ways to them, keys. What is written goes another way. */
const mostActs = 120;

/** How many links back to their seat somebody may be asked about in a while. */
const mostLinksBack = { most: 5, everyMs: 2 * 60 * 1000 };

export type Acts = ReturnType<typeof openActs>;
export type LinksBack = ReturnType<typeof openLinksBack>;
export type Keys = ReturnType<typeof openKeys>;
export type Guesses = ReturnType<typeof openGuesses>;
export type Openings = ReturnType<typeof openOpenings>;

/** The tries of one address, or of all: when each of the last ones was. */
function openTries(now: () => number, most: number) {
  let tries: number[] = [];
  return {
    /** The ms until one more may be tried. */
    wait(): number {
      tries = tries.filter((at) => now() - at < tenMinutesMs);
      const [oldest] = tries;
      return tries.length < most || oldest === undefined ? 0 : oldest + tenMinutesMs - now();
    },
    note: (): unknown => tries.push(now()),
  };
}

/** Counts wrong secrets. Only they are ever slowed: whoever has a right one is let in, whatever others guess. */
export function openGuesses(now: () => number) {
  const inAll = openTries(now, mostGuesses.inAll);
  const byAddress = new Map<string, ReturnType<typeof openTries>>();
  return {
    /** Notes a wrong secret. Gives the seconds to wait where that were too many, 0 otherwise. */
    miss(address: string): number {
      const own = byAddress.get(address) ?? openTries(now, mostGuesses.atOneAddress);
      const wait = Math.max(own.wait(), inAll.wait());
      if (wait > 0) return Math.ceil(wait / 1000);
      own.note();
      inAll.note();
      // The one that guessed last stands last. Nobody who has guessed within the ten minutes is let go, for all
      // together cannot guess more often than there are places.
      byAddress.delete(address);
      byAddress.set(address, own);
      for (const oldest of byAddress.keys()) {
        if (byAddress.size <= mostGuesses.inAll) break;
        byAddress.delete(oldest);
      }
      return 0;
    },
  };
}

/**
 * Counts who sits down, and the return keys that are made: by the person, for they can have one key after the other, and by
 * the browser, for it can have many people, and the more it has, the more is copied each time.
 */
export const openKeys = (now: () => number) => ({
  sitsDown: openKeyLimits(mostSittingsDown, now),
  made: openKeyLimits(mostNewKeys, now),
});

function openKeyLimits({ ofPerson, ofBrowser }: typeof mostSittingsDown, now: () => number) {
  const persons = openRateLimits(ofPerson, tenMinutesMs, now);
  const browsers = openRateLimits(ofBrowser, tenMinutesMs, now);
  /** Counts one more, in a browser that is known or in none. Gives the seconds to wait where that were too many, or 0. */
  return (person: string, browser: string | null): number => {
    const limits = browser === null ? [persons(person)] : [persons(person), browsers(browser)];
    const wait = Math.max(...limits.map((limit) => limit.wait()));
    if (wait === 0) for (const limit of limits) limit.take();
    return Math.ceil(wait / 1_000);
  };
}

/** Counts what is changed, by the person who does. */
export const openActs = (now: () => number) => openRateLimits(mostActs, tenMinutesMs, now);

/** Counts the links back by whom they are asked. */
export const openLinksBack = (now: () => number) =>
  openRateLimits(mostLinksBack.most, mostLinksBack.most * mostLinksBack.everyMs, now);

/** Lets spaces be opened one after the other. */
export function openOpenings(now: () => number) {
  const inAll = openRateLimit(mostOpenings.inAll, anHourMs, now);
  const byAddress = openRateLimits(mostOpenings.atOneAddress, anHourMs, now);
  let lastTurn = 0;
  return {
    /** Waits for the turn of an address. Gives 0 when it has come, or the seconds after which to try again. */
    async turn(address: string): Promise<number> {
      const own = byAddress(address);
      const turn = Math.max(now(), lastTurn + openingEveryMs);
      const wait = Math.max(own.wait(), inAll.wait(), turn - now() - longestTurnMs);
      if (wait > 0) return Math.ceil(wait / 1000);
      own.take();
      inAll.take();
      lastTurn = turn;
      const ms = turn - now();
      if (ms > 0) await new Promise((come) => setTimeout(come, ms));
      return 0;
    },
  };
}
