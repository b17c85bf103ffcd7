/** What the practitioner heard, and what the client answers. */
import { unshown } from "./unshown.ts";

export const reflections = {
  "practitioner:reflections": unshown("given"),
  "client:heard": unshown("grows"),
};
