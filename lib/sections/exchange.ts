/** What was given and received between the two. */
import { unshown } from "./unshown.ts";

export const exchange = {
  "both:exchange": unshown("cards", true),
};
