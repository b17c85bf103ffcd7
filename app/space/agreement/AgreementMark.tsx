import type { Standing } from "../../../lib/agreement.ts";
import { Circles } from "../../parts/Circles.tsx";
import { useRoom } from "../../room/room.ts";
import { nameOf } from "../people.ts";

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
    .filter(([, { says }]) => says === "agrees")
    .map(([seat]) => nameOf(names, seat));
  const said = ["Neither has agreed to these words", `${agreeing[0]} agrees`, "Both agree"][agreeing.length];
  return (
    <Circles
      label={said}
      practitioner={practitioner.says === "agrees" ? "filled" : "dashed"}
      client={client.says === "agrees" ? "filled" : "dashed"}
    />
  );
}
