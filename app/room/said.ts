/** Readers of what the server says on the Yjs wire besides the words of the document. */
import * as decoding from "lib0/decoding";
import { type Heard, readRefusal, sentenceOf } from "../../lib/refusals.ts";
import type { PlaceSaid } from "../../lib/wire.ts";

/** A message that is one JSON object; anything else reads as an empty one. */
export function readJson(decoder: decoding.Decoder): Record<string, unknown> {
  const value: unknown = JSON.parse(decoding.readVarString(decoder));
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

// Of forged and broken updates a person reads what they do of the line that ends. What waits is sent again.
const unsaid: readonly Heard["code"][] = ["malformed", "limit", "author", "section", "wait"];

/** Why words were refused, as a sentence, or empty. A server of another age says only the kind of it, and why. */
export function readRefused({ kind, ...said }: Record<string, unknown>): string {
  const refusal = readRefusal({ code: kind, ...said });
  const why = refusal.code === "other" ? refusal.why : sentenceOf(refusal);
  return why === null || kind === "pace" || unsaid.includes(refusal.code)
    ? ""
    : `${why} What you wrote is kept as a draft.`;
}

/** The sections in which words wait. */
export const readWaits = ({ sections }: Record<string, unknown>): string[] =>
  Array.isArray(sections) ? sections.filter((section) => typeof section === "string") : [];

/** Where the document stands, or null for a message that does not say it. */
export function readPlace({ epoch, place, setBack, now }: Record<string, unknown>): PlaceSaid | null {
  if (typeof epoch !== "string" || typeof place !== "string" || typeof now !== "number") return null;
  const { at, to = null } = (setBack ?? {}) as Record<string, unknown>;
  const known = typeof at === "number" && (to === null || typeof to === "number") ? { at, to } : null;
  return { epoch, place, setBack: known, now };
}
