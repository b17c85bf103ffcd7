/** A decision while it is a draft: what it begins with when it says an earlier one in new words, and the option it is from. */
import type * as Y from "yjs";
import { placedCards } from "./cards.ts";
import type { Decision, GivenDecision } from "./sections/decisions.ts";
import { readOption, waitId, waitTitle } from "./sections/options.ts";

/** What a draft holds. `fromTitle` is what the option was called when it was chosen; what is not there is empty. */
export type DecisionDraft = Record<"instead" | "text" | "stands" | "from" | "fromTitle", string>;

/** The draft where there is none. */
export const noDraft: DecisionDraft = { instead: "", text: "", stands: "", from: "", fromTitle: "" };

/** How a draft can be given to stand: as nothing else than open where it is open, and for now otherwise. */
export const standsOf = (stands: string): "now" | "undecided" => (stands === "undecided" ? "undecided" : "now");

const saidBy = ({ id, text, stands, from }: GivenDecision): DecisionDraft => ({
  instead: id,
  text,
  stands: standsOf(stands),
  from: from?.id ?? "",
  fromTitle: from?.title ?? "",
});

/**
 * What a draft is given so that it says `earlier` in new words, and whether it begins anew with that. Words that were
 * written already stay, with what was chosen for them.
 * @param before the decision that the draft was to take the place of until now
 */
export function inNewWords(
  earlier: GivenDecision,
  draft: DecisionDraft,
  before: GivenDecision | undefined,
): { anew: boolean; fields: Partial<DecisionDraft> } {
  const said = saidBy(earlier);
  const isWritten = draft.text.trim() !== "" && draft.text !== before?.text;
  if (!isWritten) return { anew: true, fields: said };
  const { instead, stands, from, fromTitle } = said;
  return {
    anew: false,
    fields: { instead, ...(draft.stands === "" && { stands }), ...(draft.from === "" && { from, fromTitle }) },
  };
}

/** An option that a decision may come from. One that was removed has the title it had. */
export type Origin = { id: string; title: string; is: "here" | "aside" | "gone" };

/**
 * The options that a draft may come from: those on the table, waiting as the last of them, and the one that was chosen
 * for it, whatever has become of that meanwhile.
 */
export function originsFor(
  options: Y.Map<unknown>,
  { from, fromTitle }: Pick<DecisionDraft, "from" | "fromTitle">,
): Origin[] {
  const origins = placedCards(options)
    .filter(({ id, aside }) => id !== waitId && (!aside || id === from))
    .map(({ id, aside, removed }): Origin => {
      const title = readOption(options, id)?.title.trim() || (id === from ? fromTitle : "");
      return { id, title, is: removed ? "gone" : aside ? "aside" : "here" };
    })
    .filter(({ title }) => title !== "");
  const isKnown = from === "" || from === waitId || origins.some(({ id }) => id === from);
  return [
    ...origins,
    ...(isKnown ? [] : [{ id: from, title: fromTitle || "An option", is: "gone" as const }]),
    { id: waitId, title: waitTitle, is: "here" },
  ];
}

/** A draft as the decision that is given. */
export function decisionFrom(draft: DecisionDraft, origins: readonly Origin[], at: number): Decision {
  const origin = origins.find(({ id }) => id === draft.from);
  return {
    text: draft.text.trim(),
    stands: standsOf(draft.stands),
    from: origin ? { id: origin.id, title: origin.title } : null,
    at,
  };
}
