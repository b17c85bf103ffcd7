import CalendarPlus from "lucide-react/icons/calendar-plus";
import Undo from "lucide-react/icons/undo";
import { type Expectation, kindNames } from "../../../lib/expectations.ts";
import { closing } from "../../parts/closing.ts";
import { PopupAct } from "../../parts/PopupAct.tsx";
import { useRoom } from "../../live/room.ts";
import { AgreementMark } from "../agreement/AgreementMark.tsx";
import type { Agreement } from "../agreement/useAgreement.ts";
import { CardMenu } from "../canvas/CardMenu.tsx";
import type { Cards } from "../canvas/useCards.ts";
import { kinds } from "./kinds.ts";

type Props = {
  id: string;
  words: Expectation;
  cards: Cards;
  agreement: Agreement;
  onWithdraw: () => void;
  onPickDay: () => void;
};

/** The head of an expectation: what it is about, what can be done with it, and the sign of who agrees. */
export function ExpectationHead({ id, words, cards, agreement, onWithdraw, onPickDay }: Props) {
  const { seat } = useRoom();
  const { icon: IconShape } = kinds[words.kind];
  const name = kindNames[words.kind];
  const { standing } = agreement;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <IconShape size={18} strokeWidth={1.5} className="shrink-0 text-ink-soft" aria-hidden />
      <h3 className="min-w-[4.5rem] flex-1 font-sans text-[0.8125rem] font-semibold tracking-normal text-ink-soft">
        {name}
      </h3>
      <span className="ml-auto flex items-center gap-2">
        <CardMenu cards={cards} id={id} label={name}>
          {(close) => (
            <>
              {standing[seat].says === "agrees" && (
                <PopupAct icon={Undo} onClick={closing(close, onWithdraw)}>
                  Withdraw my agreement
                </PopupAct>
              )}
              {words.lookAgain === "" && (
                <PopupAct icon={CalendarPlus} onClick={onPickDay}>
                  Set a day to look again
                </PopupAct>
              )}
            </>
          )}
        </CardMenu>
        <AgreementMark standing={standing} />
      </span>
    </div>
  );
}
