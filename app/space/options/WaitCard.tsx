import { newOption, readOption, waitId, waitTitle } from "../../../lib/sections/options.ts";
import { useRoom } from "../../live/room.ts";
import { Card } from "../canvas/Card.tsx";
import { MenuOf } from "../canvas/CardMenu.tsx";
import type { Cards } from "../canvas/useCards.ts";
import { Weighed, WeighedActs, useWeighing } from "./Weighed.tsx";

/** The option that is always on the table. It can be argued for and against, and not taken away. */
export function WaitCard({ cards }: { cards: Cards }) {
  const { shared } = useRoom();
  const weighing = useWeighing(cards.map, waitId);
  const putBack = () =>
    shared.edit("both:options", (doc) => {
      const empty = newOption({ title: "", text: "", gives: "", asks: "", earns: "" }, 0);
      doc.getMap<unknown>("both:options").set(waitId, empty);
    });
  return (
    <Card id={waitId} label={waitTitle}>
      <div className="flex items-start gap-2">
        <h3 className="min-w-0 flex-1 text-lg leading-[1.3]">{waitTitle}</h3>
        <MenuOf label={waitTitle}>
          {(close) => (
            <WeighedActs
              onWrite={(side) => {
                close();
                if (readOption(cards.map, waitId) === null) putBack();
                weighing.begin(side);
              }}
            />
          )}
        </MenuOf>
      </div>
      <p className="mt-1 font-serif text-base text-ink-soft">Always on the table.</p>
      <div className="supports-[width:1cqw]:@container mt-2.5 flex flex-wrap gap-2 empty:hidden">
        <Weighed weighing={weighing} label={waitTitle} />
      </div>
    </Card>
  );
}
