import { useId } from "react";
import type { ReactNode } from "react";
import { classes } from "../../parts/classes.ts";
import { useRoom } from "../../live/room.ts";
import { useOthersFloor } from "../people.ts";

type Props = {
  title: string;
  /** One sentence under the title. */
  lead: string;
  /** A few words beside the title. */
  beside?: ReactNode;
  /** Who reads and who writes here, as one line at the foot. */
  who: string;
  /** The client's own column is drawn in the client's colour. */
  own?: boolean;
  children: ReactNode;
};

/** One column of the canvas: its title, what lies in it, and who reads it. */
export function Column({ title, lead, beside, who, own, children }: Props) {
  const { shared } = useRoom();
  const floor = useOthersFloor();
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className={classes("flex min-w-0 flex-1 flex-col rounded-[1.25rem] p-4", own ? "bg-client-soft" : "bg-sunk")}
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <h2 id={id} tabIndex={-1} className={classes("text-[1.4375rem]", own && "text-client")}>
          {title}
        </h2>
        {shared.opened && beside && <div className="text-[0.8125rem] font-medium text-ink-soft">{beside}</div>}
      </div>
      <p className="mt-1.5 text-[0.84375rem] text-pretty text-ink-soft">{(!own && floor) || lead}</p>
      <div className="mt-3.5 flex flex-col gap-3">
        {shared.opened ? children : <p className="text-[0.9375rem] text-ink-soft">One moment…</p>}
      </div>
      <p className="mt-auto pt-4 text-[0.8125rem] text-ink-soft">{who}</p>
    </section>
  );
}
