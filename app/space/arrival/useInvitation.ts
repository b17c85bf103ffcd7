import { useState } from "react";
import { readNewInvitation } from "../../parts/answers.ts";
import { ask } from "../../parts/ask.ts";
import { useRoom } from "../../live/room.ts";

type Invitation = {
  /** The secret of an invitation that was made on this screen; the server tells it only once. */
  secret: string | null;
  busy: boolean;
  make(): Promise<void>;
  withdraw(): Promise<void>;
};

/** The practitioner's two acts on the invitation for the free seat. */
export function useInvitation(): Invitation {
  const { space, refresh, say } = useRoom();
  const [secret, setSecret] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const path = `/api/spaces/${space}/invitation`;

  const doing = async (act: () => Promise<void>): Promise<void> => {
    setBusy(true);
    await act();
    setBusy(false);
  };
  return {
    secret,
    busy,
    make: () =>
      doing(async () => {
        const answer = await ask(path, { method: "POST", read: readNewInvitation });
        if (!answer.ok) return say(answer.why);
        setSecret(answer.value.invitation);
        await refresh();
      }),
    withdraw: () =>
      doing(async () => {
        const answer = await ask(path, { method: "DELETE" });
        if (!answer.ok) return say(answer.why);
        setSecret(null);
        await refresh();
        say("The invitation is taken back. Its link opens nothing any more.");
      }),
  };
}
