import type { ReactNode } from "react";
import { HideButton } from "../hide/HideButton.tsx";
import { HelpLink } from "./HelpLink.tsx";

/** The last line of every outer page: `children`, the way to help, and hiding: a phone has no Escape. */
export function Foot({ children }: { children?: ReactNode }) {
  return (
    <footer className="flex flex-wrap items-center justify-center gap-x-5 gap-y-1 py-7 text-center text-sm text-ink-soft">
      {children}
      <span>
        This is not for emergencies. <HelpLink />
      </span>
      <HideButton />
    </footer>
  );
}
