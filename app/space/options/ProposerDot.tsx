import type { Author } from "../../../lib/seats.ts";
import { classes } from "../../parts/classes.ts";
import { initial } from "../../parts/initial.ts";
import { useRoom } from "../../live/room.ts";
import { nameOf } from "../people.ts";

const looks = {
  client: "border-client bg-client-tint text-ink",
  practitioner: "border-practitioner bg-practitioner-tint text-ink",
};

/** Who put an option on the table: a small circle in their colour, with their initial. */
export function ProposerDot({ by }: { by: Author | null }) {
  const { names, seat } = useRoom();
  if (by !== "client" && by !== "practitioner") return null;
  const said = `Put on the table by ${by === seat ? "you" : nameOf(names, by)}`;
  return (
    <span
      role="img"
      aria-label={said}
      title={said}
      className={classes(
        "grid size-[1.125rem] shrink-0 place-items-center rounded-full border text-[0.625rem] leading-none font-bold",
        looks[by],
      )}
    >
      {initial(names[by] ?? by)}
    </span>
  );
}
