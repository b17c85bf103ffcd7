/** Three presses of Escape, one soon after the other: quick to find in a fright, and seldom meant otherwise. */

const presses = 3;
const withinMs = 1_500;

/** Counts presses. `press` takes when one came, in ms, and gives whether it was the last of three. */
export function openEscapes(): { press: (at: number) => boolean } {
  let times: number[] = [];
  return {
    press(at) {
      times = [...times.filter((time) => at - time < withinMs), at];
      const done = times.length >= presses;
      if (done) times = [];
      return done;
    },
  };
}
