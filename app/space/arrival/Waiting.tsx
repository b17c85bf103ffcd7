import { Button } from "../../parts/Button.tsx";
import { InvitationLink } from "../../parts/InvitationLink.tsx";
import { Sheet } from "../../parts/Sheet.tsx";
import { useRoom } from "../../live/room.ts";
import { dayOf } from "../words/times.ts";
import { useInvitation } from "./useInvitation.ts";

/** A space before the other has come: what stands of the invitation, and how to make or take back one. */
export function Waiting() {
  const { seat, info } = useRoom();
  const { secret, busy, make, withdraw } = useInvitation();
  if (seat !== "practitioner") return null;
  const { invitation } = info;
  return (
    <Sheet role="region" aria-labelledby="waiting" className="mx-auto mt-6 w-[calc(100%-2rem)] max-w-[38.75rem] p-6!">
      <h2 id="waiting" className="text-2xl">
        The other seat is still free
      </h2>
      <p className="mt-2 text-[0.9375rem] text-ink-soft">
        {invitation
          ? `An invitation is open until ${dayOf(invitation.expires)}. It lets one person in, once.`
          : "No invitation is open. Nobody can come in."}{" "}
        You can write here already; it is kept for both of you.
      </p>
      {secret !== null && <InvitationLink secret={secret} />}
      {secret === null && invitation && (
        <p className="mt-2 text-[0.9375rem] text-ink-soft">
          Its link was shown once, when it was made. If you do not have it any more, make a new one: the old one is dead
          then.
        </p>
      )}
      <div className="mt-4 flex flex-wrap gap-2">
        <Button busy={busy} onClick={make}>
          {invitation ? "Make a new link" : "Make an invitation"}
        </Button>
        {invitation && (
          <Button tone="soft" busy={busy} onClick={withdraw}>
            Take it back
          </Button>
        )}
      </div>
    </Sheet>
  );
}
