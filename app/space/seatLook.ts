/** The colours of the two seats as class names. Colour is never the only sign: a name stands with it. */
import type { Seat } from "../../lib/seats.ts";

type Look = { text: string; soft: string; line: string; caret: string; outline: string };

export const seatLook: Record<Seat, Look> = {
  client: {
    text: "text-client",
    soft: "bg-client-soft",
    line: "border-client-line",
    caret: "caret-client",
    outline: "focus-visible:outline-client",
  },
  practitioner: {
    text: "text-practitioner",
    soft: "bg-practitioner-soft",
    line: "border-practitioner-line",
    caret: "caret-practitioner",
    outline: "focus-visible:outline-practitioner",
  },
};
