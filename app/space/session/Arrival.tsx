import { type ComponentProps, lazy, Suspense } from "react";
import { useSessionView } from "./SessionView.tsx";

const ArrivalSheet = lazy(() => import("./ArrivalSheet.tsx").then((file) => ({ default: file.ArrivalSheet })));

/** The place of the sheet of arriving, which is fetched when it opens. */
export function Arrival(props: ComponentProps<typeof ArrivalSheet>) {
  const { arrival } = useSessionView();
  if (arrival !== "open") return null;
  return (
    <Suspense fallback={null}>
      <ArrivalSheet {...props} />
    </Suspense>
  );
}
