import { lazy, type ReactNode, Suspense } from "react";
import { useRoom } from "../../room/room.ts";

const Tiles = lazy(() => import("./Tiles.tsx").then((file) => ({ default: file.Tiles })));

/** Puts the two of a call beside what lies between them. */
export function CallFrame({ children }: { children: ReactNode }) {
  const { call } = useRoom();
  if (call.phase !== "in") return children;
  return (
    <div className="flex flex-1 flex-col min-[761px]:flex-row">
      <Suspense fallback={null}>
        <Tiles />
      </Suspense>
      <div className="flex min-w-0 flex-1 flex-col">{children}</div>
    </div>
  );
}
