import type { OpenedSpace } from "../../lib/api.ts";
import { useOutOfSight } from "../hide/out-of-sight.ts";
import { Button } from "../parts/Button.tsx";
import { Circles } from "../parts/Circles.tsx";
import { initial } from "../parts/initial.ts";
import { InvitationLink } from "../parts/InvitationLink.tsx";
import { Lead } from "../parts/Lead.tsx";
import { Title } from "../parts/Title.tsx";
import { useReturnKey } from "../parts/useReturnKey.ts";
import { WayBack } from "../parts/WayBack.tsx";

/** The open space: the invitation to pass on, a way back, and the way in. */
export function Opened({ opened, name }: { opened: OpenedSpace; name: string }) {
  return (
    <>
      <Circles
        size="seats"
        client="dashed"
        initials={{ practitioner: initial(name), client: "?" }}
        label="Your seat is taken, the other is free."
        className="mb-4"
      />
      <Title arrives>Your space is open.</Title>
      <Lead>Send this invitation to your client. It opens once, for one person, and rests after seven days.</Lead>
      <InvitationLink secret={opened.invitation} />
      <WayBack
        made={useReturnKey(opened.space)}
        isUnseen={useOutOfSight()}
        enter={
          <Button tone="ink" href={`/space/${opened.space}`}>
            Enter the space
          </Button>
        }
      />
    </>
  );
}
