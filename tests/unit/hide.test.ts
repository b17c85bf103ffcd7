import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openEscapes } from "../../app/hide/escapes.ts";
import { hideAfter, hidesAfter, watchIdle } from "../../app/hide/idle.ts";

describe("Escape", () => {
  const pressed = (...times: number[]) => {
    const escapes = openEscapes();
    return times.map((at) => escapes.press(at)).at(-1);
  };

  test("hides with the third press, when the three come within a second and a half", () => {
    expect(pressed(0)).toBe("first");
    expect(pressed(0, 400)).toBe("next");
    expect(pressed(0, 700, 1_400)).toBe("last");
  });

  test("does nothing when it is pressed now and then", () => {
    expect(pressed(0, 800, 1_600)).toBe("next");
    expect(pressed(0, 2_000, 4_000, 6_000)).toBe("first");
  });

  test("counts what was pressed before the scripts of the page were there", () => {
    expect(openEscapes([0, 400]).press(900)).toBe("last");
    expect(openEscapes([0, 400]).press(1_600)).toBe("next");
    expect(openEscapes([0, 400]).press(2_000)).toBe("first");
  });

  test("counts anew after it has hidden", () => {
    expect(pressed(0, 100, 200, 300)).toBe("first");
    expect(pressed(0, 100, 200, 300, 400, 500)).toBe("last");
  });
});

describe("hiding by itself", () => {
  const kept = new Map<string, string>();

  beforeEach(() => {
    vi.useFakeTimers();
    kept.clear();
    vi.stubGlobal("localStorage", {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
      removeItem: (key: string) => kept.delete(key),
    });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  /** A page that nobody touches unless told so, and how often it was hidden. */
  function page() {
    const target = new EventTarget();
    let times = 0;
    const stop = watchIdle(target as unknown as Window, () => (times += 1));
    return { touch: (sign: string) => target.dispatchEvent(new Event(sign)), times: () => times, stop };
  }

  test("is off until it is chosen, and takes only what can be chosen", () => {
    const { times } = page();
    vi.advanceTimersByTime(24 * 60 * 60_000);
    expect(times()).toBe(0);
    kept.set("hide-after-minutes", "0");
    expect(hidesAfter()).toBeNull();
    hideAfter(5);
    expect(hidesAfter()).toBe(5);
    hideAfter(null);
    expect(hidesAfter()).toBeNull();
  });

  test("waits anew after each touch and each key, and ends when it is told to", () => {
    hideAfter(1);
    const { touch, times, stop } = page();
    for (const sign of ["keydown", "pointerdown", "pointermove", "wheel", "touchstart"]) {
      vi.advanceTimersByTime(59_000);
      touch(sign);
    }
    expect(times()).toBe(0);
    vi.advanceTimersByTime(60_000);
    expect(times()).toBe(1);
    touch("keydown");
    stop();
    vi.advanceTimersByTime(120_000);
    expect(times()).toBe(1);
  });
});
