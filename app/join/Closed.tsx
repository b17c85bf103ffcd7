import { Button } from "../parts/Button.tsx";
import { Circles } from "../parts/Circles.tsx";
import { Lead } from "../parts/Lead.tsx";
import type { Code } from "../parts/refused.ts";
import { Title } from "../parts/Title.tsx";

type Props = {
  code: Code;
  /** What happened, as a sentence. */
  why: string;
  /** The same invitation may still open on another try. */
  again: boolean;
  onAgain: () => void;
  onOther: () => void;
};

/** Who tries this link sits in the space already. */
const sitsAlready: readonly Code[] = ["sits-here", "seated-by-this"];
const ended: readonly Code[] = ["invitation-used", "invitation-withdrawn", "invitation-refused", "invitation-expired"];

/** Whether after this answer a link opens nothing for this person, however often they try. */
export const opensNothing = (code: Code): boolean => sitsAlready.includes(code) || ended.includes(code);

/** An invitation that did not open. Nothing about the space stands here. */
export function Closed({ code, why, again, onAgain, onOther }: Props) {
  const own = sitsAlready.includes(code);
  return (
    <>
      <Circles
        size="seats"
        client={own ? "dashed" : "absent"}
        practitioner={own ? "filled" : "dashed"}
        className="mb-4"
      />
      <Title arrives>{heading(own, again)}</Title>
      <Lead>{why}</Lead>
      <div className="mt-7 flex flex-wrap gap-3">
        {again && (
          <Button tone="fern" onClick={onAgain}>
            Try again
          </Button>
        )}
        {own && (
          <Button tone="ink" href="/">
            To your spaces
          </Button>
        )}
        {!again && <Button onClick={onOther}>I have another invitation</Button>}
      </div>
    </>
  );
}

function heading(own: boolean, again: boolean): string {
  if (own) return "You already sit here.";
  return again ? "We could not look at it yet." : "This invitation does not open.";
}
