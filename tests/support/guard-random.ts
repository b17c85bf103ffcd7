/** Random choices that a seed repeats exactly. */
import type { Author } from "../../lib/seats.ts";

export type Random = {
  /** A whole number from 0 up to, not including, `below`. */
  below: (below: number) => number;
  chance: (probability: number) => boolean;
  pick: <T>(items: readonly T[]) => T;
  clientId: (author: Author) => number;
};

/** mulberry32, by Tommy Ettinger (public domain). */
export function newRandom(seed: number): Random {
  let state = seed >>> 0;
  const unit = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(unit() * limit);
  return {
    below,
    chance: (probability) => unit() < probability,
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error("There is nothing to pick from.");
      return item;
    },
    clientId: (author) =>
      (below(2 ** 19) * 2 ** 32 + below(2 ** 32)) * 4 + ["server", "client", "practitioner"].indexOf(author),
  };
}

/** The seed and the size of a random test, from the environment where it names them. */
export function settings(count: string, usual: number): { seed: number; count: number } {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
  return { seed, count: Number(process.env[count] ?? usual) };
}
