import { Button } from "./Button.tsx";
import { Circles } from "./Circles.tsx";
import { Lead } from "./Lead.tsx";
import { Outer } from "./Outer.tsx";
import { Title } from "./Title.tsx";

/** A fault of ours, in words. `retry` draws the failed part again. */
export function Broken({ retry }: { retry: () => void }) {
  return (
    <Outer>
      <Circles size="seats" practitioner="dashed" client="dashed" className="mb-4" />
      <Title arrives>Something went wrong on our side.</Title>
      <Lead>What was marked as kept is kept. Try again, or reload this page.</Lead>
      <div className="mt-7 flex flex-wrap gap-3">
        <Button tone="ink" onClick={retry}>
          Try again
        </Button>
        <Button href="/">To the first page</Button>
      </div>
    </Outer>
  );
}
