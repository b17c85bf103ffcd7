import { Button } from "../parts/Button.tsx";
import { Circles } from "../parts/Circles.tsx";
import { Lead } from "../parts/Lead.tsx";
import { Title } from "../parts/Title.tsx";

type Props = {
  status: number;
  /** What happened, in the server's words. */
  why: string;
  /** The same invitation may still open on another try. */
  again: boolean;
  onAgain: () => void;
  onOther: () => void;
};

/** An invitation that did not open. Nothing about the space stands here. */
export function Closed({ status, why, again, onAgain, onOther }: Props) {
  const own = status === 409;
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
