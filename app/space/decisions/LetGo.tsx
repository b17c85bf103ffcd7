import { Summary } from "../../parts/Summary.tsx";
import { DecisionCard } from "./DecisionCard.tsx";
import type { Decisions } from "./useDecisions.ts";

/** Decisions that were let go, folded away. The client can take one back. */
export function LetGo({ decisions, mayTakeBack }: { decisions: Decisions; mayTakeBack: boolean }) {
  const gone = decisions.given.filter(({ stands }) => stands === "gone");
  if (gone.length === 0) return null;
  return (
    <details>
      <Summary>Let go</Summary>
      <ul className="flex flex-col gap-2">
        {gone.map((decision) => (
          <DecisionCard
            key={decision.id}
            decision={decision}
            acts={mayTakeBack ? { stand: () => decisions.stand(decision.id, "now"), rewrite: null } : null}
          />
        ))}
      </ul>
    </details>
  );
}
