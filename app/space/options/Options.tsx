import { useState } from "react";
import { newOption, readOption } from "../../../lib/cards.ts";
import { useRoom } from "../../room/room.ts";
import { AddButton } from "../canvas/AddButton.tsx";
import { Column } from "../canvas/Column.tsx";
import { SetAside } from "../canvas/SetAside.tsx";
import { useCards } from "../canvas/useCards.ts";
import { usePeople } from "../people.ts";
import { ComposeOption } from "./ComposeOption.tsx";
import { OptionCard } from "./OptionCard.tsx";
import { useOptionDraft } from "./useOptionDraft.ts";
import { WaitCard } from "./WaitCard.tsx";

/** What is possible: options from either, without an order of worth, and waiting always among them. */
export function Options({ title }: { title: string }) {
  const { own, say } = useRoom();
  const { otherName } = usePeople();
  const cards = useCards("both:options");
  const draft = useOptionDraft();
  const [composing, setComposing] = useState(false);

  const give = () => {
    const option = draft.words();
    if (cards.add((order) => newOption(option, order)) === null) return;
    draft.drop();
    setComposing(false);
    say("It is on the table.");
  };
  const drop = () => {
    draft.drop();
    setComposing(false);
  };
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
      {composing && draft.open ? (
        <ComposeOption draft={draft} onGive={give} onClose={() => setComposing(false)} onDrop={drop} />
      ) : (
        own.opened && (
          <AddButton
            onClick={() => {
              draft.begin();
              setComposing(true);
            }}
          >
            {draft.open ? "Go on with your option" : "Add an option"}
          </AddButton>
        )
      )}
      <SetAside cards={cards} titleOf={titleOf} />
    </Column>
  );
}
