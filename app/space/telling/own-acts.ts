/** A person's own acts that they have yet to hear of, and what they hear of each as it stands now. */
import type * as Y from "yjs";
import type { SectionName } from "../../../lib/sections.ts";
import type { Keeping, PageState } from "../../live/page-state.ts";

const waitsForLine = "Not kept yet. The line is down; it is sent when the line is back.";
const waitsThere = "It is kept and waits. Until then only you see it.";

export type Place = SectionName | "own:drafts";

/**
 * How far an act has come, as far as its person knows: `given` a moment ago; `under way`; `without a line`, and they have
 * heard so; `kept`; `waiting` at the server, and they have heard so.
 */
type Stage = "given" | "under way" | "without a line" | "kept" | "waiting";

/** Something that was done here, in a document that another one may have taken the place of since. */
export type Act = {
  section: Place;
  /** What was done, and to what: done once more, it takes the place of what has not been told of it. */
  what: string;
  line: string;
  doc: Y.Doc;
  /** Whether it counts, once it is kept; null while nobody knows. */
  counts(): boolean | null;
  stage: Stage;
};

/** How it stands with the page of an act: all of it at one moment. */
export type Standing = Pick<PageState, "doc" | "waiting"> & { keeping: Keeping; connected: boolean };

/** Puts an act behind those that have yet to be told. */
export const withAct = (acts: readonly Act[], come: Act): Act[] => [
  ...acts.filter(({ section, what }) => section !== come.section || what !== come.what),
  come,
];

/** How far an act has come by now, null where there is no more to tell of it, and what its person hears of that. */
function cameTo(act: Act, page: Standing): { stage: Stage | null; says: string | null } {
  // What was refused, or stopped on its way, says so itself.
  if (page.keeping === "stopped" || act.doc !== page.doc) return { stage: null, says: null };
  if (page.keeping !== "kept") {
    // A line that goes down later is spoken of by itself, where it is more than a blink.
    if (act.stage !== "given") return { stage: act.stage, says: null };
    const isDown = page.keeping === "offline" || !page.connected;
    return isDown ? { stage: "without a line", says: waitsForLine } : { stage: "under way", says: null };
  }
  if (page.waiting.includes(act.section))
    return { stage: "waiting", says: act.stage === "waiting" ? null : waitsThere };
  const counts = act.counts();
  return { stage: counts === null ? "kept" : null, says: counts ? act.line : null };
}

/** Looks at all acts anew. Gives those of which there is more to come, and what is to be said now. */
export function looked(acts: readonly Act[], pageOf: (act: Act) => Standing): { rest: Act[]; says: string[] } {
  const now = acts.map((act) => ({ act, ...cameTo(act, pageOf(act)) }));
  const says = now.flatMap((one) => one.says ?? []);
  return {
    rest: now.flatMap(({ act, stage }) => (stage ? { ...act, stage } : [])),
    // Several that wait do so together, while each that is done is something else.
    says: says.filter((line, at) => line !== waitsThere || says.indexOf(line) === at),
  };
}

/** Whether the person of an act has heard that it waits for a line, and it still does. */
export const isWithoutLine = ({ stage }: Act): boolean => stage === "without a line";
