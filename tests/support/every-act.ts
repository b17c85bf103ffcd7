/** Some acts of every kind that a room knows. Without a line for a new kind this does not compile. */
import type { Act } from "../../lib/acts.ts";

type Of<T extends Act["type"]> = Extract<Act, { type: T }>;

/** An act that says nothing but what it is. */
const bare = <T extends Act["type"]>(type: T): { type: T }[] => [{ type }];

const byType: { [T in Act["type"]]: Of<T>[] } = {
  "quiet:offer": [
    ...[1, 20, null].map((minutes) => ({ type: "quiet:offer" as const, minutes })),
    { type: "quiet:offer", minutes: 7, instead: true },
  ],
  "quiet:accept": [{ type: "quiet:accept" }, { type: "quiet:accept", minutes: 1 }],
  "quiet:decline": bare("quiet:decline"),
  "quiet:end": bare("quiet:end"),
  "noOutcome:begin": bare("noOutcome:begin"),
  "noOutcome:end": bare("noOutcome:end"),
  "noOutcome:offer": bare("noOutcome:offer"),
  "noOutcome:ask": bare("noOutcome:ask"),
  "noOutcome:accept": [{ type: "noOutcome:accept" }, { type: "noOutcome:accept", wish: "begin" }],
  "noOutcome:decline": [{ type: "noOutcome:decline" }, { type: "noOutcome:decline", wish: "begin" }],
  "floor:take": bare("floor:take"),
  "floor:lay": bare("floor:lay"),
  "floor:pass": bare("floor:pass"),
  "floor:ask": bare("floor:ask"),
  "session:open": bare("session:open"),
  "session:close": [{ type: "session:close" }, { type: "session:close", since: 1 }],
  "session:length": [30, 50, null].map((minutes) => ({ type: "session:length", minutes })),
  "arrival:say": [
    { type: "arrival:say", time: "", place: "By the window", speech: "overheard" },
    { type: "arrival:say", time: "", place: "", speech: null },
  ],
  "arrival:keep": [true, false].map((keep) => ({ type: "arrival:keep", keep })),
  talk: [true, false].map((elsewhere) => ({ type: "talk", elsewhere })),
  "moment:ask": bare("moment:ask"),
  "moment:lift": bare("moment:lift"),
  signal: (["slower", "thanks"] as const).map((kind) => ({ type: "signal", kind })),
};

/** Each kind, with some of its acts. */
export const actsByType: readonly (readonly Act[])[] = Object.values(byType);
export const everyAct: readonly Act[] = actsByType.flat();
