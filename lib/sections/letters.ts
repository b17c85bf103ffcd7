/** Letters of each to the other, and that they were read. */
import { unshown } from "./unshown.ts";

export const letters = {
  "client:letters": unshown("given"),
  "practitioner:letters": unshown("given"),
  "client:received": unshown("grows"),
  "practitioner:received": unshown("grows"),
};
