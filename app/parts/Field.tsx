import type { ComponentProps } from "react";
import { classes } from "./classes.ts";
import { fieldLook, Labelled } from "./Labelled.tsx";
import type { LabelProps } from "./Labelled.tsx";

/** One line to write, with its label. */
export function Field({ label, hint, error, className, ...rest }: LabelProps & Omit<ComponentProps<"input">, "id">) {
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(input) => (
        <input
          type="text"
          dir="auto"
          autoComplete="off"
          {...rest}
          {...input}
          className={classes(fieldLook, className)}
        />
      )}
    </Labelled>
  );
}
