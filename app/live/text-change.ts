/** The one change between two wordings, and how a place in a text moves when somebody else changes it. Pure. */
import { isInsidePair } from "../../lib/pairs.ts";

/** At `index`, `remove` UTF-16 units go and `insert` comes. */
export type TextChange = { index: number; remove: number; insert: string };

/** A change as Yjs tells it, from the beginning of the text on. */
export type Delta = readonly { retain?: number; delete?: number; insert?: unknown }[];

export type Range = readonly [from: number, to: number];

/**
 * The smallest change that makes `after` of `before`, or null when they are the same. It never cuts a surrogate
 * pair, or one half of an emoji would stay and every replica would show it differently.
 * @param caret where the caret stands in `after`: of "aa" become "aaa" it says which of them is new
 */
export function changeBetween(before: string, after: string, caret: number = after.length): TextChange | null {
  if (before === after) return null;
  const most = Math.min(before.length, after.length);
  const sameBehind = (count: number): boolean => before.at(-1 - count) === after.at(-1 - count);
  let suffix = 0;
  while (suffix < Math.min(most, after.length - caret) && sameBehind(suffix)) suffix += 1;
  let prefix = 0;
  while (prefix < most - suffix && before[prefix] === after[prefix]) prefix += 1;
  while (suffix < most - prefix && sameBehind(suffix)) suffix += 1;
  if (isInsidePair(before, prefix) || isInsidePair(after, prefix)) prefix -= 1;
  if (isInsidePair(before, before.length - suffix) || isInsidePair(after, after.length - suffix)) suffix -= 1;
  return {
    index: prefix,
    remove: before.length - suffix - prefix,
    insert: after.slice(prefix, after.length - suffix),
  };
}

const lengthOf = (insert: unknown): number => (typeof insert === "string" ? insert.length : 1);

/** Where the place `index` is after `delta`. What is inserted right at it comes behind it. */
export function carried(index: number, delta: Delta): number {
  let at = 0;
  let place = index;
  for (const { retain = 0, delete: gone = 0, insert } of delta) {
    if (at >= place) break;
    const come = insert === undefined ? 0 : lengthOf(insert);
    place += come - Math.min(gone, place - at);
    at += retain + come;
  }
  return place;
}

/** What is left of a range after `delta`, in order: less where some was deleted, parts where something came between. */
export function carriedRange([from, to]: Range, delta: Delta): Range[] {
  const left: Range[] = [];
  let before = 0;
  let after = 0;
  const keep = (length: number): void => {
    const start = Math.max(from, before);
    const end = Math.min(to, before + length);
    if (start < end) left.push([start - before + after, end - before + after]);
    before += length;
    after += length;
  };
  for (const { retain = 0, delete: gone = 0, insert } of delta) {
    if (retain > 0) keep(retain);
    before += gone;
    if (insert !== undefined) after += lengthOf(insert);
  }
  keep(Math.max(0, to - before));
  return left;
}

/** Where the last part of `delta` ends: the place somebody looks for after taking a change back. */
export function endOf(delta: Delta): number {
  let at = 0;
  let end = 0;
  for (const { retain = 0, delete: gone = 0, insert } of delta) {
    at += retain + (insert === undefined ? 0 : lengthOf(insert));
    if (gone > 0 || insert !== undefined) end = at;
  }
  return end;
}
