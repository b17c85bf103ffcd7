/** Three presses of Escape, one soon after the other: quick to find in a fright, and seldom meant otherwise. */

export const presses = 3;
export const withinMs = 1_500;

/**
 * Counts presses. `press` takes when one came, in ms, and gives which of the three it was.
 * @param before when it was pressed before this began to count
 */
export function openEscapes(before: readonly number[] = []): { press: (at: number) => "first" | "next" | "last" } {
  let times = [...before];
  return {
    press(at) {
      times = [...times.filter((time) => at - time < withinMs), at];
      if (times.length < presses) return times.length === 1 ? "first" : "next";
      times = [];
      return "last";
    },
  };
}
