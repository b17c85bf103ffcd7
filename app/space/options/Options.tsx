import { readOption } from "../../../lib/sections/options.ts";
import { Column } from "../canvas/Column.tsx";
import { SetAside } from "../canvas/SetAside.tsx";
import { useCards } from "../canvas/useCards.ts";
import { usePeople } from "../people.ts";
import { AddOption } from "./AddOption.tsx";
import { OptionCard } from "./OptionCard.tsx";
import { WaitCard } from "./WaitCard.tsx";

/** What is possible: options from either, without an order of worth, and waiting always among them. */
export function Options({ title }: { title: string }) {
  const { otherName } = usePeople();
  const cards = useCards("both:options");
  const titleOf = (id: string): string => {
    const option = readOption(cards.map, id);
    return option?.title.trim() || option?.text.trim() || "An option without words";
  };
  return (
    <Column
      title={title}
      lead="Either of us can put something on the table. None of them is the only way."
      beside={`${cards.table.length + 1} ${cards.table.length === 0 ? "option" : "options"}`}
      who={`You and ${otherName} both read and write here.`}
    >
      <ul className="flex flex-col gap-3">
        {cards.table.map(({ id, by }) => (
          <OptionCard key={id} id={id} by={by} cards={cards} label={titleOf(id)} />
        ))}
        <WaitCard cards={cards} />
      </ul>
      <AddOption cards={cards} />
      <SetAside cards={cards} titleOf={titleOf} />
    </Column>
  );
}
