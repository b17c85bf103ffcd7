import Archive from "lucide-react/icons/archive";
import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import Ellipsis from "lucide-react/icons/ellipsis";
import type { ReactNode } from "react";
import { IconButton } from "../../parts/IconButton.tsx";
import { Popup } from "../../parts/Popup.tsx";
import { PopupAct } from "../../parts/PopupAct.tsx";
import { justChanged } from "../justCome.ts";
import { useWrites } from "../words/useWrites.ts";
import type { Cards } from "./useCards.ts";

type MenuProps = { label: string; children: (close: () => void) => ReactNode };

/** The three dots in the head of a card, and what they open. They are not there on a stopped page. */
export function MenuOf({ label, children }: MenuProps) {
  if (!useWrites()) return null;
  return (
    <Popup
      edge="right"
      opener={(opener) => (
        <IconButton
          {...opener}
          name={`More for ${label}`}
          icon={Ellipsis}
          tone="soft"
          className="-my-3 -mr-1.5 forced-colors:m-0"
        />
      )}
    >
      {(close) => <div ref={justChanged}>{children(close)}</div>}
    </Popup>
  );
}

type Props = {
  cards: Cards;
  id: string;
  label: string;
  /** Acts of this kind of card, before the common ones. */
  children?: (close: () => void) => ReactNode;
};

/** What can be done with a card as a whole. Moving leaves the menu open, so that it can be pressed again. */
export function CardMenu({ cards, id, label, children }: Props) {
  const place = cards.table.findIndex((card) => card.id === id);
  return (
    <MenuOf label={label}>
      {(close) => (
        <>
          {children?.(close)}
          {/* They stay where they are at either end, so that the focus does too. */}
          <PopupAct icon={ArrowUp} aria-disabled={place <= 0} onClick={() => cards.move(id, -1)}>
            Move up
          </PopupAct>
          <PopupAct icon={ArrowDown} aria-disabled={place >= cards.table.length - 1} onClick={() => cards.move(id, 1)}>
            Move down
          </PopupAct>
          <PopupAct icon={Archive} onClick={() => cards.setAside(id, true)}>
            Set aside
          </PopupAct>
        </>
      )}
    </MenuOf>
  );
}
