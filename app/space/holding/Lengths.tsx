import { Button } from "../../parts/Button.tsx";
import { unlockBell } from "./bell.ts";
import { LengthChoice } from "./LengthChoice.tsx";

type Props = {
  /** Called with whole minutes from 1 to 60, or null for open-ended. */
  onLength: (minutes: number | null) => void;
};

const lengths = [3, 5, 10, 20];

/** How long a quiet could be. */
export function Lengths({ onLength }: Props) {
  const choose = (minutes: number | null) => {
    unlockBell();
    onLength(minutes);
  };
  return (
    <LengthChoice lengths={lengths} least={1} most={60} verb="Offer" onLength={choose}>
      <Button className="px-4!" onClick={() => choose(null)}>
        Open-ended
      </Button>
    </LengthChoice>
  );
}
