import { newOption, readOption, waitId, waitTitle } from "../../../lib/sections/options.ts";
import { useRoom } from "../../live/room.ts";
import { AddButton } from "../canvas/AddButton.tsx";
import { Card } from "../canvas/Card.tsx";
import type { Cards } from "../canvas/useCards.ts";
import { Weighed } from "./Weighed.tsx";

/** The option that is always on the table. It can be argued for and against, and not taken away. */
export function WaitCard({ cards }: { cards: Cards }) {
  const { shared } = useRoom();
  const argued = readOption(cards.map, waitId) !== null;
  const putBack = () =>
    shared.edit("both:options", (doc) => {
      const empty = newOption({ title: "", text: "", gives: "", asks: "", earns: "" }, 0);
      doc.getMap<unknown>("both:options").set(waitId, empty);
    });
  return (
    <Card id={waitId} label={waitTitle}>
      <h3 className="text-lg leading-[1.3]">{waitTitle}</h3>
      <p className="mt-1 font-serif text-base text-ink-soft">Always on the table.</p>
      {argued ? (
        <div className="mt-2.5 flex flex-wrap gap-2">
          <Weighed map={cards.map} id={waitId} label={waitTitle} />
        </div>
      ) : (
        <AddButton className="mt-2.5" onClick={putBack}>
          Write what it gives and asks
        </AddButton>
      )}
    </Card>
  );
}
