import type { ReactNode } from "react";
import { focusOn } from "./focusOn.ts";

type Props = {
  /** The page changed under the reader's hands: the heading takes the focus, so that it is read out and Tab goes on from it. */
  arrives?: boolean;
  children: ReactNode;
};

/** The one heading of an outer page. */
export function Title({ arrives, children }: Props) {
  return (
    <h1
      tabIndex={arrives ? -1 : undefined}
      ref={arrives ? focusOn : undefined}
      className="text-[2rem] sm:text-[2.5rem]"
    >
      {children}
    </h1>
  );
}
