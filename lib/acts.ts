/** The acts of a room: what either seat may ask of the server, and the one reader that makes them from unknown values. */
import * as z from "zod/mini";
import { mostArrivalLength, sessionMinutes, speeches } from "./meeting.ts";

const minutes = z.union([z.int().check(z.minimum(1), z.maximum(60)), z.null()]);
const arrivalWords = z.string().check(z.trim(), z.maxLength(mostArrivalLength));
const wish = z.optional(z.enum(["begin", "end"]));
const plain = <T extends string>(type: T) => z.strictObject({ type: z.literal(type) });

const act = z.discriminatedUnion("type", [
  // `instead` says that the other's offer has been seen and is answered with another length.
  z.strictObject({ type: z.literal("quiet:offer"), minutes, instead: z.optional(z.boolean()) }),
  // `minutes` says which length was on the screen when it was accepted.
  z.strictObject({ type: z.literal("quiet:accept"), minutes: z.optional(minutes) }),
  plain("quiet:decline"),
  plain("quiet:end"),
  plain("noOutcome:begin"),
  plain("noOutcome:end"),
  plain("noOutcome:offer"),
  plain("noOutcome:ask"),
  // `wish` says which wish was on the screen when it was answered.
  z.strictObject({ type: z.literal("noOutcome:accept"), wish }),
  z.strictObject({ type: z.literal("noOutcome:decline"), wish }),
  plain("floor:take"),
  plain("floor:lay"),
  plain("floor:pass"),
  plain("floor:ask"),
  plain("session:open"),
  // `since` says which session was on the screen when it was closed.
  z.strictObject({ type: z.literal("session:close"), since: z.optional(z.number()) }),
  z.strictObject({
    type: z.literal("session:length"),
    minutes: z.nullable(z.int().check(z.minimum(sessionMinutes.least), z.maximum(sessionMinutes.most))),
  }),
  z.strictObject({
    type: z.literal("arrival:say"),
    time: arrivalWords,
    place: arrivalWords,
    speech: z.nullable(z.enum(speeches)),
  }),
  z.strictObject({ type: z.literal("arrival:keep"), keep: z.boolean() }),
  z.strictObject({ type: z.literal("talk"), elsewhere: z.boolean() }),
  // Asking and lifting are two acts: said twice, or on an old screen, neither becomes the other.
  plain("moment:ask"),
  plain("moment:lift"),
  z.strictObject({ type: z.literal("signal"), kind: z.enum(["slower", "thanks"]) }),
]);

export type Act = z.infer<typeof act>;

/** Reads an act off the wire; null when it is none. */
export function readAct(value: unknown): Act | null {
  const read = act.safeParse(value);
  return read.success ? read.data : null;
}
