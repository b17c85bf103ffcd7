/** Whether a still page lies over the room, for what lies over the room itself and would lie over that page too. */
import { createContext } from "react";

export const CoveredContext = createContext(false);
