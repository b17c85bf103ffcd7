"use client";
import KeyRound from "lucide-react/icons/key-round";
import type { ReactNode } from "react";
import { Button } from "./Button.tsx";
import { Note } from "./Note.tsx";
import { ReturnKeyCard } from "./ReturnKeyCard.tsx";
import type { MadeKey } from "./useReturnKey.ts";

type Props = { made: MadeKey; hasOne?: boolean; isUnseen: boolean; enter?: ReactNode };

/** What is under way between a press and the key. */
export const keyIsMade = "A return key is being made";

/**
 * Offers a return key, so that the seat can be found again from another browser.
 * @param hasOne whether the seat has one already, which a new one ends
 * @param isUnseen whether nobody sees this at the moment
 * @param enter stands beside the offer
 */
export function WayBack({ made, hasOne = false, isUnseen, enter }: Props) {
  const { key, making, why } = made;
  const isLost = made.unseen && !making;
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
      {key && <ReturnKeyCard returnKey={key} isUnseen={isUnseen} onSeen={made.seen} />}
      {why && (
        <Note said tone="problem" className="mt-4">
          {why}
        </Note>
      )}
      <div className="mt-5 flex flex-wrap gap-3">
        {enter}
        {!key && (
          <Button onClick={made.save} busy={making}>
            {making ? keyIsMade : hasOne || isLost ? "Make a new return key" : "Save a return key"}
          </Button>
        )}
      </div>
      {/* Always there: one that comes together with its words is not spoken everywhere. */}
      <p aria-live="polite" className="sr-only">
        {making && `${keyIsMade}.`}
      </p>
    </div>
  );
}
