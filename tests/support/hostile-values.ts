/** Values that no view of ours would write, at random: wrong types, numbers that are none, texts that hide something. */
import * as Y from "yjs";
import type { Random } from "./guard-random.ts";

const numbers = [NaN, Infinity, -Infinity, -0, 0, -1, 0.5, 1e308, -1e308, 2 ** 53, 8.64e15 + 1, 1_764_000_000_000];
const texts = [
  "",
  "The first talk is free.",
  "900 euro",
  "2026-12-12",
  "0026-12-12",
  "9999-99-99",
  "constructor",
  "__proto__",
  "agree",
  "withdraw",
  "money",
  "own",
  "\u3164",
  "six\u200bty \u202e09",
  "a\ufffd",
  "می\u200cخواهم 👩‍👩‍👧",
  " \n\t\n",
  `${" ".repeat(500)}x`,
  "e\u0301\u0323".repeat(40),
  "🌿".repeat(20),
];

export const hostileText = (random: Random): string =>
  random.chance(0.03) ? random.pick(texts).repeat(random.below(60)) : random.pick(texts);

/** A value as it can be stored in a document, nested or not. */
export function hostileValue(random: Random, depth = 0): unknown {
  const choice = random.below(depth > 2 ? 5 : 8);
  if (choice === 0) return random.pick(numbers);
  if (choice === 1) return random.chance(0.3) ? undefined : random.pick([null, true, false]);
  if (choice < 5) return hostileText(random);
  const values = Array.from({ length: random.below(4) }, () => hostileValue(random, depth + 1));
  if (choice === 5) return values;
  return Object.fromEntries(
    values.map((value) => [random.pick(["id", "card", "text", "at", "length", "says"]), value]),
  );
}

/** A value or a type of its own. Never one that is in a document already. */
export function hostileField(random: Random): unknown {
  const choice = random.below(6);
  if (choice === 0) return new Y.Text(hostileText(random));
  if (choice === 1) return new Y.Map<unknown>([["text", hostileValue(random)]]);
  if (choice === 2) return Y.Array.from([hostileText(random)]);
  return hostileValue(random);
}
