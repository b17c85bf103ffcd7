import { useId, useState } from "react";
import type { FormEvent } from "react";
import { Sheet } from "../../parts/Sheet.tsx";
import { usePeople } from "../people.ts";
import { arriveAt } from "../words/arriveAt.ts";
import { DraftActs } from "../words/DraftActs.tsx";
import { DraftField } from "../words/DraftField.tsx";
import { EarnsQuestion } from "./EarnsQuestion.tsx";
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
    <Sheet data-opens>
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
        <DraftActs
          give="Put it on the table"
          tone={seat === "client" ? "fern" : "ink"}
          onClose={onClose}
          onDrop={onDrop}
        />
      </form>
    </Sheet>
  );
}
