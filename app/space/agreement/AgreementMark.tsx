import type { SeatStanding, Standing } from "../../../lib/standing.ts";
import { Circles } from "../../parts/Circles.tsx";
import { useRoom } from "../../live/room.ts";
import { nameOf } from "../people.ts";

// What is on its way is not said yet.
const agrees = ({ says, at }: SeatStanding): boolean => says === "agrees" && at !== null;

/** The sign on a card: two dashed circles that fill as each agrees to the words as they stand. */
export function AgreementMark({ standing }: { standing: Standing }) {
  const { names } = useRoom();
  const { client, practitioner } = standing;
  const agreeing = (
    [
      ["practitioner", practitioner],
      ["client", client],
    ] as const
  )
    .filter(([, seat]) => agrees(seat))
    .map(([seat]) => nameOf(names, seat));
  const said = ["Neither has agreed to these words", `${agreeing[0]} agrees`, "Both agree"][agreeing.length];
  return (
    <Circles
      label={said}
      practitioner={agrees(practitioner) ? "filled" : "dashed"}
      client={agrees(client) ? "filled" : "dashed"}
    />
  );
}
