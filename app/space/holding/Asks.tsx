import { FloorAsk } from "./FloorAsk.tsx";
import { NotKept } from "../words/NotKept.tsx";
import { WaitingWords } from "../words/WaitingWords.tsx";
import { OutcomeAsk } from "./OutcomeAsk.tsx";
import { QuietAsk } from "./QuietAsk.tsx";

/** Everything that waits for an answer or has to be known now. It stands at the foot, where it pushes nothing aside. */
export function Asks({ placeOf }: { placeOf: (section: string) => string }) {
  return (
    <ul aria-label="Open between you" className="flex flex-col gap-2 pb-3 empty:hidden">
      <NotKept />
      <WaitingWords placeOf={placeOf} />
      <FloorAsk />
      <OutcomeAsk />
      <QuietAsk />
    </ul>
  );
}
