import { Button } from "../../parts/Button.tsx";
import { classes } from "../../parts/classes.ts";
import { Summary } from "../../parts/Summary.tsx";
import { passToColumn } from "../passFocus.ts";
import { useSteady } from "../useSteady.ts";
import { useWrites } from "../words/useWrites.ts";
import type { Cards } from "./useCards.ts";
import { useRemovals } from "./useRemovals.ts";

type Props = {
  cards: Cards;
  /** What to call a card that was set aside: its title or its first words. */
  titleOf: (id: string) => string;
};

/** What was set aside, folded away. Either can put it back, or remove it; what is removed can be brought back for a while. */
export function SetAside({ cards, titleOf }: Props) {
  const writes = useWrites();
  const remove = useRemovals(cards);
  const { rows, hold } = useSteady(cards.aside.map(({ id, removed }) => ({ id, removed, title: titleOf(id) })));
  if (rows.length === 0) return null;
  return (
    <details className="text-[0.9375rem]">
      <Summary>Set aside</Summary>
      <ul className="flex flex-col gap-2" {...hold}>
        {rows.map(({ id, title, removed, gone }) => (
          <li ref={passToColumn} key={id} className="rounded-field border border-line px-4 py-2.5">
            <p
              translate="no"
              dir="auto"
              className={classes(
                "line-clamp-2 font-serif text-ink-soft",
                removed && "line-through",
                gone && "invisible",
              )}
            >
              {title}
            </p>
            {/* The two stay where they are whatever is pressed: a second press finds nothing else beneath it. */}
            {writes && (
              <div className="mt-1 -ml-3 flex flex-wrap gap-x-1">
                <Button
                  tone="soft"
                  className={classes("min-w-30 px-3!", gone && "invisible")}
                  onClick={() => (removed ? cards.remove(id, false) : cards.setAside(id, false))}
                >
                  {removed ? "Bring it back" : "Put it back"}
                </Button>
                <Button tone="soft" className="min-w-40 px-3!" busy={removed || gone} onClick={() => remove(id)}>
                  {gone ? "No longer here" : removed ? "Removed" : "Remove it for good"}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
