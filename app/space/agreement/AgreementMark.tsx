import type { SeatStanding, Standing } from "../../../lib/standing.ts";
import { Circles } from "../../parts/Circles.tsx";
import { usePeople } from "../people.ts";
import { capital } from "../words/times.ts";

// What is on its way is not said yet.
const agrees = ({ says, at }: SeatStanding): boolean => says === "agrees" && at !== null;

/** The sign on a card: two dashed circles that fill as each agrees to the words as they stand. */
export function AgreementMark({ standing }: { standing: Standing }) {
  const { seat, other, otherName } = usePeople();
  const { client, practitioner } = standing;
  const [mine, theirs] = [agrees(standing[seat]), agrees(standing[other])];
  const one = mine ? "You agree" : theirs ? `${capital(otherName)} agrees` : "Neither has agreed to these words";
  const said = mine && theirs ? "Both agree" : one;
  return (
    <Circles
      label={said}
      practitioner={agrees(practitioner) ? "filled" : "dashed"}
      client={agrees(client) ? "filled" : "dashed"}
    />
  );
}
