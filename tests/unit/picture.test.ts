import { describe, expect, test } from "vitest";
import { type Rest, goesOn, restAfter } from "../../app/live/call/picture.ts";

const wide = { silentMs: 0, lost: 0, bits: 900_000 };
const narrow = { ...wide, bits: 90_000 };
const lossy = { ...wide, lost: 0.2 };

/** What comes of looking once a second at these lines, one after the other. */
function after(...lines: (typeof wide)[]): Rest {
  return lines.reduce((rest, line, second) => restAfter(rest, line, second * 1_000), goesOn);
}
const seconds = (count: number, line: typeof wide) => Array.from({ length: count }, () => line);

describe("a picture", () => {
  test("goes on while the line is wide, and over a short narrow stretch", () => {
    expect(after(...seconds(60, wide)).rests).toBe(false);
    expect(after(...seconds(4, narrow), wide, ...seconds(4, narrow)).rests).toBe(false);
  });

  test.each([
    ["carries too little", narrow],
    ["loses too much of the voice", lossy],
  ])("rests once the line %s for four seconds", (_, line) => {
    expect(after(...seconds(4, line)).rests).toBe(false);
    expect(after(...seconds(5, line)).rests).toBe(true);
  });

  test("comes back after twenty seconds without losses, though nothing that was not sent could be measured", () => {
    const resting = seconds(5, lossy);
    expect(after(...resting, ...seconds(20, narrow)).rests).toBe(true);
    expect(after(...resting, ...seconds(21, narrow)).rests).toBe(false);
    expect(after(...resting, ...seconds(15, narrow), lossy, ...seconds(15, narrow)).rests).toBe(true);
  });
});
