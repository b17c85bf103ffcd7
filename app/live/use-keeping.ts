"use client";
import { useSyncExternalStore } from "react";
import type { Progress } from "./page-state.ts";
import type { Page } from "./room.ts";

/** How far the words of a page have come. Drawn again with every keystroke, so to be used in a small part. */
export function useKeeping({ progress }: Page): Progress {
  return useSyncExternalStore(progress.subscribe, progress.snapshot, progress.snapshot);
}
