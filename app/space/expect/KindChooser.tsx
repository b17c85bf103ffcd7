import { useId } from "react";
import { type ExpectationKind, expectationKinds, kindNames } from "../../../lib/expectations.ts";
import { isEscape } from "../../browser/keys.ts";
import { Button } from "../../parts/Button.tsx";
import { Sheet } from "../../parts/Sheet.tsx";
import { arriveAt } from "../words/arriveAt.ts";
import { kinds } from "./kinds.ts";

type Props = { onChoose: (kind: ExpectationKind) => void; onClose: () => void };

/** What a new expectation can be about. Starting points; none of them has to be there. */
export function KindChooser({ onChoose, onClose }: Props) {
  const id = useId();
  return (
    <Sheet
      data-opens
      role="group"
      aria-labelledby={id}
      className="px-2 py-3"
      onKeyDown={(event) => {
        if (isEscape(event.nativeEvent)) onClose();
      }}
    >
      <h3 id={id} tabIndex={-1} ref={arriveAt} className="px-2 text-lg outline-none">
        What is it about?
      </h3>
      <ul className="mt-1">
        {expectationKinds.map((kind) => {
          const { icon: IconShape, question } = kinds[kind];
          return (
            <li key={kind}>
              <button
                type="button"
                onClick={() => onChoose(kind)}
                className="flex min-h-11 w-full items-start gap-3 rounded-field px-2 py-2 text-left hover:bg-sunk"
              >
                <IconShape size={18} strokeWidth={1.75} className="mt-0.5 shrink-0 text-ink-soft" aria-hidden />
                <span>
                  <span className="block text-[0.9375rem] leading-snug font-medium">{kindNames[kind]}</span>
                  <span className="block text-[0.8125rem] leading-snug text-ink-soft">{question}</span>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      <Button tone="soft" className="px-2!" onClick={onClose}>
        Not now
      </Button>
    </Sheet>
  );
}
