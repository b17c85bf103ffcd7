import { Suspense, useId, useState } from "react";
import { type Signed, whyNotSignable, whyTooLong } from "../../../lib/agreement.ts";
import { unseenIn } from "../../../lib/characters.ts";
import { late } from "../../browser/late.tsx";
import { Button } from "../../parts/Button.tsx";
import { focusOn } from "../../parts/focusOn.ts";
import { useRoom } from "../../live/room.ts";
import type { Cards } from "../canvas/useCards.ts";
import { kindNames } from "../../../lib/expectations.ts";
import { usePeople } from "../people.ts";
import { useWrites } from "../words/useWrites.ts";
import { standingLine, whyHeld, wordsOf } from "./lines.ts";
import type { Agreement } from "./useAgreement.ts";

// Comparing words is needed seldom, and weighs something.
const WhatChanged = late(() => import("./WhatChanged.tsx").then((file) => file.default));

type Props = {
  agreement: Agreement;
  signed: Signed;
  cards: Cards;
  id: string;
  /** What takes the focus when this comes back after a reading. */
  arrives: "line" | "button" | null;
  onRead: () => void;
};

/** How a card stands between the two, in a line, and what this person can do about it. */
export function AgreementFoot({ agreement, signed, cards, id, arrives, onRead }: Props) {
  const { seat } = useRoom();
  const [compares, setCompares] = useState(false);
  const region = useId();
  const { standing, earlier } = agreement;
  const { words } = signed;
  const mayAgree = useWrites() && standing[seat].says !== "agrees" && words.text.trim() !== "";
  const long = mayAgree ? whyTooLong(words) : null;
  return (
    <>
      <StandingLine agreement={agreement} arrives={arrives === "line"} />
      {long && <p className="mt-2.5 text-sm">{long}</p>}
      {(earlier || (mayAgree && !long)) && (
        <div className="mt-2 flex flex-wrap justify-end gap-2">
          {earlier && (
            <Button
              className="px-3.5!"
              aria-expanded={compares}
              aria-controls={region}
              onClick={() => setCompares(!compares)}
            >
              What changed?
            </Button>
          )}
          {mayAgree && !long && (
            <AgreeButton signed={signed} cards={cards} id={id} arrives={arrives === "button"} onRead={onRead} />
          )}
        </div>
      )}
      <div id={region}>
        {earlier && compares && (
          <Suspense fallback={null}>
            <WhatChanged earlier={earlier} now={wordsOf(signed)} />
          </Suspense>
        )}
      </div>
    </>
  );
}

function StandingLine({ agreement, arrives }: { agreement: Agreement; arrives: boolean }) {
  const { shared } = useRoom();
  const { seat, otherName } = usePeople();
  const isHeld = shared.waiting.includes(`${seat}:agreed`);
  const line = standingLine(agreement.standing, seat, otherName, agreement.missed, isHeld);
  if (line === "") return null;
  return (
    <p tabIndex={-1} ref={arrives ? focusOn : undefined} className="mt-2.5 text-[0.8125rem] text-ink-soft outline-none">
      {line}
    </p>
  );
}

type AgreeProps = Pick<Props, "signed" | "cards" | "id" | "onRead"> & { arrives: boolean };

/** Opens the reading of the words, or says why they cannot be agreed to, and takes out what nobody can see. */
function AgreeButton({ signed: { words }, cards, id, arrives, onRead }: AgreeProps) {
  const { seat, shared } = useRoom();
  const [tried, setTried] = useState(false);
  const whyNot = whyHeld(shared.waiting) ?? whyNotSignable(words);
  const why = tried ? whyNot : null;
  const read = () => {
    setTried(true);
    if (whyNot === null) onRead();
  };
  return (
    <>
      <Button
        ref={arrives ? focusOn : undefined}
        tone={seat === "client" ? "fern" : "ink"}
        className="px-3.5!"
        aria-label={`I agree: ${kindNames[words.kind]}`}
        onClick={read}
      >
        I agree
      </Button>
      {why !== null && (
        <div className="flex basis-full flex-wrap items-center justify-end gap-x-2">
          <p role="alert" className="flex-1 basis-48 text-sm font-semibold">
            {why}
          </p>
          {unseenIn(words.text).length > 0 && (
            <Button tone="soft" className="px-3.5!" onClick={() => cards.takeOutUnseen(id, "text")}>
              Take it out
            </Button>
          )}
        </div>
      )}
    </>
  );
}
