/** What the server saw of what was given: when an entry came by its own clock, whose it was, and the hash of its words. */
import { bytesToHex } from "@noble/hashes/utils.js";
import { readMoment } from "./days.ts";
import { readOnce } from "./read-once.ts";
import { type Seat, isSeat } from "./seats.ts";

/** The line about the entry under the key `given` of a section. It goes when the entry is removed. */
export type GivenLine = { given: string; section: string; seat: Seat; name: string; at: number; sha256: string };

const version = "clearing given 1";

/** The longest key that has a line. */
export const longestKey = 200;

/**
 * The text of an entry whose SHA-256 stands in its line. Version, space, section and key are inside, so the hash of one
 * says nothing of another.
 */
export const textOfGiven = (space: string, section: string, key: string, value: unknown): string =>
  canonical([version, space, section, key, value]);

/** One text for each value that can stand in a document: JSON with its keys in order, and words for what JSON has not. */
function canonical(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (value instanceof Uint8Array) return `bytes ${bytesToHex(value)}`;
  if (typeof value === "bigint") return `${value}n`;
  if (Object.is(value, -0)) return "-0";
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const fields = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(",")}}`;
}

/** A line about something given, or null when the value is none. */
export const readGivenLine = readOnce((value): GivenLine | null => {
  if (typeof value !== "object" || value === null) return null;
  const { given, section, seat, name, at, sha256: hash } = value as Record<string, unknown>;
  const moment = readMoment(at);
  if (typeof given !== "string" || typeof section !== "string" || !isSeat(seat) || moment === null) return null;
  if (typeof name !== "string" || typeof hash !== "string") return null;
  return { given, section, seat, name, at: moment, sha256: hash };
});

/** When each entry of `section` came, by its key, as `lines` say it first. What was given in earlier years is not in it. */
export function witnessedIn(lines: readonly unknown[], section: string): Map<string, number> {
  const times = new Map<string, number>();
  for (const value of lines) {
    const line = readGivenLine(value);
    if (line?.section === section && !times.has(line.given)) times.set(line.given, line.at);
  }
  return times;
}
