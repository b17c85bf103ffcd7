"use client";
import { useState } from "react";
import { ask } from "./ask.ts";
import type { Answer, Request } from "./ask.ts";

type Asking<T> = (path: string, request: Request<T>) => Promise<Answer<T>>;

/**
 * One request at a time, and what a form shows of it: `busy` while it is under way (and on after a success, until what
 * follows has come), `why` after a refusal. `send` gives null when one is under way already.
 */
export function useAsk() {
  const [busy, setBusy] = useState(false);
  const [why, setWhy] = useState<string | null>(null);
  const send = async <T>(path: string, request: Request<T>, by: Asking<T> = ask): Promise<Answer<T> | null> => {
    if (busy) return null;
    setBusy(true);
    setWhy(null);
    const answer = await by(path, request);
    if (!answer.ok) {
      setBusy(false);
      setWhy(answer.why);
    }
    return answer;
  };
  return { busy, why, send };
}
