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
  const [compares, setCompares] = useState(false);
  const id = useId();
  const { standing } = agreement;
  const earlier = earlierWords(standing, seat, words);
  const mayAgree = useWrites() && standing[seat].says !== "agrees" && words.text.trim() !== "";
  return (
    <>
      <StandingLine agreement={agreement} arrives={arrives === "line"} />
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
          {mayAgree && <AgreeButton words={words} label={label} arrives={arrives === "button"} onRead={onRead} />}
        </div>
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

function StandingLine({ agreement, arrives }: { agreement: Agreement; arrives: boolean }) {
  const { seat, otherName } = usePeople();
  const line = standingLine(agreement.standing, seat, otherName, agreement.missed);
  if (line === "") return null;
  return (
    <p
      tabIndex={arrives ? -1 : undefined}
      ref={arrives ? focusOn : undefined}
      className="mt-2.5 text-[0.8125rem] text-ink-soft outline-none"
    >
      {line}
    </p>
  );
}

type AgreeProps = Pick<Props, "words" | "label" | "onRead"> & { arrives: boolean };

/** Opens the reading of the words, or says why they cannot be agreed to. */
function AgreeButton({ words, label, arrives, onRead }: AgreeProps) {
  const { seat } = useRoom();
  const [tried, setTried] = useState(false);
  const why = tried ? whyNotSignable(words) : null;
  const read = () => {
    setTried(true);
    if (whyNotSignable(words) === null) onRead();
  };
  return (
    <>
      <Button
        ref={arrives ? focusOn : undefined}
        tone={seat === "client" ? "fern" : "ink"}
        className="px-3.5!"
        aria-label={`I agree: ${label}`}
        onClick={read}
      >
        I agree
      </Button>
      {why && (
        <p role="alert" className="basis-full text-sm font-semibold">
          {why}
        </p>
      )}
    </>
  );
}
