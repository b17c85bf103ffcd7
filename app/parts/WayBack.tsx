"use client";
import KeyRound from "lucide-react/icons/key-round";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { readReturnKey } from "./answers.ts";
import { type Answer, type Request, ask } from "./ask.ts";
import { Button } from "./Button.tsx";
import { Note } from "./Note.tsx";
import type { Code } from "./refused.ts";
import { ReturnKeyCard } from "./ReturnKeyCard.tsx";
import { isKeyUnseen, noteUnseenKey } from "./unseen-key.ts";
import { useAsk } from "./useAsk.ts";

const noKey =
  "No key came back. One may have been made all the same, and one from before may open nothing any more. Make a new one.";

/** After these the server may have done what it was asked for. */
const doubts: readonly Code[] = ["unreached", "unreadable", "unavailable"];
const isInDoubt = <T,>(answer: Answer<T>): boolean => !answer.ok && doubts.includes(answer.code);

async function askForKey<T>(path: string, request: Request<T>): Promise<Answer<T>> {
  const answer = await ask(path, request);
  return !answer.ok && isInDoubt(answer) ? { ...answer, why: noKey } : answer;
}

/**
 * A return key for a seat: how to make one, and the one that was made just now. `onMade` is called when there is one.
 * `unseen`: whether one may have been made that nobody was shown. One from before is not to be relied on then.
 */
export function useReturnKey(space: string, onMade?: () => unknown) {
  const [key, setKey] = useState<string | null>(null);
  const [lost, setLost] = useState(() => isKeyUnseen(space));
  const { busy, why, send } = useAsk();
  // Only now is it on the screen.
  useEffect(() => {
    if (key !== null) noteUnseenKey(space, false);
  }, [key, space]);

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
  const unseen = key === null && (lost || busy);
  return { key, busy, why, unseen, save };
}

export type MadeKey = ReturnType<typeof useReturnKey>;
type Props = { made: MadeKey; hasOne?: boolean; enter?: ReactNode };

/**
 * Offers a return key, so that the seat can be found again from another browser.
 * @param hasOne whether the seat has one already, which a new one ends
 * @param enter stands beside the offer
 */
export function WayBack({ made: { key, busy, why, unseen, save }, hasOne = false, enter }: Props) {
  const isLost = unseen && !busy;
  return (
    <div className="mt-6 border-t border-line pt-5">
      <p className="flex gap-3 text-[0.9375rem] text-ink-soft">
        <KeyRound size={18} strokeWidth={1.75} className="mt-0.5 shrink-0" aria-hidden />
        <span>
          <strong className="font-bold text-ink">Keep a way back.</strong>{" "}
          {isLost
            ? "A return key was asked for here, and it was not shown. One from before may open nothing any more. Make a new one."
            : hasOne && !key
              ? "You have a return key, which brings you back from another browser. Is it lost? Make a new one: the one before then opens nothing any more."
              : "This browser remembers your seat. Save a return key to come back from another one."}
        </span>
      </p>
      {key && <ReturnKeyCard returnKey={key} />}
      {why && (
        <Note said tone="problem" className="mt-4">
          {why}
        </Note>
      )}
      <div className="mt-5 flex flex-wrap gap-3">
        {enter}
        {!key && (
          <Button onClick={save} busy={busy}>
            {hasOne || isLost ? "Make a new return key" : "Save a return key"}
          </Button>
        )}
      </div>
    </div>
  );
}
