import type { ReactNode } from "react";
import { keepRoom } from "./keepRoom.ts";

/**
 * What stands above the canvas for a while. What goes from here by itself leaves its room for as long as somebody has a
 * hand on what lies beneath, so that nothing there jumps.
 */
export function Above({ children }: { children: ReactNode }) {
  return (
    <div ref={keepRoom}>
      <div className="flow-root">{children}</div>
    </div>
  );
}
