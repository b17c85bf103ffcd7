import { describe, expect, test } from "vitest";
import { beatEveryMs, graceMs, silentAfterMs } from "../../lib/wire.ts";
import { attending, ended, heard, nextChange, nobody } from "../../server/live/presence.ts";

const here = { elsewhere: false, card: null, call: null };

describe("presence", () => {
  test("is never, until somebody on the seat has been in the room", () => {
    expect(attending(nobody(false), 0)).toMatchObject({ state: "never", since: null });
    expect(attending(nobody(true), 0)).toMatchObject({ state: "left", since: null });
  });

  test("is here while one of several devices is, and elsewhere only when all are", () => {
    const seat = nobody(false);
    heard(seat, "phone", here, 0);
    heard(seat, "laptop", { ...here, elsewhere: true }, 0);
    expect(attending(seat, 1).state).toBe("here");
    heard(seat, "phone", { ...here, elsewhere: true }, 1);
    expect(attending(seat, 1).state).toBe("elsewhere");
  });

  test("goes on when one of two devices closes", () => {
    const seat = nobody(false);
    heard(seat, "phone", here, 0);
    heard(seat, "laptop", here, 0);
    ended(seat, "phone", "left", 1);
    expect(attending(seat, graceMs * 2).state).not.toBe("left");
  });

  test("does not show a gap under six seconds", () => {
    const seat = nobody(false);
    heard(seat, "one", { ...here, elsewhere: true }, 0);
    ended(seat, "one", "down", 100);
    expect(attending(seat, 100 + 5_999).state).toBe("elsewhere");
    heard(seat, "two", here, 100 + 5_999);
    expect(attending(seat, 100 + 6_001).state).toBe("here");
  });

  test("says that a closed line is down, or that they left, each since its own time", () => {
    for (const how of ["down", "left"] as const) {
      const seat = nobody(false);
      heard(seat, "one", here, 0);
      ended(seat, "one", how, 100);
      expect(attending(seat, 100 + graceMs)).toEqual({ state: how, since: 100, card: null });
    }
  });

  test("says within ten seconds that a line without any sign is down, and not before a gap of six could close", () => {
    // The line is cut at any moment after the last beat; the next beat would have come within one period.
    for (let cut = 0; cut < beatEveryMs; cut += 250) {
      const seat = nobody(false);
      heard(seat, "one", here, 0);
      expect(attending(seat, cut + 5_999).state).toBe("here");
      expect(attending(seat, cut + 10_000)).toMatchObject({ state: "down", since: 0 });
    }
  });

  test("tells when it changes next, and is right about it", () => {
    const seat = nobody(false);
    expect(nextChange(seat, 0)).toBeNull();
    heard(seat, "one", here, 0);
    expect(nextChange(seat, 0)).toBe(silentAfterMs);
    ended(seat, "one", "left", 500);
    const due = nextChange(seat, 500) ?? 0;
    expect(attending(seat, due - 1).state).toBe("here");
    expect(attending(seat, due).state).toBe("left");
    expect(nextChange(seat, due)).toBeNull();
  });

  test("of a line that went silent and then closed stays down", () => {
    const seat = nobody(false);
    heard(seat, "one", here, 0);
    ended(seat, "one", "down", silentAfterMs + 1);
    expect(attending(seat, silentAfterMs + 2).state).toBe("down");
  });

  test("says since when a silent line is down, and no later once it is ended, nor with another one that went before", () => {
    const seat = nobody(false);
    heard(seat, "phone", here, 0);
    heard(seat, "laptop", here, 3_000);
    ended(seat, "laptop", "down", 21_000);
    expect(attending(seat, 21_001)).toMatchObject({ state: "down", since: 3_000 });
    ended(seat, "phone", "down", 22_000);
    expect(attending(seat, 22_001)).toMatchObject({ state: "down", since: 3_000 });
  });

  test("gives a closed line its while to come back also where another device has fallen silent", () => {
    const seat = nobody(false);
    heard(seat, "phone", here, 0);
    heard(seat, "laptop", here, 11_000);
    ended(seat, "laptop", "down", 12_000);
    expect(attending(seat, 12_000 + graceMs - 1).state).toBe("here");
    expect(attending(seat, 12_000 + graceMs)).toMatchObject({ state: "down", since: 12_000 });
  });

  test("carries the card its person is in", () => {
    const seat = nobody(false);
    heard(seat, "one", { ...here, card: "a" }, 0);
    expect(attending(seat, 0).card).toBe("a");
    ended(seat, "one", "left", 1);
    expect(attending(seat, 2).card).toBeNull();
  });
});
