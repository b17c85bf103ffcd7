"use client";
import { useState } from "react";
import type { FormEvent } from "react";
import { readJoined } from "../parts/answers.ts";
import { ask } from "../parts/ask.ts";
import { Button } from "../parts/Button.tsx";
import { Circles } from "../parts/Circles.tsx";
import { Field } from "../parts/Field.tsx";
import { Lead } from "../parts/Lead.tsx";
import { Title } from "../parts/Title.tsx";

/** One field for a return key. The key goes into the request and nowhere else. */
export function Return() {
  const [key, setKey] = useState("");
  const [busy, setBusy] = useState(false);
  const [why, setWhy] = useState<string | null>(null);

  const comeBack = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const field = event.currentTarget.querySelector("input");
    if (!key.trim()) {
      setWhy("Write the return key here. It stands on the paper or in the file where you kept it.");
      field?.focus();
      return;
    }
    setBusy(true);
    setWhy(null);
    const answer = await ask("/api/return", { method: "POST", body: { key: key.trim() }, read: readJoined });
    if (answer.ok) {
      location.replace(`/space/${answer.value.space}`);
      return;
    }
    setBusy(false);
    setWhy(answer.why);
    field?.focus();
  };

  return (
    <form onSubmit={comeBack} noValidate>
      <Circles size="seats" className="mb-4" />
      <Title>Come back to your seat</Title>
      <Lead>With the return key you saved, this browser can sit in your seat again.</Lead>
      <div className="mt-7 space-y-6">
        <Field
          label="Your return key"
          required
          autoCapitalize="none"
          spellCheck={false}
          value={key}
          onChange={(event) => setKey(event.target.value)}
          error={why}
        />
        <div className="flex flex-wrap gap-3">
          <Button tone="ink" type="submit" busy={busy}>
            {busy ? "One moment…" : "Come back"}
          </Button>
          <Button tone="soft" href="/join">
            I have an invitation
          </Button>
        </div>
      </div>
    </form>
  );
}
