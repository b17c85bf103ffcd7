/** The way into the call. What the call is made of comes only when somebody wants to talk: many never do. */
import type { Seat } from "../../../lib/seats.ts";
import { bring } from "../../browser/bring.ts";
import { keepsOf } from "../../browser/storage.ts";
import type { Hold } from "../hold.ts";
import { type Store, openStore } from "../store.ts";
import type { OpenCall } from "./call.ts";
import { type CallActs, type CallState, type WasInCall, notInCall } from "./state.ts";

export type CallDoor = Store<CallState> & CallActs & { close(): void };

export type CallDoorParts = {
  hold: Hold;
  seat: Seat;
  space: string;
  page: Window;
  hidden: Store<boolean>;
};

/** How long after a page has gone the next one joins by itself. Later its person may not expect to be heard. */
const rejoinsWithinMs = 60_000;

/** Opens the way into the call, and goes in by itself where this tab was in it before it was loaded anew. */
export function openCallDoor({ hold, seat, space, page, hidden }: CallDoorParts): CallDoor {
  const { tab } = keepsOf(page);
  const key = `was-in-call ${space}`;
  const state = openStore<CallState>(notInCall);
  let behind: Promise<OpenCall | string> | null = null;
  let closed = false;

  const remember = (inCall: WasInCall | null): void => {
    if (inCall) tab.setItem(key, JSON.stringify({ ...inCall, at: Date.now() }));
    else tab.removeItem(key);
  };

  const open = (): Promise<OpenCall | string> =>
    bring(() => import("./call.ts")).then(({ part, why }) => {
      if (part === null) return why;
      const { openCall } = part;
      const call = openCall({ hold, seat, page, remember, hidden });
      call.subscribe(() => state.set(call.snapshot()));
      state.set(call.snapshot());
      if (closed) call.close();
      return call;
    });

  const through = async (act: (call: OpenCall) => unknown): Promise<void> => {
    behind ??= open();
    const call = await behind;
    if (closed) return;
    if (typeof call !== "string") return void (await act(call));
    // It is asked for again at the next tap.
    behind = null;
    state.set({ why: `The call could not be opened. ${call}` });
  };

  const before = tab.readJson(key);
  if (before) {
    const { at, ...was } = before as WasInCall & { at: number };
    if (Date.now() - at < rejoinsWithinMs) void through((call) => call.rejoin(was));
    else remember(null);
  }

  return {
    subscribe: state.subscribe,
    snapshot: state.snapshot,
    prepare: () => through((call) => call.prepare()),
    join: (wished) => through((call) => call.join(wished)),
    leave: () => void through((call) => call.leave()),
    openMicrophone: (isOpen) => void through((call) => call.openMicrophone(isOpen)),
    openCamera: (isOpen) => through((call) => call.openCamera(isOpen)),
    choose: (devices) => through((call) => call.choose(devices)),
    hideAddress: (hide) => void through((call) => call.hideAddress(hide)),
    yieldFloor: (yields) => void through((call) => call.yieldFloor(yields)),
    letSound: () => void through((call) => call.letSound()),
    close() {
      closed = true;
      void behind?.then((call) => typeof call !== "string" && call.close());
    },
  };
}
