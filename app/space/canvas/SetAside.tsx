import { Button } from "../../parts/Button.tsx";
import { passToColumn } from "../passFocus.ts";
import { useWrites } from "../words/useWrites.ts";
import type { Cards } from "./useCards.ts";

type Props = {
  cards: Cards;
  /** What to call a card that was set aside: its title or its first words. */
  titleOf: (id: string) => string;
};

/** What was set aside, folded away. Either can put it back, or remove it for good. */
export function SetAside({ cards, titleOf }: Props) {
  const writes = useWrites();
  if (cards.aside.length === 0) return null;
  return (
    <details className="text-[0.9375rem]">
      <summary className="flex min-h-11 items-center text-sm font-medium text-ink-soft marker:content-none hover:text-ink">
        Set aside
      </summary>
      <ul className="flex flex-col gap-2">
        {cards.aside.map(({ id }) => (
          <li ref={passToColumn} key={id} className="rounded-field border border-line px-4 py-2.5">
            <p translate="no" dir="auto" className="line-clamp-2 font-serif text-ink-soft">
              {titleOf(id)}
            </p>
            {writes && (
              <div className="mt-1 -ml-3 flex flex-wrap gap-x-1">
                <Button tone="soft" className="px-3!" onClick={() => cards.setAside(id, false)}>
                  Put it back
                </Button>
                <Button tone="soft" className="px-3!" onClick={() => cards.remove(id)}>
                  Remove it for good
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
