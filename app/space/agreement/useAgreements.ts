import { useMemo } from "react";
import type * as Y from "yjs";
import { type Agreements, agreementsIn } from "../../../lib/standing.ts";
import { useRoom } from "../../live/room.ts";
import { useYjs } from "../../live/use-yjs.ts";

/** What both said about agreeing and what the server saw of it, put in order once for each change. */
export function useAgreements(): Agreements {
  const { doc } = useRoom().shared;
  const client = useYjs(doc.getArray<unknown>("client:agreed"), valuesOf);
  const practitioner = useYjs(doc.getArray<unknown>("practitioner:agreed"), valuesOf);
  const lines = useWitnessLines();
  return useMemo(() => agreementsIn({ client, practitioner, lines }), [client, practitioner, lines]);
}

/** The server's lines, about agreement and about what was given. */
export const useWitnessLines = (): unknown[] =>
  useYjs(useRoom().shared.doc.getArray<unknown>("server:witness"), valuesOf);

/** The same, read once from a document as it stands now. */
export const agreementsNow = (doc: Y.Doc): Agreements => {
  const of = (list: string): unknown[] => valuesOf(doc.getArray(list));
  return agreementsIn({
    client: of("client:agreed"),
    practitioner: of("practitioner:agreed"),
    lines: of("server:witness"),
  });
};

const valuesOf = (list: Y.Array<unknown>): unknown[] => list.toArray();
