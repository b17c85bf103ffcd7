import { useState } from "react";
import type { FormEvent } from "react";
import { longestName } from "../../lib/api.ts";
import type { InvitationLook } from "../../lib/api.ts";
import { readJoined } from "../parts/answers.ts";
import { Button } from "../parts/Button.tsx";
import { Checkbox } from "../parts/Checkbox.tsx";
import { Field } from "../parts/Field.tsx";
import { Note } from "../parts/Note.tsx";
import type { Code } from "../parts/refused.ts";
import { sitDown } from "../parts/sit-down.ts";
import { useAsk } from "../parts/useAsk.ts";
import { opensNothing } from "./Closed.tsx";
import { Consent } from "./Consent.tsx";
import { forgetSecret, pressHere } from "./secret.ts";
import { Welcome } from "./Welcome.tsx";

type Props = { secret: string; look: InvitationLook; onClosed: (code: Code, why: string) => void };

const nameless = "Write a name. A first name is enough.";
const unsettled = "We may keep your words only if you agree. Nothing has been sent.";
const unreached = "We could not reach the space. Your name is still here. Try again.";

/** The invitation, open: who invites, who can read what, and the one press that takes the seat. */
export function Invited({ secret, look, onClosed }: Props) {
  const [name, setName] = useState("");
  const [consent, setConsent] = useState(false);
  const [tried, setTried] = useState(false);
  const { busy, why, send } = useAsk();
  const nameError = name.trim() ? null : nameless;

  const sit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (nameError || !consent) {
      event.currentTarget.querySelector<HTMLElement>(nameError ? "[type=text]" : "[type=checkbox]")?.focus();
      return;
    }
    const body = { secret, name: name.trim(), consent, press: pressHere() };
    const answer = await send("/api/join", { method: "POST", body, read: readJoined, unreached }, sitDown);
    if (answer?.ok) {
      forgetSecret();
      location.replace(`/space/${answer.value.space}`);
    } else if (answer && opensNothing(answer.code)) onClosed(answer.code, answer.why);
  };

  return (
    <form onSubmit={sit} noValidate>
      <Welcome look={look} name={name} />
      <div className="mt-8 space-y-6">
        <Field
          label="What shall we call you here?"
          placeholder="A first name is enough"
          required
          maxLength={longestName}
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={tried ? nameError : null}
        />
        <div>
          <Checkbox
            required
            checked={consent}
            onChange={(event) => setConsent(event.target.checked)}
            error={tried && !consent ? unsettled : null}
          >
            I agree that {look.from} keeps and uses what I write here for our work together, and for nothing else. I can
            take this back at any time.
          </Checkbox>
          <Consent from={look.from} />
        </div>
        {why && (
          <Note said tone="problem">
            {why}
          </Note>
        )}
        <Button tone="fern" type="submit" busy={busy} className="min-h-12 px-7">
          {busy ? "One moment…" : "Take your seat"}
        </Button>
      </div>
    </form>
  );
}
