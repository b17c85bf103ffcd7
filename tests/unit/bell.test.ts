/** The bell of a quiet, and hiding the page while it rings. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { newStorage } from "../support/room-pages.ts";

let stopped: number;
let buzzes: VibratePattern[];

class Tone {
  connect = <To>(to: To): To => to;
  start = (): void => {};
  // Without a time it is at once.
  stop = (at?: number): void => void (stopped += at === undefined ? 1 : 0);
}
class Loudness extends Tone {
  gain = { linearRampToValueAtTime: () => {}, exponentialRampToValueAtTime: () => {} };
}
class Sound {
  state = "running";
  currentTime = 0;
  destination = {};
}

beforeEach(() => {
  [stopped, buzzes] = [0, []];
  vi.resetModules();
  vi.stubGlobal("OscillatorNode", Tone);
  vi.stubGlobal("GainNode", Loudness);
  vi.stubGlobal("AudioContext", Sound);
  vi.stubGlobal("navigator", { vibrate: (pattern: VibratePattern) => buzzes.push(pattern) > 0 });
  vi.stubGlobal("sessionStorage", newStorage());
  vi.stubGlobal("window", { scrollY: 0 });
  vi.stubGlobal("document", new EventTarget());
});
afterEach(() => vi.unstubAllGlobals());

/** The bell, and how to hide the page and come back. */
async function open() {
  const { ringBell, unlockBell } = await import("../../app/space/holding/bell.ts");
  const { comeBack, hide } = await import("../../app/hide/hidden.ts");
  return { ringBell, unlockBell, hide: () => hide(null), comeBack };
}

test("hiding the page silences a bell that is ringing, once", async () => {
  const { ringBell, unlockBell, hide, comeBack } = await open();
  unlockBell();
  ringBell();
  expect(stopped).toBe(0);
  hide();
  expect(stopped).toBe(3);
  comeBack();
  hide();
  expect(stopped).toBe(3);
  expect(buzzes).toEqual([]);
});

test("hiding the page ends a buzz", async () => {
  const { ringBell, hide } = await open();
  ringBell();
  hide();
  expect(buzzes).toEqual([[120, 180, 120], 0]);
});
