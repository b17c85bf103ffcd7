import type { ReactNode } from "react";
import { classes } from "../../parts/classes.ts";
import { Sheet } from "../../parts/Sheet.tsx";
import { useRoom } from "../../room/room.ts";
import { passToColumn } from "../passFocus.ts";
import { usePeople } from "../people.ts";
import { seatLook } from "../seatLook.ts";
import type { Cards } from "./useCards.ts";

type Props = {
  id: string;
  /** What a screen reader calls this card. */
  label: string;
  cards: Cards;
  children: ReactNode;
};

/** One card on the table, with a mark while the other is in it. */
export function Card({ id, label, cards, children }: Props) {
  const aside = cards.table.some((placed) => placed.id === id && placed.aside);
  return (
    <li ref={passToColumn}>
      <Sheet
        role="group"
        aria-label={label}
        className="relative"
        onFocus={({ target }) => {
          if (target instanceof HTMLTextAreaElement) cards.writeIn(id);
        }}
        onBlur={() => cards.writeIn(null)}
      >
        <InIt id={id} />
        {children}
        {aside && (
          <p className="mt-2.5 text-[0.8125rem] text-ink-soft">
            This was set aside. You can go on writing in it; it goes there when you leave it.
          </p>
        )}
      </Sheet>
    </li>
  );
}

/** Says that the other is in this card or page: that they are there, not what they do. It moves nothing aside. */
export function InIt({ id }: { id: string }) {
  const { present } = useRoom();
  const { other, otherName } = usePeople();
  if (present?.[other].card !== id) return null;
  const { soft, line, text } = seatLook[other];
  return (
    <p
      className={classes(
        "absolute -top-2.5 left-4 max-w-[70%] truncate rounded-full border px-2 text-xs leading-[1.125rem] font-semibold",
        soft,
        line,
        text,
      )}
    >
      {otherName} is in here
    </p>
  );
}
