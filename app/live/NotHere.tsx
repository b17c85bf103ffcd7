"use client";
import { Button } from "../parts/Button.tsx";
import { Lead } from "../parts/Lead.tsx";
import { Note } from "../parts/Note.tsx";
import { Outer } from "../parts/Outer.tsx";
import type { Code } from "../parts/refused.ts";
import { Title } from "../parts/Title.tsx";
import { useAsk } from "../parts/useAsk.ts";

type Props = {
  space: string;
  code: Code;
  why: string;
  again: () => Promise<void>;
};

const unknown = {
  title: "We cannot find this space for you.",
  lead: "Either there is nothing at this address, or this browser does not sit there.",
};
const reasons: { [Known in Code]?: { title: string; lead: string } } = {
  // Its own words say what happened.
  "came-back-elsewhere": { title: "Your seat has been taken on another device.", lead: "" },
  "unknown-space": unknown,
  "nothing-here": unknown,
};

/** A space that this browser does not sit in, or cannot reach. The way to help stands at the foot. */
export function NotHere({ space, code, why, again }: Props) {
  const reason = reasons[code];
  const { busy, why: refused, send } = useAsk();
  const takeBack = async () => {
    const answer = await send(`/api/spaces/${space}/seat`, { method: "POST" });
    if (answer?.ok) location.reload();
  };
  return (
    <Outer>
      <Title arrives>{reason?.title ?? "We cannot open this space at the moment."}</Title>
      <Lead>
        <span>{reason?.lead || why}</span>
      </Lead>
      {refused && (
        <Note said tone="problem" className="mt-7">
          <span>{refused}</span>
        </Note>
      )}
      <div className="mt-7 flex flex-wrap gap-3">
        {!reason && (
          <Button tone="ink" onClick={again}>
            Try again
          </Button>
        )}
        {code === "came-back-elsewhere" && (
          <Button tone="ink" busy={busy} onClick={takeBack}>
            That was not me: take my seat back
          </Button>
        )}
        <Button href="/">To the first page</Button>
        {reason && <Button href="/return">I have a return key</Button>}
      </div>
    </Outer>
  );
}
