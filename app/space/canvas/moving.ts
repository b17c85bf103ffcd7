/** The order of cards: numbers between which there is always room for another. */

/** The number for a new card behind all others. */
export const lastOrder = (orders: readonly number[]): number =>
  orders.reduce((last, order) => Math.max(last, order), 0) + 1;

/**
 * The numbers that move the card at `index` one place up (-1) or down (1), as pairs of index and number: one pair
 * where there is room between its new neighbours, all cards anew where there is none. Empty where it cannot move.
 */
export function moved(orders: readonly number[], index: number, by: -1 | 1): [number, number][] {
  const to = index + by;
  if (to < 0 || to >= orders.length) return [];
  const rest = orders.filter((_, at) => at !== index);
  const [before, after] = [rest[to - 1], rest[to]];
  const order = between(before, after);
  if (order !== null) return [[index, order]];
  const sequence = orders.map((_, at) => at).filter((at) => at !== index);
  sequence.splice(to, 0, index);
  return sequence.map((at, place) => [at, place + 1]);
}

function between(before: number | undefined, after: number | undefined): number | null {
  if (before === undefined) return (after ?? 0) - 1;
  if (after === undefined) return before + 1;
  const middle = (before + after) / 2;
  return middle > before && middle < after ? middle : null;
}
