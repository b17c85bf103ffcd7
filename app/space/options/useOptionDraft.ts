import type { Option } from "../../../lib/sections/options.ts";
import { optionDraft, optionFields } from "../words/drafts.ts";
import { type Draft, useDraft } from "../words/useDraft.ts";

export type OptionDraft = Draft & {
  words(): Option;
  /** What is still missing before it can lie on the table, as a sentence for each place. */
  missing(): { title?: string; earns?: string; how?: string };
};

/** The option that this person is composing, and what it still needs. */
export function useOptionDraft(): OptionDraft {
  const draft = useDraft(optionDraft, optionFields);
  const of = (field: (typeof optionFields)[number]): string => draft.value(field).trim();
  const earns = draft.value("earns");
  return {
    ...draft,
    words: () => ({
      title: of("title"),
      text: of("text"),
      gives: of("gives"),
      asks: of("asks"),
      earns: earns === "yes" ? of("how") : "",
    }),
    missing: () => ({
      ...(of("title") === "" && { title: "Give it a few words, so that we can speak of it." }),
      ...(earns === "" && { earns: "Say whether you earn anything from it. Then it can lie on the table." }),
      ...(earns === "yes" && of("how") === "" && { how: "Say how. It stands on the card, so that it is known." }),
    }),
  };
}
