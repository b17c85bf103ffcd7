import type * as Y from "yjs";
import { type Decision, readDecision } from "../../../lib/cards.ts";
import { useRoom } from "../../room/room.ts";
import { useYjs } from "../../room/use-yjs.ts";

const section = "client:decisions";

export type GivenDecision = Decision & { id: string };

export type Decisions = {
  /** In the order they were given. */
  given: GivenDecision[];
  /** Gives a decision whole. One that stood in its place is let go by the same act. False where nothing can be written. */
  give(decision: Decision, instead: string | null): boolean;
  stand(id: string, stands: Decision["stands"]): void;
};

/** The client's decisions, and the client's own acts on them. */
export function useDecisions(): Decisions {
  const { shared } = useRoom();
  const given = useYjs(shared.doc.getMap<unknown>(section), decisionsIn);
  const edit = (change: (decisions: Y.Map<unknown>) => void): boolean =>
    shared.edit(section, (doc) => change(doc.getMap<unknown>(section)));
  const restand = (decisions: Y.Map<unknown>, id: string, stands: Decision["stands"]): void => {
    const decision = readDecision(decisions.get(id));
    if (decision) decisions.set(id, { ...decision, stands });
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

function decisionsIn(map: Y.Map<unknown>): GivenDecision[] {
  const given = [...map.entries()].flatMap(([id, value]) => {
    const decision = readDecision(value);
    return decision ? [{ id, ...decision }] : [];
  });
  return given.sort((a, b) => (a.at ?? 0) - (b.at ?? 0) || (a.id < b.id ? -1 : 1));
}
