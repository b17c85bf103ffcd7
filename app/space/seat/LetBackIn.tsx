import { useState } from "react";
import type { NewInvitation } from "../../../lib/api.ts";
import { readNewInvitation } from "../../parts/answers.ts";
import { ask } from "../../parts/ask.ts";
import { Button } from "../../parts/Button.tsx";
import { InvitationLink } from "../../parts/InvitationLink.tsx";
import { Note } from "../../parts/Note.tsx";
import { useRoom } from "../../live/room.ts";
import { usePeople } from "../people.ts";
import { capital, dayAndTimeOf, momentOf } from "../words/times.ts";

type Props = { made: NewInvitation | null; keep: (made: NewInvitation | null) => void };

/** The other cannot come in any more on any device: a link that lets the same person back in to their seat. */
export function LetBackIn({ made, keep }: Props) {
  const { space, info, names, refresh } = useRoom();
  const { other, otherName } = usePeople();
  const [busy, setBusy] = useState(false);
  const [why, setWhy] = useState<string | null>(null);
  if (names[other] === null) return null;
  const link = info.back[other];
  const path = `/api/spaces/${space}/back`;

  const doing = async (act: () => Promise<string | null>) => {
    setBusy(true);
    setWhy(await act());
    await refresh();
    setBusy(false);
  };
  const make = () =>
    doing(async () => {
      const answer = await ask(path, { method: "POST", read: readNewInvitation });
      keep(answer.ok ? answer.value : null);
      return answer.ok ? null : answer.why;
    });
  const withdraw = () =>
    doing(async () => {
      const answer = await ask(path, { method: "DELETE" });
      if (answer.ok) keep(null);
      return answer.ok ? null : answer.why;
    });

  return (
    <div className="mt-6 border-t border-line pt-5 text-[0.9375rem] text-ink-soft">
      <p className="mb-4">
        <strong className="font-bold text-ink">
          Let <bdi>{otherName}</bdi> back in.
        </strong>{" "}
        <span>
          For when they cannot come in any more on any device, and have no return key. A link brings them to their seat
          and to all that you both read. It opens after one day, or at once if they say so where they are still signed
          in; there they can also refuse it. Their private page stays closed.
        </span>
      </p>
      {link && !link.refused && (
        <p className="mb-4">
          <span>
            {link.opens !== null ? `The link opens ${momentOf(link.opens)}` : "The link is open"}, and lets one person
            in, once, until {dayAndTimeOf(link.expires)}.
          </span>
        </p>
      )}
      {link?.refused && (
        <Note className="mb-4">
          <span>
            {capital(otherName)} refused the last link, on a device where they are signed in. It opens nothing.
          </span>
        </Note>
      )}
      {/* Another may have been made since, on another page: the one from here opens nothing then. */}
      {made && link?.expires === made.expires && !link.refused && <InvitationLink secret={made.invitation} />}
      {why && (
        <Note said tone="problem" className="mb-4">
          <span>{why}</span>
        </Note>
      )}
      <div className="mt-4 flex flex-wrap gap-2">
        <Button busy={busy} onClick={make}>
          <span>{link && !link.refused ? "Make a new link" : "Make a link"}</span>
        </Button>
        {link && !link.refused && (
          <Button tone="soft" busy={busy} onClick={withdraw}>
            Take it back
          </Button>
        )}
      </div>
    </div>
  );
}
