/** Readers of what the server says on the Yjs wire besides the words of the document. */
import * as decoding from "lib0/decoding";
import type { PlaceSaid } from "../../lib/wire.ts";

/** A message that is one JSON object; anything else reads as an empty one. */
export function readJson(decoder: decoding.Decoder): Record<string, unknown> {
  const value: unknown = JSON.parse(decoding.readVarString(decoder));
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

/** Why words were refused. All kinds but these are forged or broken updates: their reasons speak of Yjs, not to a person. */
export const readRefused = ({ kind, why }: Record<string, unknown>): string =>
  (kind === "size" || kind === "damaged") && typeof why === "string" ? `${why} What you wrote is kept as a draft.` : "";

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
