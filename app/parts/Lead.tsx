import type { ReactNode } from "react";

/** The first words under a heading. */
export function Lead({ children }: { children: ReactNode }) {
  return <p className="mt-3 font-serif text-[1.1875rem] leading-[1.45] text-pretty text-ink-soft">{children}</p>;
}
