import { FloorAsk } from "./FloorAsk.tsx";
import { NotKept } from "../words/NotKept.tsx";
import { WaitingWords } from "../words/WaitingWords.tsx";
import { OutcomeAsk } from "./OutcomeAsk.tsx";
import { QuietAsk } from "./QuietAsk.tsx";

/**
 * Everything that waits for an answer or has to be known now. It stands at the foot, where it pushes nothing aside, and
 * scrolls by itself before it would take more than half of the screen.
 */
export function Asks({ placeOf }: { placeOf: (section: string) => string }) {
  return (
    <ul
      aria-label="Open between you"
      className="mb-3 flex max-h-[45dvh] flex-col gap-2 overflow-y-auto empty:hidden [@media(max-height:30rem)]:max-h-none"
    >
      <NotKept />
      <WaitingWords placeOf={placeOf} />
      <FloorAsk />
      <OutcomeAsk />
      <QuietAsk />
    </ul>
  );
}
