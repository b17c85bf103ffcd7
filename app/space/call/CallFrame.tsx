import { type ReactNode, Suspense } from "react";
import { late } from "../../browser/late.tsx";
import { useRoom } from "../../live/room.ts";

const Tiles = late(() => import("./Tiles.tsx").then((file) => file.Tiles));

/** Puts the two of a call beside what lies between them, which stays as it is when a call begins or ends. */
export function CallFrame({ children }: { children: ReactNode }) {
  const { call } = useRoom();
  return (
    <div className="flex flex-1 flex-col min-[761px]:flex-row">
      {call.phase === "in" && (
        <Suspense fallback={null}>
          <Tiles />
        </Suspense>
      )}
      <div className="flex min-w-0 flex-1 flex-col">{children}</div>
    </div>
  );
}
