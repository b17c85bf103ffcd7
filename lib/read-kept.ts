/** Reads how a room was kept: what an older version did not know yet is at rest, and so is what cannot be read. */
import * as z from "zod/mini";
import { type Kept, atRest } from "./holding.ts";
import { speeches } from "./meeting.ts";
import { seats } from "./seats.ts";

const seat = z.enum(seats);
const minutes = z.nullable(z.number());
const arrived = z.object({
  words: z.nullable(z.object({ time: z.string(), place: z.string(), speech: z.nullable(z.enum(speeches)) })),
  keep: z.boolean(),
  kept: z.boolean(),
});

const shapes: { [Part in keyof Kept]: z.ZodMiniType<Kept[Part]> } = {
  session: z.nullable(
    z.object({
      since: z.number(),
      length: z._default(z.nullable(z.object({ minutes: z.number(), by: z.nullable(seat) })), null),
    }),
  ),
  arrival: z.object({ client: arrived, practitioner: arrived }),
  talkElsewhere: z.boolean(),
  quiet: z.nullable(
    z.discriminatedUnion("state", [
      z.object({ state: z.literal("offered"), by: seat, minutes }),
      z.object({
        state: z.literal("running"),
        minutes,
        ends: z.nullable(z.number()),
        longer: z.nullable(z.object({ by: seat, minutes: z.number() })),
      }),
    ]),
  ),
  noOutcome: z.nullable(z.object({ since: z.number() })),
  wish: z.nullable(z.enum(["begin", "end"])),
  floor: z.nullable(z.object({ seat })),
  floorAsked: z.boolean(),
  moment: z.nullable(z.object({ by: seat })),
};

/**
 * @param kept what was stored, as JSON gave it
 * @returns the state, and whether all that was stored could be read. What could not is at rest: a room that is damaged
 *   on the disk must let its two in.
 */
export function readKept(kept: unknown): { state: Kept; whole: boolean } {
  if (typeof kept !== "object" || kept === null) return { state: atRest, whole: false };
  const given = new Map(Object.entries(kept));
  const read: Partial<Kept> = {};
  let whole = true;
  for (const [part, shape] of Object.entries(shapes)) {
    if (!given.has(part)) continue;
    const value = shape.safeParse(given.get(part));
    if (value.success) Object.assign(read, { [part]: value.data });
    else whole = false;
  }
  return { state: { ...atRest, ...read }, whole };
}
