/** Microphone and camera in a call: opened, rested, lost and closed as their person and the room wish. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type OpenCall, openCall } from "../../app/live/call/call.ts";
import type { WasInCall } from "../../app/live/call/state.ts";
import type { Hold, HoldState } from "../../app/live/hold.ts";
import { openStore } from "../../app/live/store.ts";
import { type Holding, atRest, shown } from "../../lib/holding.ts";
import type { InCall } from "../../lib/rtc.ts";
import { type FakeDevices, installDevices } from "../support/fake-devices.ts";
import { calm } from "../support/moved-clock.ts";

let devices: FakeDevices;
let call: OpenCall;
let remembered: WasInCall | null;
let said: InCall | null;
let page: EventTarget;
const hidden = openStore({ is: false });

const room = openStore<HoldState>({
  holding: shown(atRest, 0),
  holdingAt: 0,
  present: null,
  connected: true,
  upToDate: true,
  ended: false,
  showsElsewhere: true,
});
const held = (changes: Partial<Holding>): void => room.set({ holding: { ...shown(atRest, 0), ...changes } });

/** The server takes the call as it is said. */
function hear(inCall: InCall | null): void {
  said = inCall;
  const nobody = { state: "here", since: null, name: "", card: null, call: null } as const;
  void calm().then(() => room.set({ present: { client: { ...nobody, call: inCall }, practitioner: nobody } }));
}

beforeEach(async () => {
  devices = installDevices();
  hidden.set({ is: false });
  held({});
  room.set({ present: null });
  page = new EventTarget();
  const hold: Partial<Hold> = {
    subscribe: room.subscribe,
    snapshot: room.snapshot,
    wire: { join: hear, send: async () => false, onMessage: () => () => {}, ice: async () => null },
  };
  call = openCall({
    hold: hold as Hold,
    seat: "client",
    page: page as Window,
    remember: (was) => (remembered = was),
    hidden: { subscribe: hidden.subscribe, snapshot: () => hidden.snapshot().is },
  });
  room.set({ present: { client: nobodyHere, practitioner: nobodyHere } });
});
afterEach(() => {
  call.close();
  vi.unstubAllGlobals();
});
const nobodyHere = { state: "here", since: null, name: "", card: null, call: null } as const;

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await calm();
};
const open = () => [devices.live("audio").length, devices.live("video").length];
async function join(camera = false): Promise<void> {
  await call.join({ camera });
  await settle();
}

describe("a device", () => {
  test("is not asked for before its person joins, and closed when they leave", async () => {
    expect(devices.given).toHaveLength(0);
    await join(true);
    expect([open(), call.snapshot().speaks, call.snapshot().camera]).toEqual([[1, 1], true, true]);
    expect(said).toMatchObject({ microphone: true, picture: true });
    call.leave();
    await settle();
    expect([open(), said, remembered]).toEqual([[0, 0], null, null]);
  });

  test("that is refused is said, and the other one is not", async () => {
    devices.refused.add("audio");
    await join(true);
    expect(call.snapshot().why).toMatch(/does not let the page use the microphone/);
    expect([open(), call.snapshot().phase, call.snapshot().speaks]).toEqual([[0, 1], "in", false]);
  });

  test("is closed also where it is given after its person hung up", async () => {
    const go = devices.holdBack();
    const joining = call.join({ camera: true });
    await settle();
    call.leave();
    go();
    await joining;
    await settle();
    expect([open(), call.snapshot().phase]).toEqual([[0, 0], "out"]);
  });

  test("is closed at once when its picture is ended, whatever is being asked meanwhile", async () => {
    await join(true);
    const go = devices.holdBack();
    void call.choose({ camera: "another" });
    await settle();
    void call.openCamera(false);
    expect(devices.live("video")).toHaveLength(0);
    go();
    await settle();
    expect([open(), call.snapshot().camera]).toEqual([[1, 0], false]);
  });

  test("that is pulled out is replaced, and one that can not be waits for a press", async () => {
    await join();
    devices.live("audio")[0]?.pullOut();
    await settle();
    expect([open(), call.snapshot().speaks]).toEqual([[1, 0], true]);
    devices.refused.add("audio");
    devices.live("audio")[0]?.pullOut();
    await settle();
    expect([open(), call.snapshot().speaks]).toEqual([[0, 0], false]);
    expect(call.snapshot().why).not.toBeNull();
    devices.refused.clear();
    hidden.set({ is: true });
    hidden.set({ is: false });
    await settle();
    expect(open()).toEqual([0, 0]);
    call.openMicrophone(true);
    await settle();
    expect([open(), call.snapshot().speaks]).toEqual([[1, 0], true]);
  });

  test("that is taken for a telephone call is told, and that it is back", async () => {
    await join();
    devices.live("audio")[0]?.take(true);
    expect([call.snapshot().taken, call.snapshot().speaks, said?.taken]).toEqual([true, false, true]);
    devices.live("audio")[0]?.take(false);
    expect([call.snapshot().taken, call.snapshot().speaks, said?.taken]).toEqual([false, true, undefined]);
  });
});

describe("sound and picture rest", () => {
  const through = () => [...devices.live("audio"), ...devices.live("video")].map(({ enabled }) => enabled);

  test("in a moment, and go on after it", async () => {
    await join(true);
    held({ moment: { by: "practitioner" } });
    expect([through(), said?.microphone, said?.picture]).toEqual([[false, false], false, false]);
    held({});
    expect([through(), said?.microphone, said?.picture]).toEqual([[true, true], true, true]);
  });

  test("of who wishes so while the other has the floor", async () => {
    await join(true);
    call.yieldFloor(true);
    held({ floor: { seat: "practitioner" } });
    expect(through()).toEqual([false, true]);
    held({ floor: { seat: "client" } });
    expect(through()).toEqual([true, true]);
    call.yieldFloor(false);
  });

  test("with their devices closed while the page is hidden, and what was open is opened again", async () => {
    await join(true);
    hidden.set({ is: true });
    expect(open()).toEqual([0, 0]);
    hidden.set({ is: false });
    await settle();
    expect([open(), through()]).toEqual([
      [1, 1],
      [true, true],
    ]);
  });

  test("by the closed microphone alone, which stays this page's", async () => {
    await join(true);
    call.openMicrophone(false);
    expect([through(), open(), remembered?.microphone]).toEqual([[false, true], [1, 1], false]);
  });
});

test("in a quiet the sound is asked for as it is in the room, and after it clear again", async () => {
  const suppressed = () => devices.live("audio").map(({ wanted }) => wanted.noiseSuppression);
  await join();
  expect(suppressed()).toEqual([true]);
  held({ quiet: { state: "running", minutes: null, remaining: null, longer: null } });
  await settle();
  expect(suppressed()).toEqual([false]);
  held({});
  await settle();
  expect(suppressed()).toEqual([true]);
});

test("who talks elsewhere, or has no seat any more, is out of the call", async () => {
  for (const change of [() => held({ talkElsewhere: true }), () => room.set({ ended: true })]) {
    await join();
    change();
    await settle();
    expect([open(), call.snapshot().phase, said]).toEqual([[0, 0], "out", null]);
    held({});
    room.set({ ended: false });
  }
});

test("a page that goes notes how its person was in the call, and says goodbye", async () => {
  await join(true);
  call.openMicrophone(false);
  page.dispatchEvent(new Event("pagehide"));
  expect([remembered, said]).toEqual([{ camera: true, microphone: false, careful: false, moment: false }, null]);
});
