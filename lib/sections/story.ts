/** The client's story as they tell it. */
import { unshown } from "./unshown.ts";

export const story = {
  "client:story": unshown("given"),
};
