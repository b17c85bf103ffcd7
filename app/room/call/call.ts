/** The call on this side: own sound and picture, the connection to whoever is on the other side, and how it stands. */
import type { Ice } from "../../../lib/rtc.ts";
import { type Seat, otherSeat } from "../../../lib/seats.ts";
import { keepsOf } from "../../browser/storage.ts";
import { canTalk, cannotTalk } from "../../browser/talk.ts";
import type { Hold } from "../hold.ts";
import { type Store, openStore } from "../store.ts";
import { openCaution } from "./caution.ts";
import { chosenDevices } from "./devices.ts";
import { openMedia } from "./media.ts";
import { type Link, openLink } from "./link.ts";
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

const relayKey = "call-relay-only";
const floorKey = "call-yields-floor";
const movedAway = "Your voice is on another device of yours now.";
const noRelay = "You chose to hide your network address, and there is no relay here. No sound can go through.";

/** Opens the call for a person who is not in it yet. It asks for no device before `join`. */
export function openCall({ hold, seat, page, remember, hidden }: CallParts): OpenCall {
  const storage = keepsOf(page).browser;
  const other = otherSeat(seat);
  const state = openStore<CallState>({ ...notInCall, yieldsFloor: storage.getItem(floorKey) === "yes" });
  let ice: Ice | null = null;
  let asking: Promise<Ice | null> | null = null;
  let link: Link | null = null;
  const caution = openCaution(seat);
  /** How the other side was last told that this one is heard and seen. */
  let told = "";
  const sound = openSound((needsTap) => state.set({ needsTap }));
  let media = newMedia();

  function newMedia() {
    return openMedia({
      storage,
      given: async (kind, track) => {
        if (kind === "audio") state.set({ ownSound: track });
        else state.set({ camera: track !== null, ownPicture: track && new MediaStream([track]) });
        await link?.give(kind, track);
        tell();
      },
      lost: (why) => state.set({ why }),
      taken(isTaken) {
        state.set({ taken: isTaken });
        tell();
      },
    });
  }

  const relay = (): boolean => state.snapshot().relayOnly !== "no";
  const askIce = (): Promise<Ice | null> => (asking ??= learnIce().finally(() => (asking = null)));
  const learnIce = async (): Promise<Ice | null> => {
    ice = (await hold.wire.ice()) ?? ice;
    if (!ice) return null;
    const own = storage.getItem(relayKey) === "yes" ? "own choice" : "no";
    state.set({ canRelay: ice.canRelay, relayOnly: ice.relayOnly ? "always" : own });
    if (relay() && !ice.canRelay && state.snapshot().phase !== "out") state.set({ why: noRelay });
    return ice;
  };

  /** Whether this person's voice goes through at this moment: open, not at rest, and not closed for the other's floor. */
  const isOpen = (): boolean => {
    const { microphone, hushed, yieldsFloor } = state.snapshot();
    return microphone && !hushed && !(yieldsFloor && hold.snapshot().holding?.floor?.seat === other);
  };
  const speaks = (): boolean => isOpen() && media.track("audio") !== null && !state.snapshot().taken;
  /** Whether this person would be heard, if their device had not taken the microphone for something else. */
  const isTaken = (): boolean => isOpen() && state.snapshot().taken;
  const shows = (): boolean => {
    const { camera, hushed, pictureRests } = state.snapshot();
    return camera && !hushed && !pictureRests;
  };
  /** Tells the other side how this one is heard and seen, where that is another way than before. */
  const tell = (): void => {
    state.set({ speaks: speaks() });
    if (link) note();
    const now = `${speaks()} ${shows()} ${isTaken()}`;
    if (now === told) return;
    told = now;
    link?.say();
  };
  const note = (): void => {
    const { microphone } = state.snapshot();
    remember({ camera: media.wants("video"), microphone, ...caution.snapshot() });
  };

  /** Follows what the room asks of the sound: rest while a moment is asked for, be natural in a quiet. */
  const follow = (): void => {
    const held = hold.snapshot();
    const { holding, ended } = held;
    if (caution.look(held)) state.set({ microphone: false });
    const isHidden = hidden.snapshot();
    const hushed = Boolean(holding?.moment) || isHidden || caution.snapshot().careful;
    state.set({ hushed });
    // A light beside the camera, or a sign in the tab, would tell what a hidden page does not.
    media.leave(isHidden);
    media.allow("audio", isOpen());
    media.allow("video", !hushed);
    media.leaveNatural(holding?.quiet?.state === "running");
    sound.mute(hushed);
    tell();
    if ((ended || holding?.talkElsewhere) && state.snapshot().phase !== "out") end(null);
    else link?.follow();
  };

  const end = (why: string | null): void => {
    const before = link;
    link = null;
    before?.close();
    remember(null);
    sound.set(null);
    media.close();
    media = newMedia();
    const { microphone, canRelay, relayOnly, hushed, yieldsFloor } = state.snapshot();
    state.set({ ...notInCall, microphone, canRelay, relayOnly, hushed, yieldsFloor, why });
  };

  const begin = (): void => {
    link = openLink({
      hold,
      seat,
      ice: () => ice,
      freshIce: askIce,
      relayOnly: relay,
      tracks: () => ({ audio: media.track("audio"), video: media.track("video") }),
      says: () => ({ microphone: speaks(), picture: shows(), ...(isTaken() && { taken: true }) }),
      changed: (standing) => {
        sound.set(standing.sound);
        state.set({
          line: standing.line,
          otherPicture: standing.picture,
          pictureRests: standing.pictureRests,
        });
        tell();
      },
      moved: () => end(movedAway),
    });
    state.set({ phase: "in" });
    tell();
    link.follow();
  };

  const join = async (camera: boolean): Promise<void> => {
    const { holding, ended } = hold.snapshot();
    if (state.snapshot().phase !== "out" || holding?.talkElsewhere || ended) return;
    if (!canTalk()) return state.set({ why: cannotTalk });
    state.set({ phase: "opening", why: null });
    follow();
    const joining = media;
    // It is waited for before anybody is looked for, and not before this person is in the call.
    void askIce();
    const [why, seen] = await Promise.all([media.start("audio"), camera ? media.start("video") : null]);
    void sound.on(chosenDevices(storage).speaker);
    // Hung up before it had begun.
    if (state.snapshot().phase !== "opening" || joining !== media) return;
    if (why ?? seen) state.set({ why: why ?? seen });
    begin();
  };

  const stops = [hold.subscribe(follow), hidden.subscribe(follow)];
  // On a reload the other side learns at once that this side is gone, and looks for the one that comes.
  const goodbye = (): void => {
    if (!link) return;
    note();
    link.close();
  };
  page.addEventListener("pagehide", goodbye, { capture: true });

  return {
    subscribe: state.subscribe,
    snapshot: state.snapshot,
    async prepare() {
      await askIce();
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
      if (open && state.snapshot().phase === "in") void media.start("audio").then((why) => why && state.set({ why }));
    },
    async openCamera(open) {
      state.set({ why: null });
      const why = open ? await media.start("video") : await media.stop("video").then(() => null);
      if (why) state.set({ why });
    },
    async choose(devices) {
      const why = await media.choose(devices);
      state.set({ why: why ?? (devices.speaker === undefined ? null : await sound.on(devices.speaker)) });
    },
    hideAddress(hide) {
      if (hide) storage.setItem(relayKey, "yes");
      else storage.removeItem(relayKey);
      state.set({ relayOnly: ice?.relayOnly ? "always" : hide ? "own choice" : "no" });
      link?.anew();
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
      page.removeEventListener("pagehide", goodbye, { capture: true });
      link?.close();
      // What is still being asked for comes too late.
      state.set({ phase: "out" });
      sound.close();
      media.close();
    },
  };
}
