import { useRef } from "react";
import type { KeyboardEvent } from "react";
import { classes } from "../../parts/classes.ts";

export type Tab = { id: string; panel: string; name: string; own: boolean };

type Props = { tabs: readonly Tab[]; chosen: string; onChoose: (id: string) => void };

const steps: Record<string, (at: number, last: number) => number> = {
  ArrowRight: (at, last) => (at === last ? 0 : at + 1),
  ArrowLeft: (at, last) => (at === 0 ? last : at - 1),
  Home: () => 0,
  End: (_, last) => last,
};

/** The columns as tabs, where there is room for one of them only. */
export function Tabs({ tabs, chosen, onChoose }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const at = tabs.findIndex(({ id }) => id === chosen);
    const next = tabs[step(at, tabs.length - 1)];
    if (!next) return;
    onChoose(next.id);
    list.current?.querySelector<HTMLElement>(`#${CSS.escape(next.id)}`)?.focus();
  };
  return (
    <div
      ref={list}
      role="tablist"
      aria-label="The canvas"
      onKeyDown={move}
      className="mx-4 mt-3 flex flex-wrap rounded-[1.625rem] bg-sunk p-1"
    >
      {tabs.map(({ id, panel, name, own }) => {
        const selected = id === chosen;
        return (
          <button
            key={id}
            id={id}
            type="button"
            role="tab"
            aria-selected={selected}
            aria-controls={panel}
            tabIndex={selected ? 0 : -1}
            onClick={() => onChoose(id)}
            className={classes(
              // A long name stands in a row of its own, and takes nothing from the others.
              "min-h-11 min-w-0 flex-auto truncate rounded-full px-3 text-[0.9375rem] font-medium forced-colors:aria-selected:underline",
              selected ? "bg-sheet shadow-sheet" : "text-ink-soft",
              selected && own && "text-client",
            )}
          >
            {name}
          </button>
        );
      })}
    </div>
  );
}
