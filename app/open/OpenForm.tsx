import { useState } from "react";
import type { FormEvent } from "react";
import { longestName, longestWelcome } from "../../lib/api.ts";
import type { OpenedSpace } from "../../lib/api.ts";
import { readOpenedSpace } from "../parts/answers.ts";
import { Button } from "../parts/Button.tsx";
import { Circles } from "../parts/Circles.tsx";
import { Field } from "../parts/Field.tsx";
import { initial } from "../parts/initial.ts";
import { Lead } from "../parts/Lead.tsx";
import { Note } from "../parts/Note.tsx";
import { newPress, sitDown } from "../parts/sit-down.ts";
import { TextArea } from "../parts/TextArea.tsx";
import { Title } from "../parts/Title.tsx";
import { useAsk } from "../parts/useAsk.ts";
import { useWritten } from "../parts/useWritten.ts";

const nameless = "Write a name, so that your client knows who has opened the space.";
const tooLong = `These are more than ${longestWelcome.toLocaleString("en")} letters. Shorten them a little; nothing has been cut.`;

/** Asks for a name and a few words, and opens the space. `onOpened` gets the new space and the name it was opened under. */
export function OpenForm({ onOpened }: { onOpened: (opened: OpenedSpace, name: string) => void }) {
  const [name, nameField] = useWritten();
  const [welcome, welcomeField] = useWritten();
  const [tried, setTried] = useState(false);
  const [press] = useState(newPress);
  const { busy, why, send } = useAsk();
  const nameError = name.trim() ? null : nameless;
  const welcomeError = welcome.trim().length > longestWelcome ? tooLong : null;

  const open = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (nameError || welcomeError) {
      event.currentTarget.querySelector<HTMLElement>(nameError ? "input" : "textarea")?.focus();
      return;
    }
    const body = { name: name.trim(), ...(welcome.trim() && { welcome: welcome.trim() }), press };
    const answer = await send("/api/spaces", { method: "POST", body, read: readOpenedSpace }, sitDown);
    if (answer?.ok) onOpened(answer.value, name.trim());
  };

  return (
    <form method="dialog" onSubmit={open} noValidate>
      <Top name={name} />
      <div className="mt-7 space-y-6">
        <Field
          label="Your name"
          hint="As your client knows you."
          required
          maxLength={longestName}
          {...nameField}
          error={tried ? nameError : null}
        />
        <TextArea
          label="A few words for your client (optional)"
          hint="They read this before they sit down."
          placeholder="It was good to speak on Tuesday. Come in when you like, there is nothing to prepare."
          {...welcomeField}
          error={tried ? welcomeError : null}
        />
        <Bottom busy={busy} why={why} />
      </div>
    </form>
  );
}

function Top({ name }: { name: string }) {
  return (
    <>
      <Circles
        size="seats"
        practitioner={name.trim() ? "filled" : "dashed"}
        client="dashed"
        initials={{ practitioner: initial(name), client: "?" }}
        className="mb-4"
      />
      <Title>Open a space for two</Title>
      <Lead>You take the practitioner’s seat and get an invitation for your client. There is no account to make.</Lead>
    </>
  );
}

function Bottom({ busy, why }: { busy: boolean; why: string | null }) {
  return (
    <>
      <p className="text-[0.9375rem] text-ink-soft">
        A space is for two adults. By opening it you say that you and your client both are.
      </p>
      {why && (
        <Note said tone="problem">
          {why}
        </Note>
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button tone="ink" type="submit" busy={busy}>
          {busy ? "Opening…" : "Open the space"}
        </Button>
        <span className="text-sm text-ink-soft">
          Opened one before? It is on{" "}
          <a href="/" className="underline underline-offset-[0.18em] hover:text-ink">
            the first page
          </a>
          .
        </span>
      </div>
    </>
  );
}
