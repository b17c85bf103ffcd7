/** What the client does not want. */
import { unshown } from "./unshown.ts";

export const refusals = {
  "client:refusals": unshown("given"),
};
