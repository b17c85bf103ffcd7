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

const section = "client:decisions";

export type Decisions = {
  /** In the order they were given. */
  given: GivenDecision[];
  /** Gives a decision whole. One that stood in its place is let go by the same act. False where nothing can be written. */
  give(decision: Decision, instead: string | null): boolean;
  stand(id: string, stands: DecisionStanding): void;
};

/** The client's decisions, and the client's own acts on them. */
export function useDecisions(): Decisions {
  const { shared } = useRoom();
  const lines = useWitnessLines();
  const witnessed = useMemo(() => witnessedIn(lines, section), [lines]);
  const read = useCallback((decisions: Y.Map<unknown>) => decisionsIn(decisions, witnessed), [witnessed]);
  const given = useYjs(shared.doc.getMap<unknown>(section), read);
  const edit = (change: (decisions: Y.Map<unknown>) => void): boolean =>
    shared.edit(section, (doc) => change(doc.getMap<unknown>(section)));
  const restand = (decisions: Y.Map<unknown>, id: string, stands: DecisionStanding): void => {
    const decision = decisionsIn(decisions).find((one) => one.id === id);
    if (decision) decisions.set(crypto.randomUUID(), restood(decision, stands, Date.now()));
  };
  return {
    given,
    give: (decision, instead) =>
      edit((decisions) => {
        if (instead !== null) restand(decisions, instead, "gone");
        decisions.set(crypto.randomUUID(), decision);
      }),
    stand: (id, stands) => void edit((decisions) => restand(decisions, id, stands)),
  };
}
