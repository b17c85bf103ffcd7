"use client";
import { useEffect, useState } from "react";
import type { InvitationLook } from "../../lib/api.ts";
import { readInvitationLook } from "../parts/answers.ts";
import { ask } from "../parts/ask.ts";
import type { Code } from "../parts/refused.ts";
import { Closed } from "./Closed.tsx";
import { ComeBack } from "./ComeBack.tsx";
import { Invited } from "./Invited.tsx";
import { Looking } from "./Looking.tsx";
import { Paste } from "./Paste.tsx";
import { forgetPress, forgetSecret, foundSecret, keepSecret, pressBefore } from "./secret.ts";

/** Refused: `again` when the same invitation may still open on another try. */
type Stage =
  | { at: "looking" }
  | { at: "asking" }
  | { at: "invited"; secret: string; look: InvitationLook }
  | { at: "closed"; code: Code; why: string; again: boolean };

/** After these the same link may open another time. */
const passing: readonly Code[] = ["unreached", "too-often", "unavailable", "wait", "fault", "cannot-keep"];
const unreached = "We could not reach the space. Your invitation has not been used. Try again.";

/** An invitation from the address to the seat: looked at without claiming, and claimed only by a press. */
export function Join() {
  const [stage, setStage] = useState<Stage>({ at: "looking" });

  const close = (code: Code, why: string) => {
    const again = passing.includes(code);
    if (!again) forgetSecret();
    setStage({ at: "closed", code, why, again });
  };

  const look = async () => {
    const secret = foundSecret();
    if (!secret) return setStage({ at: "asking" });
    setStage({ at: "looking" });
    const answer = await ask("/api/invitation", {
      method: "POST",
      body: { secret, press: pressBefore() ?? undefined },
      read: readInvitationLook,
      unreached,
    });
    if (secret !== foundSecret()) return;
    if (answer.ok) setStage({ at: "invited", secret, look: answer.value });
    else close(answer.code, answer.why);
  };

  useEffect(() => {
    void look();
    // Another link opened in the same tab changes only the fragment.
    const renew = () => {
      forgetPress();
      void look();
    };
    window.addEventListener("hashchange", renew);
    return () => window.removeEventListener("hashchange", renew);
  }, []);

  if (stage.at === "looking") return <Looking />;
  if (stage.at === "asking") return <Paste onSecret={(secret) => (keepSecret(secret), void look())} />;
  if (stage.at === "closed")
    return <Closed {...stage} onAgain={look} onOther={() => (forgetSecret(), setStage({ at: "asking" }))} />;
  const { secret, look: shown } = stage;
  if (shown.back)
    return (
      <ComeBack secret={secret} look={{ ...shown, back: shown.back }} onAgain={() => void look()} onClosed={close} />
    );
  return <Invited secret={secret} look={shown} onClosed={close} />;
}
