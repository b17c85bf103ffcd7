import { useId } from "react";
import type { ComponentProps, ReactNode } from "react";

type Props = { error?: string | null; children: ReactNode } & Omit<
  ComponentProps<"input">,
  "id" | "type" | "className"
>;

/** One thing to agree to, said in `children`. Never ticked beforehand. */
export function Checkbox({ error, children, ...rest }: Props) {
  const id = useId();
  const errorId = error ? `${id}-error` : undefined;
  return (
    <div>
      <label htmlFor={id} className="flex min-h-11 items-start gap-3 text-[0.9375rem]">
        <input
          {...rest}
          id={id}
          type="checkbox"
          aria-describedby={errorId}
          aria-invalid={error ? true : undefined}
          className="mt-px size-6 shrink-0 cursor-pointer accent-client"
        />
        <span>{children}</span>
      </label>
      {errorId && (
        <p id={errorId} role="alert" className="mt-1.5 pl-9 text-sm font-semibold">
          {error}
        </p>
      )}
    </div>
  );
}
