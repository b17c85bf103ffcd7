"use client";
import { Button } from "../parts/Button.tsx";
import { Lead } from "../parts/Lead.tsx";
import { Outer } from "../parts/Outer.tsx";
import { Title } from "../parts/Title.tsx";

type Props = {
  /** The HTTP status of the answer, 0 when none came, and its sentence. */
  status: number;
  why: string;
  again: () => Promise<void>;
};

const reasons: Record<number, { title: string; lead: string }> = {
  401: { title: "You are signed out here.", lead: "Use your return key to come back." },
  403: { title: "This seat was closed.", lead: "Nobody can come in from here any more." },
  404: {
    title: "We cannot find this space for you.",
    lead: "Either there is nothing at this address, or this browser does not sit there.",
  },
  410: { title: "This space was erased.", lead: "Nothing of it is left here." },
};

/** A space that this browser does not sit in, or cannot reach. The way to help stands at the foot. */
export function NotHere({ status, why, again }: Props) {
  const reason = reasons[status];
  return (
    <Outer>
      <Title arrives>{reason?.title ?? "We cannot open this space at the moment."}</Title>
      <Lead>{reason?.lead ?? why}</Lead>
      <div className="mt-7 flex flex-wrap gap-3">
        {!reason && (
          <Button tone="ink" onClick={again}>
            Try again
          </Button>
        )}
        <Button href="/">To the first page</Button>
        {reason && <Button href="/return">I have a return key</Button>}
      </div>
    </Outer>
  );
}
