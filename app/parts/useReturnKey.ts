"use client";
import { useState } from "react";
import { readReturnKey } from "./answers.ts";
import { type Answer, type Request, ask } from "./ask.ts";
import type { Code } from "./refused.ts";
import { isKeyUnseen, noteUnseenKey } from "./unseen-key.ts";
import { useAsk } from "./useAsk.ts";

const noKey =
  "No key came back. One may have been made all the same, and one from before may open nothing any more. Make a new one.";

/** After these the server may have done what it was asked for. */
const doubts: readonly Code[] = ["unreached", "unreadable", "unavailable"];
const isInDoubt = <T>(answer: Answer<T>): boolean => !answer.ok && doubts.includes(answer.code);

async function askForKey<T>(path: string, request: Request<T>): Promise<Answer<T>> {
  const answer = await ask(path, request);
  return !answer.ok && isInDoubt(answer) ? { ...answer, why: noKey } : answer;
}

/**
 * A return key for a seat: how to make one, and the one that was made just now. `onMade` is called when there is one.
 * `unseen`: whether one may have been made that nobody was shown. One from before is not to be relied on then. `seen` is
 * to be called once it is before somebody's eyes.
 */
export function useReturnKey(space: string, onMade?: () => unknown) {
  const [key, setKey] = useState<string | null>(null);
  const [lost, setLost] = useState(() => isKeyUnseen(space));
  const { busy, why, send } = useAsk();

  const save = async () => {
    noteUnseenKey(space, true);
    const answer = await send(`/api/spaces/${space}/key`, { method: "POST", body: {}, read: readReturnKey }, askForKey);
    if (!answer) return;
    if (!answer.ok) {
      const isLost = lost || isInDoubt(answer);
      noteUnseenKey(space, isLost);
      return setLost(isLost);
    }
    setKey(answer.value.key);
    onMade?.();
  };
  const seen = () => noteUnseenKey(space, false);
  const making = busy && key === null;
  return { key, making, why, unseen: key === null && (lost || busy), save, seen };
}

export type MadeKey = ReturnType<typeof useReturnKey>;
