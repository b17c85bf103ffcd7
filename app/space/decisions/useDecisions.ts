import { useCallback, useMemo } from "react";
import type * as Y from "yjs";
import { witnessedIn } from "../../../lib/given.ts";
import {
  type Decision,
  type DecisionStanding,
  type GivenDecision,
  decisionsIn,
  restood,
} from "../../../lib/sections/decisions.ts";
import { useRoom } from "../../live/room.ts";
import { useYjs } from "../../live/use-yjs.ts";
import { useWitnessLines } from "../agreement/useAgreements.ts";
import { useOwnTold } from "../telling/OwnTold.tsx";

const section = "client:decisions";

export type Decisions = {
  /** In the order they were given. */
  given: GivenDecision[];
  /** Gives a decision whole. One that stood in its place is let go by the same act. False where nothing can be written. */
  give(decision: Decision, instead: string | null): boolean;
  stand(id: string, stands: DecisionStanding): void;
};

const undecidedLine = "It stands as not deciding yet.";

/** What the client hears once a decision is given; `stood` is how the one stood that it takes the place of. */
function givenLine(stands: DecisionStanding, stood: DecisionStanding | null): string {
  const how = stood ? " in new words" : "";
  const given = stands === "undecided" ? `Given${how}. ${undecidedLine}` : `Your decision is given${how}.`;
  return stood ? `${given} The earlier one lies under “Let go”.` : given;
}

/** What the client hears once a decision stands otherwise than it stood. */
function restoodLine(stood: DecisionStanding, stands: DecisionStanding): string {
  if (stands === "gone") return "Let go. It lies under “Let go”, where you can take it up again.";
  if (stands === "undecided") return undecidedLine;
  return stood === "gone" ? "Taken up again. It stands for now." : "It stands for now.";
}

/** The client's decisions, and the client's own acts on them. Each of these is told to the client once it is kept. */
export function useDecisions(): Decisions {
  const { shared } = useRoom();
  const tellOwn = useOwnTold();
  const lines = useWitnessLines();
  const witnessed = useMemo(() => witnessedIn(lines, section), [lines]);
  const read = useCallback((decisions: Y.Map<unknown>) => decisionsIn(decisions, witnessed), [witnessed]);
  const given = useYjs(shared.doc.getMap<unknown>(section), read);
  const edit = (change: (decisions: Y.Map<unknown>) => void): boolean =>
    shared.edit(section, (doc) => change(doc.getMap<unknown>(section)));
  /** Gives how the decision stood; null where there is none, or it stands so already. */
  const restand = (decisions: Y.Map<unknown>, id: string, stands: DecisionStanding): DecisionStanding | null => {
    const decision = decisionsIn(decisions).find((one) => one.id === id);
    if (!decision || decision.stands === stands) return null;
    decisions.set(crypto.randomUUID(), restood(decision, stands, Date.now()));
    return decision.stands;
  };
  return {
    given,
    give(decision, instead) {
      const id = crypto.randomUUID();
      let stood: DecisionStanding | null = null;
      const isGiven = edit((decisions) => {
        if (instead !== null) stood = restand(decisions, instead, "gone");
        decisions.set(id, decision);
      });
      if (isGiven) tellOwn(section, `give ${id}`, givenLine(decision.stands, stood));
      return isGiven;
    },
    stand(id, stands) {
      let stood: DecisionStanding | null = null;
      edit((decisions) => (stood = restand(decisions, id, stands)));
      if (stood) tellOwn(section, `stand ${id}`, restoodLine(stood, stands));
    },
  };
}
