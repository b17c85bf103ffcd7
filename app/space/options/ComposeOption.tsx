import { useId, useState } from "react";
import type { FormEvent } from "react";
import { Button } from "../../parts/Button.tsx";
import { Sheet } from "../../parts/Sheet.tsx";
import { usePeople } from "../people.ts";
import { arriveAt } from "../words/arriveAt.ts";
import { DraftField } from "../words/DraftField.tsx";
import type { OptionDraft } from "./useOptionDraft.ts";

type Props = { draft: OptionDraft; onGive: () => void; onClose: () => void; onDrop: () => void };

/** An option while it is being composed: nobody else sees it until it is put on the table by one act. */
export function ComposeOption({ draft, onGive, onClose, onDrop }: Props) {
  const { seat, otherName } = usePeople();
  const [tried, setTried] = useState(false);
  const id = useId();
  const missing = tried ? draft.missing() : {};

  const give = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const [first] = Object.keys(draft.missing());
    if (!first) return onGive();
    setTried(true);
    event.currentTarget.querySelector<HTMLElement>(`[data-field=${first}] :is(textarea, input)`)?.focus();
  };

  return (
    <Sheet data-opens className="scroll-mt-20 scroll-mb-28">
      <form onSubmit={give} noValidate aria-labelledby={id} className="flex flex-col gap-3.5">
        <h3 id={id} tabIndex={-1} ref={arriveAt} className="text-xl outline-none">
          An option
        </h3>
        <div data-field="title">
          <DraftField label="Title" text={draft.text("title")} error={missing.title} />
        </div>
        <DraftField label="What it is" text={draft.text("text")} large />
        <DraftField label="What it gives" text={draft.text("gives")} />
        <DraftField label="What it asks" text={draft.text("asks")} />
        <div data-field="earns">
          <EarnsQuestion
            value={draft.value("earns")}
            onChoose={(value) => draft.choose("earns", value)}
            error={missing.earns}
          />
        </div>
        {draft.value("earns") === "yes" && (
          <div data-field="how">
            <DraftField
              label="How do you earn from it?"
              text={draft.text("how")}
              error={missing.how}
              hint="This stands on the card for both to read."
            />
          </div>
        )}
        <p className="text-[0.8125rem] text-ink-soft">
          Only you read this until you put it on the table. Then {otherName} reads it and can write in it too.
        </p>
        <div className="flex flex-wrap gap-2">
          <Button type="submit" tone={seat === "client" ? "fern" : "ink"}>
            Put it on the table
          </Button>
          <Button tone="soft" className="px-3!" onClick={onClose}>
            Keep it for later
          </Button>
          <Button tone="soft" className="px-3!" onClick={onDrop}>
            Let it go
          </Button>
        </div>
      </form>
    </Sheet>
  );
}

type QuestionProps = { value: string; onChoose: (value: string) => void; error?: string | undefined };

function EarnsQuestion({ value, onChoose, error }: QuestionProps) {
  const id = useId();
  return (
    <fieldset aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="text-sm font-semibold">Do you earn anything if this is chosen?</legend>
      <div className="flex gap-5">
        {["no", "yes"].map((answer) => (
          <label key={answer} className="flex min-h-11 items-center gap-2.5">
            <input
              type="radio"
              name={id}
              value={answer}
              checked={value === answer}
              onChange={() => onChoose(answer)}
              className="size-5 accent-both"
            />
            {answer === "no" ? "No" : "Yes"}
          </label>
        ))}
      </div>
      {error && (
        <p id={`${id}-error`} role="alert" className="text-sm font-semibold">
          {error}
        </p>
      )}
    </fieldset>
  );
}
