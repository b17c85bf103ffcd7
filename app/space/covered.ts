/** Whether a still page lies over the room, for what lies over the room itself and would lie over that page too. */
import { createContext, use } from "react";
import { useOutOfSight } from "../hide/out-of-sight.ts";

export const CoveredContext = createContext(false);

/** Whether nobody sees the room: a still page lies over it, or the whole page is out of sight. */
export const useUnseen = (): boolean => [use(CoveredContext), useOutOfSight()].includes(true);
