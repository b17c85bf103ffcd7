/** What the practitioner says of their own work. */
import { unshown } from "./unshown.ts";

export const statement = {
  "practitioner:statement": unshown("given"),
};
