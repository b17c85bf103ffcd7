import type { ReactNode } from "react";
import { classes } from "../../parts/classes.ts";
import { Sheet } from "../../parts/Sheet.tsx";
import { useRoom } from "../../live/room.ts";
import { passToNeighbour } from "../passFocus.ts";
import { usePeople } from "../people.ts";
import { seatLook } from "../seatLook.ts";

type Props = {
  id: string;
  /** What a screen reader calls this card. */
  label: string;
  children: ReactNode;
};

/** One card on the table, with a mark while the other is in it. */
export function Card({ id, label, children }: Props) {
  return (
    <li ref={passToNeighbour}>
      <Sheet role="group" aria-label={label} data-card={id} className="relative">
        <InIt id={id} />
        {children}
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
        "absolute -top-2.5 left-4 z-1 max-w-[70%] truncate rounded-full border px-2 text-xs leading-[1.125rem] font-semibold",
        soft,
        line,
        text,
      )}
    >
      {otherName} is in here
    </p>
  );
}
