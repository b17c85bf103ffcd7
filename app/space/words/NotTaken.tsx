import { Button } from "../../parts/Button.tsx";
import { CopyButton } from "../../parts/CopyButton.tsx";

type Props = {
  /** The words of the field as they stand there. */
  words: () => string;
  again: () => void;
};

/** Beneath a field whose words could not be taken: that they are not kept, and what can be done. */
export function NotTaken({ words, again }: Props) {
  return (
    <div role="alert" className="relative mt-2 font-sans text-sm leading-snug text-ink">
      <p className="font-semibold">
        These words are not kept: something went wrong on this page. They stay here. Write on to try again, or copy them
        and reload.
      </p>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button className="px-3.5!" onClick={again}>
          Try again
        </Button>
        <CopyButton text={words} />
      </div>
    </div>
  );
}
