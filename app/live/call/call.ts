/** The call on this side: own sound and picture, the connection to whoever is on the other side, and how it stands. */
import type { Seat } from "../../../lib/seats.ts";
import { keepsOf } from "../../browser/storage.ts";
import { canTalk, cannotTalk } from "../../browser/talk.ts";
import type { Hold } from "../hold.ts";
import { type Store, openStore } from "../store.ts";
import { openCaution } from "./caution.ts";
import { chosenDevices } from "./devices.ts";
import { openServers } from "./servers.ts";
import { openSide } from "./side.ts";
import { openSound } from "./sound.ts";
import { type CallActs, type CallState, type WasInCall, notInCall } from "./state.ts";

export type CallParts = {
  hold: Hold;
  seat: Seat;
  /** The window this happens in, whose end is told to the other side. */
  page: Window;
  /** Where it is remembered in this tab that its person is in the call, and how. */
  remember: (inCall: WasInCall | null) => void;
  /** Whether this page is hidden, so that nothing of it is heard or seen. */
  hidden: Store<boolean>;
};

export type OpenCall = Store<CallState> &
  CallActs & {
    /** Joins as this person was in the call before the page was loaded anew. */
    rejoin(was: WasInCall): Promise<void>;
    close(): void;
  };

const floorKey = "call-yields-floor";
const movedAway = "Your voice is on another device of yours now.";
const noRelay = "You chose to hide your network address, and there is no relay here. No sound can go through.";

/** Opens the call for a person who is not in it yet. It asks for no device before `join`. */
export function openCall({ hold, seat, page, remember, hidden }: CallParts): OpenCall {
  const storage = keepsOf(page).browser;
  const state = openStore<CallState>({ ...notInCall, yieldsFloor: storage.getItem(floorKey) === "yes" });
  const caution = openCaution(seat);
  const sound = openSound((needsTap) => state.set({ needsTap }));
  const servers = openServers(hold.wire, storage, ({ canRelay }) => {
    const relayOnly = servers.relayOnly();
    state.set({ canRelay, relayOnly });
    if (relayOnly !== "no" && !canRelay && state.snapshot().phase !== "out") state.set({ why: noRelay });
  });
  const side = openSide({
    hold,
    seat,
    storage,
    state,
    servers,
    sound,
    note: (camera) => remember({ camera, microphone: state.snapshot().microphone, ...caution.snapshot() }),
    moved: () => end(movedAway),
  });

  /** Follows what the room asks of the sound: rest while a moment is asked for, be natural in a quiet. */
  const follow = (): void => {
    const held = hold.snapshot();
    const { holding, ended } = held;
    if (caution.look(held)) state.set({ microphone: false });
    const away = hidden.snapshot();
    const hushed = Boolean(holding?.moment) || away || caution.snapshot().careful;
    state.set({ hushed });
    sound.mute(hushed);
    side.follow({ away, natural: holding?.quiet?.state === "running" });
    if ((ended || holding?.talkElsewhere) && state.snapshot().phase !== "out") end(null);
    else side.look();
  };

  const end = (why: string | null): void => {
    side.end();
    remember(null);
    sound.set(null);
    const { microphone, canRelay, relayOnly, hushed, yieldsFloor } = state.snapshot();
    state.set({ ...notInCall, microphone, canRelay, relayOnly, hushed, yieldsFloor, why });
  };

  const join = async (camera: boolean): Promise<void> => {
    const { holding, ended } = hold.snapshot();
    if (state.snapshot().phase !== "out" || holding?.talkElsewhere || ended) return;
    if (!canTalk()) return state.set({ why: cannotTalk });
    state.set({ phase: "opening", why: null });
    follow();
    const media = side.media();
    // It is waited for before anybody is looked for, and not before this person is in the call.
    void servers.ask();
    const [why, seen] = await Promise.all([media.start("audio"), camera ? media.start("video") : null]);
    void sound.on(chosenDevices(storage).speaker);
    // Hung up before it had begun.
    if (state.snapshot().phase !== "opening" || media !== side.media()) return;
    if (why ?? seen) state.set({ why: why ?? seen });
    side.begin();
  };

  const stops = [hold.subscribe(follow), hidden.subscribe(follow)];
  // On a reload the other side learns at once that this side is gone, and looks for the one that comes.
  page.addEventListener("pagehide", side.goodbye, { capture: true });

  return {
    subscribe: state.subscribe,
    snapshot: state.snapshot,
    async prepare() {
      await servers.ask();
    },
    join: async (wished) => join(wished?.camera ?? false),
    async rejoin(was) {
      caution.restore(was);
      state.set({ microphone: was.microphone });
      await join(was.camera);
    },
    leave: () => end(null),
    openMicrophone(open) {
      if (open) caution.press();
      state.set({ microphone: open, why: null });
      follow();
      if (open && state.snapshot().phase === "in")
        void side
          .media()
          .start("audio")
          .then((why) => why && state.set({ why }));
    },
    async openCamera(open) {
      state.set({ why: null });
      const media = side.media();
      const why = open ? await media.start("video") : await media.stop("video").then(() => null);
      if (why) state.set({ why });
    },
    async choose(devices) {
      const why = await side.media().choose(devices);
      state.set({ why: why ?? (devices.speaker === undefined ? null : await sound.on(devices.speaker)) });
    },
    hideAddress(hide) {
      servers.hideAddress(hide);
      state.set({ relayOnly: servers.relayOnly() });
      side.anew();
    },
    yieldFloor(yields) {
      if (yields) storage.setItem(floorKey, "yes");
      else storage.removeItem(floorKey);
      state.set({ yieldsFloor: yields });
      follow();
    },
    letSound: () => void sound.play(),
    close() {
      for (const stop of stops) stop();
      page.removeEventListener("pagehide", side.goodbye, { capture: true });
      side.close();
      // What is still being asked for comes too late.
      state.set({ phase: "out" });
      sound.close();
    },
  };
}
