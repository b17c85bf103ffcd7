import type { ComponentProps } from "react";
import { classes } from "./classes.ts";
import { fieldLook, Labelled } from "./Labelled.tsx";
import type { LabelProps } from "./Labelled.tsx";

/** Several lines to write, with their label. It grows with the words where the browser can do so. */
export function TextArea({
  label,
  hint,
  error,
  className,
  ...rest
}: LabelProps & Omit<ComponentProps<"textarea">, "id">) {
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(input) => (
        <textarea
          rows={3}
          dir="auto"
          autoComplete="off"
          {...rest}
          {...input}
          className={classes(fieldLook, "field-sizing-content min-h-24", className)}
        />
      )}
    </Labelled>
  );
}
