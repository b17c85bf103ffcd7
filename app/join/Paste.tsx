import { useState } from "react";
import type { FormEvent } from "react";
import { secretIn } from "../../lib/secret.ts";
import { Button } from "../parts/Button.tsx";
import { Circles } from "../parts/Circles.tsx";
import { Field } from "../parts/Field.tsx";
import { Lead } from "../parts/Lead.tsx";
import { Title } from "../parts/Title.tsx";

const unread = "This does not look like an invitation. Copy the whole link from your message and paste it here.";

/** For someone who comes without a link in the address. */
export function Paste({ onSecret }: { onSecret: (secret: string) => void }) {
  const [pasted, setPasted] = useState("");
  const [error, setError] = useState<string | null>(null);

  const go = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const secret = secretIn(pasted);
    if (secret) return onSecret(secret);
    setError(unread);
    event.currentTarget.querySelector("input")?.focus();
  };

  return (
    <form onSubmit={go} noValidate>
      <Circles size="seats" client="dashed" className="mb-4" />
      <Title>You have an invitation</Title>
      <Lead>Paste the link you were sent, or the code at its end. Looking at it does not use it.</Lead>
      <div className="mt-7 space-y-6">
        <Field
          label="Your invitation"
          required
          autoCapitalize="none"
          spellCheck={false}
          value={pasted}
          onChange={(event) => setPasted(event.target.value)}
          error={error}
        />
        <div className="flex flex-wrap gap-3">
          <Button tone="fern" type="submit">
            Look at it
          </Button>
          <Button tone="soft" href="/return">
            I have a return key
          </Button>
        </div>
      </div>
    </form>
  );
}
