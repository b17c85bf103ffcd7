import Receipt from "lucide-react/icons/receipt";
import { fieldOf } from "../../../lib/cards.ts";
import { readOption } from "../../../lib/sections/options.ts";
import { type Author, isSeat } from "../../../lib/seats.ts";
import { useRoom } from "../../live/room.ts";
import { Card } from "../canvas/Card.tsx";
import { CardMenu } from "../canvas/CardMenu.tsx";
import { Chip } from "../canvas/Chip.tsx";
import type { Cards } from "../canvas/useCards.ts";
import { nameOf } from "../people.ts";
import { Written } from "../words/Written.tsx";
import { ProposerDot } from "./ProposerDot.tsx";
import { Weighed, WeighedActs, useWeighing } from "./Weighed.tsx";

type Props = { id: string; by: Author | null; cards: Cards; label: string };

/** One option on the table, written on by both: what it is, what it gives and asks, and whether somebody earns from it. */
export function OptionCard({ id, by, cards, label }: Props) {
  const { shared } = useRoom();
  const weighing = useWeighing(cards.map, id);
  const option = readOption(cards.map, id);
  const title = fieldOf(cards.map, id, "title");
  const text = fieldOf(cards.map, id, "text");
  if (!option) return null;
  const field = { page: shared, section: "both:options", card: id };
  return (
    <Card id={id} label={label}>
      <h3 className="sr-only">{label}</h3>
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          {title && (
            <Written
              {...field}
              text={title}
              label={`Title: ${label}`}
              placeholder="A title"
              className="font-serif text-lg leading-[1.3] font-medium"
            />
          )}
        </div>
        <CardMenu cards={cards} id={id} label={label}>
          {(close) => (
            <WeighedActs
              onWrite={(side) => {
                close();
                weighing.begin(side);
              }}
            />
          )}
        </CardMenu>
        <span className="mt-1">
          <ProposerDot by={by} />
        </span>
      </div>
      {text && (
        <Written
          {...field}
          text={text}
          label={`What it is: ${label}`}
          placeholder="What it is"
          className="mt-0.5 font-serif text-[1.0625rem] leading-[1.45]"
        />
      )}
      <div className="supports-[width:1cqw]:@container mt-2.5 flex flex-wrap gap-2 empty:hidden">
        {option.earns !== "" && isSeat(by) && <Earns by={by} how={option.earns} />}
        <Weighed weighing={weighing} label={label} />
      </div>
    </Card>
  );
}

function Earns({ by, how }: { by: "client" | "practitioner"; how: string }) {
  const { seat, names } = useRoom();
  return (
    <Chip icon={Receipt} seat={by}>
      {by === seat ? "You earn" : `${nameOf(names, by)} earns`} from this:{" "}
      <span translate="no" dir="auto">
        {how}
      </span>
    </Chip>
  );
}
