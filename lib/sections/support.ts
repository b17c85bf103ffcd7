/** Who and what supports the client. */
import { unshown } from "./unshown.ts";

export const support = {
  "client:support": unshown("given"),
};
