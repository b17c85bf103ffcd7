/** Whether the look at one's devices is open on this screen, and whether this browser has been through it before. */
import { useCallback, useSyncExternalStore } from "react";
import { keepsOf } from "../../browser/storage.ts";
import { canTalk } from "../../browser/talk.ts";
import { openStore } from "../../live/store.ts";
import { useRoom } from "../../live/room.ts";

const key = "devices-checked";
const check = openStore({ isOpen: false });

/** The look at one's devices: open or not, and how to turn it. */
export function useCheck(): { isOpen: boolean; open(): void; close(): void } {
  const { isOpen } = useSyncExternalStore(check.subscribe, check.snapshot, check.snapshot);
  return { isOpen, open: () => check.set({ isOpen: true }), close: () => check.set({ isOpen: false }) };
}

/** Joins at once where the devices are known in this browser, and looks at them first where they are not. */
export function useJoin(): () => void {
  const { call } = useRoom();
  const { join } = call;
  return useCallback(() => {
    // Where no voice can go through there is nothing to look at: joining says so.
    if (!canTalk() || keepsOf().browser.getItem(key)) void join();
    else check.set({ isOpen: true });
  }, [join]);
}

/** This browser's devices have been looked at. */
export const noteChecked = (): void => keepsOf().browser.setItem(key, "yes");
