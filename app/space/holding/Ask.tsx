import type { ReactNode } from "react";
import { passToBar } from "../passFocus.ts";

type Props = { children: ReactNode; answers?: ReactNode };

/** One thing that is open between the two, in a line, with what can be answered to it. */
export function Ask({ children, answers }: Props) {
  return (
    <li ref={passToBar} className="flex flex-wrap items-center gap-x-4 gap-y-1.5 rounded-field bg-both-soft px-4 py-2">
      <p className="min-w-[min(12rem,100%)] flex-1 text-[0.9375rem]">{children}</p>
      {answers && <div className="flex flex-wrap items-center gap-2">{answers}</div>}
    </li>
  );
}
