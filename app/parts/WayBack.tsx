"use client";
import KeyRound from "lucide-react/icons/key-round";
import { useState } from "react";
import type { ReactNode } from "react";
import { readReturnKey } from "./answers.ts";
import { Button } from "./Button.tsx";
import { Note } from "./Note.tsx";
import { ReturnKeyCard } from "./ReturnKeyCard.tsx";
import { useAsk } from "./useAsk.ts";

/** A return key for a seat: how to make one, and the one that was made just now. `onMade` is called when there is one. */
export function useReturnKey(space: string, onMade?: () => unknown) {
  const [key, setKey] = useState<string | null>(null);
  const { busy, why, send } = useAsk();

  const save = async () => {
    const answer = await send(`/api/spaces/${space}/key`, { method: "POST", body: {}, read: readReturnKey });
    if (!answer?.ok) return;
    setKey(answer.value.key);
    onMade?.();
  };
  return { key, busy, why, save };
}

export type MadeKey = ReturnType<typeof useReturnKey>;
type Props = { made: MadeKey; hasOne?: boolean; enter?: ReactNode };

/**
 * Offers a return key, so that the seat can be found again from another browser.
 * @param hasOne whether the seat has one already, which a new one ends
 * @param enter stands beside the offer
 */
export function WayBack({ made: { key, busy, why, save }, hasOne = false, enter }: Props) {
  return (
    <div className="mt-6 border-t border-line pt-5">
      <p className="flex gap-3 text-[0.9375rem] text-ink-soft">
        <KeyRound size={18} strokeWidth={1.75} className="mt-0.5 shrink-0" aria-hidden />
        <span>
          <strong className="font-bold text-ink">Keep a way back.</strong>{" "}
          {hasOne && !key
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
            {hasOne ? "Make a new return key" : "Save a return key"}
          </Button>
        )}
      </div>
    </div>
  );
}
