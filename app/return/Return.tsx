"use client";
import { useState } from "react";
import type { FormEvent } from "react";
import { secretIn } from "../../lib/secret.ts";
import { readJoined } from "../parts/answers.ts";
import { Button } from "../parts/Button.tsx";
import { Circles } from "../parts/Circles.tsx";
import { Field } from "../parts/Field.tsx";
import { Lead } from "../parts/Lead.tsx";
import { sitDown } from "../parts/sit-down.ts";
import { Title } from "../parts/Title.tsx";
import { useAsk } from "../parts/useAsk.ts";
import { useWritten } from "../parts/useWritten.ts";

const unread =
  "There is no return key in this. It is 25 letters and numbers, in groups of four. Copy it whole from where you kept it.";
const missing = "Write the return key here. It stands on the paper or in the file where you kept it.";

/** One field for a return key. The key goes into the request and nowhere else. */
export function Return() {
  const [key, keyField] = useWritten();
  const [error, setError] = useState<string | null>(null);
  const { busy, why, send } = useAsk();

  const comeBack = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const field = event.currentTarget.querySelector("input");
    const found = secretIn(key);
    setError(found ? null : key.trim() ? unread : missing);
    if (!found) return field?.focus();
    const answer = await send("/api/return", { method: "POST", body: { key: found }, read: readJoined }, sitDown);
    if (answer?.ok) location.replace(`/space/${answer.value.space}`);
    else field?.focus();
  };

  return (
    <form method="dialog" onSubmit={comeBack} noValidate>
      <Circles size="seats" className="mb-4" />
      <Title>Come back to your seat</Title>
      <Lead>With the return key you saved, this browser can sit in your seat again.</Lead>
      <div className="mt-7 space-y-6">
        <Field
          label="Your return key"
          required
          autoCapitalize="none"
          spellCheck={false}
          {...keyField}
          error={error ?? why}
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
