/** What the client writes of their days. */
import { unshown } from "./unshown.ts";

export const days = {
  "client:days": unshown("given"),
};
