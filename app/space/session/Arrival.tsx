import { type ComponentProps, Suspense } from "react";
import { late } from "../../browser/late.tsx";
import { useSessionView } from "./SessionView.tsx";

const ArrivalSheet = late(() => import("./ArrivalSheet.tsx").then((file) => file.ArrivalSheet));

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
