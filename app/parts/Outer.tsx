import type { ReactNode } from "react";
import { Foot } from "./Foot.tsx";
import { Sheet } from "./Sheet.tsx";

/**
 * An outer page: one sheet in the middle, and under it the way to help. A sheet whose words are still on their way
 * begins at the `top`, where it stays when they come.
 */
export function Outer({ top, children }: { top?: boolean; children: ReactNode }) {
  return (
    <div className="flex min-h-(--screen) flex-col px-4">
      <main
        className={`grid flex-1 grid-cols-[minmax(0,1fr)] justify-items-center pt-8 ${top ? "items-start sm:pt-16" : "items-center"}`}
      >
        <Sheet size="page" className="w-full max-w-[38.75rem]">
          {children}
        </Sheet>
      </main>
      <Foot>
        <a href="/" className="inline-flex min-h-6 items-center underline underline-offset-[0.18em] hover:text-ink">
          Clearing
        </a>
      </Foot>
    </div>
  );
}
