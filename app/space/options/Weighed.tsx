import type * as Y from "yjs";
import { fieldOf } from "../../../lib/cards.ts";
import { classes } from "../../parts/classes.ts";
import { useRoom } from "../../live/room.ts";
import { chipShape } from "../canvas/Chip.tsx";
import { useWrites } from "../words/useWrites.ts";
import { Written } from "../words/Written.tsx";

type Props = {
  map: Y.Map<unknown>;
  id: string;
  label: string;
};

const sides = { gives: "What it gives", asks: "What it asks" };
const places = { gives: "what it gives", asks: "what it asks" };

/** What an option gives and what it asks, written side by side by either. */
export function Weighed({ map, id, label }: Props) {
  const { shared } = useRoom();
  const writes = useWrites();
  return (
    <>
      {(["gives", "asks"] as const).map((side) => {
        const text = fieldOf(map, id, side);
        if (!text) return null;
        const empty = text.length === 0;
        if (empty && !writes) return null;
        const look = empty ? "border border-dashed border-line-strong print:hidden" : "bg-sunk";
        return (
          <label key={side} className={classes(chipShape, "items-start! py-0.5! leading-6! text-ink-soft", look)}>
            <span aria-hidden className={empty ? "hidden" : "inline"}>
              {side}:
            </span>
            <Written
              page={shared}
              section="both:options"
              text={text}
              card={id}
              label={`${sides[side]}: ${label}`}
              placeholder={places[side]}
              className="w-auto! min-w-8 font-sans text-[0.8125rem] leading-6"
            />
          </label>
        );
      })}
    </>
  );
}
