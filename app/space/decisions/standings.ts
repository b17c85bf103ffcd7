/** How a decision stands, in words. */
import type { DecisionStanding } from "../../../lib/decisions.ts";

export const standings: Record<DecisionStanding, string> = {
  now: "For now",
  undecided: "Not deciding yet",
  gone: "Let go",
};
