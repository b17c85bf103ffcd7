import { useId } from "react";
import { type Speech, speeches } from "../../../lib/meeting.ts";
import { Button } from "../../parts/Button.tsx";

type Props = { chosen: Speech | null; onChoose: (speech: Speech | null) => void };

const names: Record<Speech, string> = {
  freely: "Yes",
  overheard: "I can be overheard",
  writing: "Only writing",
};

/** Whether somebody can speak freely. Nothing is chosen beforehand, and a second press takes the choice back. */
export function SpeechChoice({ chosen, onChoose }: Props) {
  const id = useId();
  return (
    <div role="group" aria-labelledby={id}>
      <p id={id} className="mb-1.5 text-[0.9375rem] font-semibold">
        Can you speak freely?
      </p>
      <div className="flex flex-wrap gap-2">
        {speeches.map((speech) => (
          <Button
            key={speech}
            tone={speech === chosen ? "ink" : "plain"}
            className="px-4!"
            aria-pressed={speech === chosen}
            onClick={() => onChoose(speech === chosen ? null : speech)}
          >
            {names[speech]}
          </Button>
        ))}
      </div>
    </div>
  );
}
