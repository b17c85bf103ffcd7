import { lazy, Suspense, useId, useState } from "react";
import { whyNotSignable } from "../../../lib/agreement.ts";
import type { Expectation } from "../../../lib/cards.ts";
import { Button } from "../../parts/Button.tsx";
import { focusOn } from "../../parts/focusOn.ts";
import { useRoom } from "../../room/room.ts";
import { usePeople } from "../people.ts";
import { useWrites } from "../words/useWrites.ts";
import { earlierWords, standingLine } from "./lines.ts";
import type { Agreement } from "./useAgreement.ts";

// Comparing words is needed seldom, and weighs something.
const WhatChanged = lazy(() => import("./WhatChanged.tsx"));

type Props = {
  agreement: Agreement;
  words: Expectation;
  label: string;
  /** What takes the focus when this comes back after a reading. */
  arrives: "line" | "button" | null;
  onRead: () => void;
};

/** How a card stands between the two, in a line, and what this person can do about it. */
export function AgreementFoot({ agreement, words, label, arrives, onRead }: Props) {
  const { seat } = useRoom();
  const { otherName } = usePeople();
  const [compares, setCompares] = useState(false);
  const [why, setWhy] = useState<string | null>(null);
  const id = useId();
  const { standing, missed } = agreement;
  const line = standingLine(standing, seat, otherName, missed);
  const earlier = earlierWords(standing, seat, words);
  const mayAgree = useWrites() && standing[seat].says !== "agrees" && words.text.trim() !== "";

  const read = () => {
    const unsignable = whyNotSignable(words);
    setWhy(unsignable);
    if (!unsignable) onRead();
  };

  return (
    <>
      {line && (
        <p
          tabIndex={arrives === "line" ? -1 : undefined}
          ref={arrives === "line" ? focusOn : undefined}
          className="mt-2.5 text-[0.8125rem] text-ink-soft outline-none"
        >
          {line}
        </p>
      )}
      {(earlier || mayAgree) && (
        <div className="mt-2 flex flex-wrap justify-end gap-2">
          {earlier && (
            <Button
              className="px-3.5!"
              aria-expanded={compares}
              aria-controls={id}
              onClick={() => setCompares(!compares)}
            >
              What changed?
            </Button>
          )}
          {mayAgree && (
            <Button
              ref={arrives === "button" ? focusOn : undefined}
              tone={seat === "client" ? "fern" : "ink"}
              className="px-3.5!"
              aria-label={`I agree: ${label}`}
              onClick={read}
            >
              I agree
            </Button>
          )}
        </div>
      )}
      {why && (
        <p role="alert" className="mt-2 text-sm font-semibold">
          {why}
        </p>
      )}
      <div id={id}>
        {earlier && compares && (
          <Suspense fallback={null}>
            <WhatChanged earlier={earlier} now={words} />
          </Suspense>
        )}
      </div>
    </>
  );
}
