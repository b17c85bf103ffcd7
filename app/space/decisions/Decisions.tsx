import Lock from "lucide-react/icons/lock";
import { useState } from "react";
import type { Decision } from "../../../lib/cards.ts";
import { useRoom } from "../../room/room.ts";
import { AddButton } from "../canvas/AddButton.tsx";
import { Column } from "../canvas/Column.tsx";
import { usePeople } from "../people.ts";
import { capital } from "../words/times.ts";
import { useDraft } from "../words/useDraft.ts";
import { ComposeDecision } from "./ComposeDecision.tsx";
import { DecisionCard } from "./DecisionCard.tsx";
import { type GivenDecision, useDecisions } from "./useDecisions.ts";

export const decisionDraft = "decision";
const fields = ["text"];

/** What the client chooses: written by the client alone, read by both. */
export function Decisions({ title }: { title: string }) {
  const { seat, own, say } = useRoom();
  const { otherName } = usePeople();
  const { given, give, stand } = useDecisions();
  const draft = useDraft(decisionDraft, fields);
  const [composing, setComposing] = useState(false);
  const writes = seat === "client";
  const standing = given.filter(({ stands }) => stands !== "gone");
  const gone = given.filter(({ stands }) => stands === "gone");

  const compose = (instead?: GivenDecision) => {
    draft.begin(instead && { instead: instead.id });
    setComposing(true);
  };
  const close = () => setComposing(false);
  const drop = () => {
    draft.drop();
    close();
  };
  const giveIt = (decision: Decision) => {
    if (!give(decision, draft.value("instead") || null)) return;
    drop();
    say("Your decision is given.");
  };

  return (
    <Column
      title={title}
      lead={
        writes ? "Yours alone. Undecided is a choice too." : `${capital(otherName)}’s alone. Undecided is a choice too.`
      }
      beside={
        <span className="inline-flex items-center gap-2 text-[0.8125rem]">
          <Lock size={17} strokeWidth={1.5} className="shrink-0" aria-hidden />
          {writes ? "only you write here" : `Only ${otherName} writes here`}
        </span>
      }
      who={writes ? `${capital(otherName)} reads what you give here.` : "You read what is given here."}
      own
    >
      {standing.length === 0 && !writes && (
        <p className="font-serif text-[1.0625rem] text-ink-soft">Nothing is decided here yet.</p>
      )}
      {standing.length > 0 && (
        <ul className="flex flex-col gap-3">
          {standing.map((decision) => (
            <DecisionCard
              key={decision.id}
              decision={decision}
              acts={writes ? { stand: (stands) => stand(decision.id, stands), rewrite: () => compose(decision) } : null}
            />
          ))}
        </ul>
      )}
      {writes && composing && draft.open && (
        <ComposeDecision draft={draft} given={given} onGive={giveIt} onClose={close} onDrop={drop} />
      )}
      {writes && !(composing && draft.open) && own.opened && (
        <AddButton onClick={() => compose()}>{draft.open ? "Go on with your decision" : "Write a decision"}</AddButton>
      )}
      {gone.length > 0 && <LetGo gone={gone} onBack={writes ? (id) => stand(id, "now") : null} />}
    </Column>
  );
}

function LetGo({ gone, onBack }: { gone: GivenDecision[]; onBack: ((id: string) => void) | null }) {
  return (
    <details>
      <summary className="flex min-h-11 items-center text-sm font-medium text-ink-soft marker:content-none hover:text-ink">
        Let go
      </summary>
      <ul className="flex flex-col gap-2">
        {gone.map((decision) => (
          <DecisionCard
            key={decision.id}
            decision={decision}
            acts={onBack && { stand: () => onBack(decision.id), rewrite: null }}
          />
        ))}
      </ul>
    </details>
  );
}
