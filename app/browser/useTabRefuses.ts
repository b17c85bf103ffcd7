"use client";
import { useSyncExternalStore } from "react";
import { keepsOf } from "./storage.ts";

/** Whether this browser refuses to keep what a page of this tab puts away, so that a reload loses it. */
export function useTabRefuses(): boolean {
  const { subscribe, snapshot } = keepsOf().tab.refuses;
  return useSyncExternalStore(subscribe, snapshot, snapshot).refuses;
}
