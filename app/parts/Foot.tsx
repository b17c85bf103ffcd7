import type { ReactNode } from "react";
import { HelpLink } from "./HelpLink.tsx";

/** The last line of every outer page: `children`, and the way to help. */
export function Foot({ children }: { children?: ReactNode }) {
  return (
    <footer className="flex flex-wrap items-center justify-center gap-x-5 gap-y-1 py-7 text-center text-sm text-ink-soft">
      {children}
      <span>
        This is not for emergencies. <HelpLink />
      </span>
    </footer>
  );
}
