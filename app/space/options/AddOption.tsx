import { newOption } from "../../../lib/sections/options.ts";
import { useRoom } from "../../live/room.ts";
import { AddButton } from "../canvas/AddButton.tsx";
import type { Cards } from "../canvas/useCards.ts";
import { useOwnTold } from "../telling/OwnTold.tsx";
import { keptForLater } from "../words/drafts.ts";
import { useComposing } from "../words/useComposing.ts";
import { useLettingGo } from "../words/useDraft.ts";
import { ComposeOption } from "./ComposeOption.tsx";
import { useOptionDraft } from "./useOptionDraft.ts";

/** The place where a new option is composed, and from where it is put on the table whole. */
export function AddOption({ cards }: { cards: Cards }) {
  const { own, say } = useRoom();
  const tellOwn = useOwnTold();
  const draft = useOptionDraft();
  useLettingGo(draft);
  const { isOpen, arrives, compose, close } = useComposing(draft);

  const keep = () => {
    close();
    tellOwn("own:drafts", "option", keptForLater);
  };
  const drop = () => {
    if (own.stopped !== null) return say(own.stopped);
    draft.putAway();
    close();
    say("Your draft is let go. For a few seconds you can bring it back.");
  };
  const give = () => {
    // The draft would stay, and be put on the table again.
    if (own.stopped !== null) return say(own.stopped);
    const option = draft.words();
    const id = cards.add((order) => newOption(option, order));
    if (id === null) return;
    draft.drop();
    close();
    tellOwn("both:options", `add ${id}`, "It is on the table.");
  };

  if (isOpen) return <ComposeOption draft={draft} onGive={give} onClose={keep} onDrop={drop} />;
  if (!own.opened) return null;
  return (
    <AddButton
      arrives={arrives}
      onClick={() => {
        if (draft.begin()) compose();
      }}
    >
      {draft.letGo ? "Bring back the option you let go" : draft.open ? "Go on with your option" : "Add an option"}
    </AddButton>
  );
}
