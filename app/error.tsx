"use client";
import { Button } from "./parts/Button.tsx";
import { Lead } from "./parts/Lead.tsx";
import { Outer } from "./parts/Outer.tsx";
import { Title } from "./parts/Title.tsx";

/** Shown in place of a page that could not be drawn: a fault of ours, in words. `retry` draws it again. */
export default function PageError({ retry }: { retry: () => void }) {
  return (
    <Outer>
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
