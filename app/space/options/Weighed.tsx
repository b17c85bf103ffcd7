import PenLine from "lucide-react/icons/pen-line";
import { useState } from "react";
import type * as Y from "yjs";
import { fieldOf } from "../../../lib/cards.ts";
import { classes } from "../../parts/classes.ts";
import { PopupAct } from "../../parts/PopupAct.tsx";
import { useRoom } from "../../live/room.ts";
import { chipShape } from "../canvas/Chip.tsx";
import { useWrites } from "../words/useWrites.ts";
import { Written } from "../words/Written.tsx";

const sides = ["gives", "asks"] as const;
type Side = (typeof sides)[number];

type Weighing = {
  map: Y.Map<unknown>;
  id: string;
  /** The sides that have a place on the card. */
  standing: readonly Side[];
  /** The side that this person has asked to write on, until they leave it. */
  begun: Side | null;
  begin: (side: Side | null) => void;
};

/** What the card `id` says it gives and asks. A side without words takes no place on it until somebody writes there. */
export function useWeighing(map: Y.Map<unknown>, id: string): Weighing {
  const [begun, begin] = useState<Side | null>(null);
  const [stood, setStood] = useState<readonly Side[]>([]);
  const has = (side: Side): boolean => (fieldOf(map, id, side)?.length ?? 0) > 0;
  const standing = sides.filter((side) => stood.includes(side) || side === begun || has(side));
  // It stays when its words are taken away again: nothing jumps under a finger or around a caret.
  if (standing.length > stood.length) setStood(standing);
  return { map, id, standing, begun, begin };
}

/** Words beside their name are no wider than what it leaves of the card; where that is too little they go beneath it. */
const besideTheName = "supports-[width:1cqw]:max-w-[max(7rem,calc(100cqw-4.25rem))]";

/** What an option gives and what it asks, written side by side by either. What it stands in is measured by `cqw`. */
export function Weighed({ weighing, label }: { weighing: Weighing; label: string }) {
  const { map, id, standing, begun, begin } = weighing;
  const { shared } = useRoom();
  const writes = useWrites();
  return (
    <>
      {standing.map((side) => {
        const text = fieldOf(map, id, side);
        if (!text) return null;
        const empty = text.length === 0;
        if (empty && !writes) return null;
        const look = empty ? "border border-dashed border-line-strong print:hidden" : "bg-sunk";
        return (
          <label
            key={side}
            onBlur={() => begin(null)}
            className={classes(chipShape, "flex-wrap items-start! gap-1! py-0.75! leading-6! text-ink-soft", look)}
          >
            <span aria-hidden className={empty ? "hidden" : "shrink-0"}>
              {side}:
            </span>
            <Written
              page={shared}
              section="both:options"
              text={text}
              card={id}
              label={`What it ${side}: ${label}`}
              placeholder={`what it ${side}`}
              arrives={begun === side}
              className={classes(
                "w-auto! min-w-8 px-1 font-sans text-[0.8125rem] leading-6 outline-offset-0!",
                besideTheName,
              )}
            />
          </label>
        );
      })}
    </>
  );
}

/** The ways to write on either side, in the menu of the card. They stay there: nothing moves in it while it is open. */
export function WeighedActs({ onWrite }: { onWrite: (side: Side) => void }) {
  return sides.map((side) => (
    <PopupAct key={side} icon={PenLine} onClick={() => onWrite(side)}>
      Write what it {side}
    </PopupAct>
  ));
}
