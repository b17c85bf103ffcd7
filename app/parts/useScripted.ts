"use client";
import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** Whether the scripts of this page run: what only they can do is not offered before. */
export const useScripted = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
