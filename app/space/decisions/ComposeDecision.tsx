import { useId, useState } from "react";
import type { FormEvent } from "react";
import { placedCards } from "../../../lib/cards.ts";
import { type Decision, type GivenDecision, standingNames } from "../../../lib/sections/decisions.ts";
import { readOption, waitId, waitTitle } from "../../../lib/sections/options.ts";
import { classes } from "../../parts/classes.ts";
import { fieldLook } from "../../parts/Labelled.tsx";
import { Sheet } from "../../parts/Sheet.tsx";
import { useRoom } from "../../live/room.ts";
import { useYjs } from "../../live/use-yjs.ts";
import { usePeople } from "../people.ts";
import { arriveAt } from "../words/arriveAt.ts";
import { DraftActs } from "../words/DraftActs.tsx";
import { DraftField } from "../words/DraftField.tsx";
import type { Draft } from "../words/useDraft.ts";

type Props = {
  draft: Draft;
  given: GivenDecision[];
  onGive: (decision: Decision) => void;
  onClose: () => void;
  onDrop: () => void;
};

/** A decision while it is being written: nobody else sees it until it is given by one act. */
export function ComposeDecision({ draft, given, onGive, onClose, onDrop }: Props) {
  const { otherName } = usePeople();
  const options = useOptionTitles();
  const [tried, setTried] = useState(false);
  const id = useId();
  const instead = given.find((decision) => decision.id === draft.value("instead"));
  const stands = draft.value("stands") === "undecided" ? "undecided" : "now";
  const wordless = draft.value("text").trim() === "";

  const give = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (wordless) return event.currentTarget.querySelector("textarea")?.focus();
    const from = options.find((option) => option.id === draft.value("from")) ?? null;
    onGive({ text: draft.value("text").trim(), stands, from, at: Date.now() });
  };

  return (
    <Sheet data-opens>
      <form onSubmit={give} noValidate aria-labelledby={id} className="flex flex-col gap-3.5">
        <h3 id={id} tabIndex={-1} ref={arriveAt} className="text-xl outline-none">
          {instead ? "In new words" : "A decision"}
        </h3>
        {instead && (
          <p className="text-sm text-ink-soft">
            {instead.stands === "gone" ? "This one is let go already:" : "When you give it, this one is let go:"}{" "}
            <span translate="no" dir="auto" className="font-serif">
              “{instead.text}”
            </span>
          </p>
        )}
        <DraftField
          label="What I choose"
          text={draft.text("text")}
          error={tried && wordless ? "There are no words here yet." : undefined}
          large
        />
        <Standing value={stands} onChoose={(value) => draft.choose("stands", value)} />
        <From options={options} value={draft.value("from")} onChoose={(value) => draft.choose("from", value)} />
        <p className="text-[0.8125rem] text-ink-soft">
          Only you read this until you give it. Then {otherName} reads it.
        </p>
        <DraftActs give="Give it" tone="fern" onClose={onClose} onDrop={onDrop} />
      </form>
    </Sheet>
  );
}

type Choice = { value: string; onChoose: (value: string) => void };

function Standing({ value, onChoose }: Choice) {
  const name = useId();
  return (
    <fieldset>
      <legend className="text-sm font-semibold">How it stands</legend>
      <div className="flex flex-wrap gap-x-5">
        {(["now", "undecided"] as const).map((stands) => (
          <label key={stands} className="flex min-h-11 items-center gap-2.5">
            <input
              type="radio"
              name={name}
              checked={value === stands}
              onChange={() => onChoose(stands)}
              className="size-5 accent-client"
            />
            {standingNames[stands]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

type Title = { id: string; title: string };

function From({ options, value, onChoose }: Choice & { options: Title[] }) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-sm font-semibold">
        From an option, if it comes from one
      </label>
      <select
        id={id}
        value={options.some((option) => option.id === value) ? value : ""}
        onChange={(event) => onChoose(event.target.value)}
        className={classes(fieldLook, "min-h-11 font-sans! text-base!")}
      >
        <option value="">From none of them</option>
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.title}
          </option>
        ))}
      </select>
    </div>
  );
}

/** The options on the table by their titles, waiting as the last of them. */
function useOptionTitles(): Title[] {
  const { shared } = useRoom();
  return useYjs(shared.doc.getMap<unknown>("both:options"), (map) => {
    const titles = placedCards(map)
      .filter(({ id, aside }) => !aside && id !== waitId)
      .map(({ id }) => ({ id, title: readOption(map, id)?.title.trim() ?? "" }))
      .filter(({ title }) => title !== "");
    return [...titles, { id: waitId, title: waitTitle }];
  });
}
