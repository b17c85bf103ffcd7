import { useId } from "react";

type Props = { value: string; onChoose: (value: "no" | "yes") => void; error?: string | undefined };

/** What a proposer answers before an option can lie on the table. Nothing is chosen beforehand. */
export function EarnsQuestion({ value, onChoose, error }: Props) {
  const id = useId();
  return (
    <fieldset aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="text-sm font-semibold">Do you earn anything if this is chosen?</legend>
      <div className="flex gap-5">
        {(["no", "yes"] as const).map((answer) => (
          <label key={answer} className="flex min-h-11 items-center gap-2.5">
            <input
              type="radio"
              name={id}
              value={answer}
              checked={value === answer}
              onChange={() => onChoose(answer)}
              className="size-5 accent-both"
            />
            {answer === "no" ? "No" : "Yes"}
          </label>
        ))}
      </div>
      {error && (
        <p id={`${id}-error`} role="alert" className="text-sm font-semibold">
          {error}
        </p>
      )}
    </fieldset>
  );
}
