import { type DecisionDraft, inNewWords, noDraft } from "../../../lib/decision-drafts.ts";
import type { Decision, GivenDecision } from "../../../lib/sections/decisions.ts";
import { useRoom } from "../../live/room.ts";
import { AddButton } from "../canvas/AddButton.tsx";
import { useOwnTold } from "../telling/OwnTold.tsx";
import { decisionDraft, decisionFields, keptForLater } from "../words/drafts.ts";
import { useComposing } from "../words/useComposing.ts";
import { useDraft, useLettingGo } from "../words/useDraft.ts";
import { ComposeDecision } from "./ComposeDecision.tsx";
import { DecisionCard } from "./DecisionCard.tsx";
import type { Decisions } from "./useDecisions.ts";

type Props = { decisions: Decisions; standing: GivenDecision[] };

/** The client's own side of the column: the decisions with what can be done with each, and a new one. */
export function WriteDecision({ decisions, standing }: Props) {
  const { own, say } = useRoom();
  const tellOwn = useOwnTold();
  const draft = useDraft(decisionDraft, decisionFields);
  useLettingGo(draft);
  const { isOpen, arrives, compose, close } = useComposing(draft);

  const said: DecisionDraft = {
    instead: draft.value("instead"),
    text: draft.value("text"),
    stands: draft.value("stands"),
    from: draft.value("from"),
    fromTitle: draft.value("fromTitle"),
  };

  const write = () => {
    if (draft.begin()) compose();
  };
  const rewrite = (earlier: GivenDecision) => {
    const before = decisions.given.find(({ id }) => id === said.instead);
    // A draft that was let go a moment ago comes back, but not as new words of another decision.
    const goesOn = !draft.letGo || said.instead === earlier.id;
    const { anew, fields } = inNewWords(earlier, goesOn ? said : noDraft, before);
    if (anew) draft.drop();
    if (draft.begin(fields)) compose();
  };
  const keep = () => {
    close();
    tellOwn("own:drafts", "decision", keptForLater);
  };
  const drop = () => {
    if (own.stopped !== null) return say(own.stopped);
    draft.putAway();
    close();
    say("Your draft is let go. For a few seconds you can bring it back.");
  };
  const give = (decision: Decision) => {
    // The draft would stay, and be given again.
    if (own.stopped !== null) return say(own.stopped);
    if (!decisions.give(decision, said.instead || null)) return;
    draft.drop();
    close();
  };

  return (
    <>
      {standing.length > 0 && (
        <ul className="flex flex-col gap-3">
          {standing.map((decision) => (
            <DecisionCard
              key={decision.id}
              decision={decision}
              acts={{ stand: (stands) => decisions.stand(decision.id, stands), rewrite: () => rewrite(decision) }}
            />
          ))}
        </ul>
      )}
      {isOpen ? (
        <ComposeDecision draft={draft} said={said} given={decisions.given} onGive={give} onClose={keep} onDrop={drop} />
      ) : (
        own.opened && (
          <AddButton arrives={arrives} onClick={write}>
            {draft.letGo
              ? "Bring back the decision you let go"
              : draft.open
                ? "Go on with your decision"
                : "Write a decision"}
          </AddButton>
        )
      )}
    </>
  );
}
