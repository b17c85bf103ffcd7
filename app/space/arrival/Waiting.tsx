import { useState } from "react";
import type { NewInvitation } from "../../../lib/api.ts";
import { ask } from "../../parts/ask.ts";
import { Button } from "../../parts/Button.tsx";
import { InvitationLink } from "../../parts/InvitationLink.tsx";
import { Sheet } from "../../parts/Sheet.tsx";
import { useRoom } from "../../room/room.ts";
import { dayOf } from "../words/times.ts";

/** A space before the other has come: what stands of the invitation, and how to make or take back one. */
export function Waiting() {
  const { space, seat, info, refresh, say } = useRoom();
  const [made, setMade] = useState<NewInvitation | null>(null);
  const [busy, setBusy] = useState(false);
  if (seat !== "practitioner") return null;
  const path = `/api/spaces/${space}/invitation`;

  const make = async () => {
    setBusy(true);
    const answer = await ask(path, { method: "POST", read: readNewInvitation });
    setBusy(false);
    if (!answer.ok) return say(answer.why);
    setMade(answer.value);
    await refresh();
  };
  const withdraw = async () => {
    setBusy(true);
    const answer = await ask(path, { method: "DELETE" });
    setBusy(false);
    if (!answer.ok) return say(answer.why);
    setMade(null);
    await refresh();
    say("The invitation is taken back. Its link opens nothing any more.");
  };

  return (
    <Sheet role="region" aria-labelledby="waiting" className="mx-auto mt-6 w-[calc(100%-2rem)] max-w-[38.75rem] p-6">
      <h2 id="waiting" className="text-2xl">
        The other seat is still free
      </h2>
      <p className="mt-2 text-[0.9375rem] text-ink-soft">
        {info.invitation
          ? `An invitation is open until ${dayOf(info.invitation.expires)}. It lets one person in, once.`
          : "No invitation is open. Nobody can come in."}{" "}
        You can write here already; it is kept for both of you.
      </p>
      {made && <InvitationLink secret={made.invitation} />}
      {!made && info.invitation && (
        <p className="mt-2 text-[0.9375rem] text-ink-soft">
          Its link was shown once, when it was made. If you do not have it any more, make a new one: the old one is dead
          then.
        </p>
      )}
      <div className="mt-4 flex flex-wrap gap-2">
        <Button busy={busy} onClick={make}>
          {info.invitation ? "Make a new link" : "Make an invitation"}
        </Button>
        {info.invitation && (
          <Button tone="soft" busy={busy} onClick={withdraw}>
            Take it back
          </Button>
        )}
      </div>
    </Sheet>
  );
}

export function readNewInvitation(value: unknown): NewInvitation | null {
  if (typeof value !== "object" || value === null) return null;
  const { invitation, expires } = value as Record<string, unknown>;
  return typeof invitation === "string" && typeof expires === "number" ? { invitation, expires } : null;
}
