import Lock from "lucide-react/icons/lock";
import { useRoom } from "../../live/room.ts";
import { Column } from "../canvas/Column.tsx";
import { usePeople } from "../people.ts";
import { capital } from "../words/times.ts";
import { DecisionCard } from "./DecisionCard.tsx";
import { LetGo } from "./LetGo.tsx";
import { useDecisions } from "./useDecisions.ts";
import { WriteDecision } from "./WriteDecision.tsx";

/** What the client chooses: written by the client alone, read by both. */
export function Decisions({ title }: { title: string }) {
  const { seat } = useRoom();
  const { otherName } = usePeople();
  const decisions = useDecisions();
  const writes = seat === "client";
  const standing = decisions.given.filter(({ stands }) => stands !== "gone");
  const whose = writes ? "Yours" : `${capital(otherName)}’s`;

  return (
    <Column
      title={title}
      lead={`${whose} alone. Undecided is a choice too.`}
      beside={
        <span className="inline-flex items-center gap-2">
          <Lock size={17} strokeWidth={1.5} className="shrink-0" aria-hidden />
          {writes ? "only you write here" : `only ${otherName} writes here`}
        </span>
      }
      who={writes ? `${capital(otherName)} reads what you give here.` : "You read what is given here."}
      own
    >
      {standing.length === 0 && !writes && (
        <p className="font-serif text-[1.0625rem] text-ink-soft">Nothing is decided here yet.</p>
      )}
      {writes ? (
        <WriteDecision decisions={decisions} standing={standing} />
      ) : (
        standing.length > 0 && (
          <ul className="flex flex-col gap-3">
            {standing.map((decision) => (
              <DecisionCard key={decision.id} decision={decision} acts={null} />
            ))}
          </ul>
        )
      )}
      <LetGo decisions={decisions} mayTakeBack={writes} />
    </Column>
  );
}
