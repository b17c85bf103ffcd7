import { useCallback, useId, useState } from "react";
import type { FormEvent } from "react";
import type * as Y from "yjs";
import { type DecisionDraft, type Origin, decisionFrom, originsFor, standsOf } from "../../../lib/decision-drafts.ts";
import { isolated } from "../../../lib/isolated.ts";
import { type Decision, type GivenDecision, standingNames } from "../../../lib/sections/decisions.ts";
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
  /** What the draft says. */
  said: DecisionDraft;
  given: GivenDecision[];
  onGive: (decision: Decision) => void;
  onClose: () => void;
  onDrop: () => void;
};

/** A decision while it is being written: nobody else sees it until it is given by one act. */
export function ComposeDecision({ draft, said, given, onGive, onClose, onDrop }: Props) {
  const { otherName } = usePeople();
  const origins = useOrigins(said);
  const [tried, setTried] = useState(false);
  const id = useId();
  const instead = given.find((decision) => decision.id === said.instead);
  const wordless = said.text.trim() === "";

  const give = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (wordless) return event.currentTarget.querySelector("textarea")?.focus();
    onGive(decisionFrom(said, origins, Date.now()));
  };
  // Its title goes with it: the other may remove the option while this is a draft.
  const come = (from: string) => {
    draft.choose("from", from);
    draft.choose("fromTitle", origins.find(({ id: origin }) => origin === from)?.title ?? "");
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
        <Standing value={standsOf(said.stands)} onChoose={(value) => draft.choose("stands", value)} />
        <From origins={origins} value={said.from} onChoose={come} />
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

const become: Record<Origin["is"], (title: string) => string> = {
  here: (title) => title,
  aside: (title) => `${isolated(title)} (set aside)`,
  gone: (title) => `${isolated(title)} (no longer here)`,
};

function From({ origins, value, onChoose }: Choice & { origins: Origin[] }) {
  const id = useId();
  const isGone = origins.some((origin) => origin.id === value && origin.is === "gone");
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-sm font-semibold">
        From an option, if it comes from one
      </label>
      <select
        id={id}
        value={value}
        aria-describedby={isGone ? `${id}-gone` : undefined}
        onChange={(event) => onChoose(event.target.value)}
        className={classes(fieldLook, "min-h-11 font-sans! text-base!")}
      >
        <option value="">From none of them</option>
        {origins.map((origin) => (
          <option key={origin.id} value={origin.id}>
            {become[origin.is](origin.title)}
          </option>
        ))}
      </select>
      {isGone && (
        <p id={`${id}-gone`} className="mt-1.5 text-sm text-ink-soft">
          This option is no longer here. Your decision still says that it comes from it.
        </p>
      )}
    </div>
  );
}

/** The options that this draft may come from, drawn again at each change of them. */
function useOrigins(said: DecisionDraft): Origin[] {
  const { shared } = useRoom();
  const { from, fromTitle } = said;
  const read = useCallback((options: Y.Map<unknown>) => originsFor(options, { from, fromTitle }), [from, fromTitle]);
  return useYjs(shared.doc.getMap<unknown>("both:options"), read);
}
