import { Button } from "../../parts/Button.tsx";
import type { Tone } from "../../parts/buttonLook.ts";

type Props = {
  /** The words of the one act by which the draft is given. */
  give: string;
  tone: Tone;
  onClose: () => void;
  onDrop: () => void;
};

/** What can be done with a draft: give it whole, keep it for later, or let it go. */
export function DraftActs({ give, tone, onClose, onDrop }: Props) {
  return (
    <div className="flex flex-wrap gap-2">
      <Button type="submit" tone={tone}>
        {give}
      </Button>
      <Button tone="soft" className="px-3!" onClick={onClose}>
        Keep it for later
      </Button>
      <Button tone="soft" className="px-3!" onClick={onDrop}>
        Let it go
      </Button>
    </div>
  );
}
