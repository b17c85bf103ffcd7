/** Days and moments as they are read from a document, whatever stands there. */

/**
 * The years that a day may lie in. They are the same for ever and for every clock: an agreement lasts for years, and
 * must not end because the day in it came to lie far back, or because two devices are not in the same year.
 */
export const firstYear = 2025;
export const lastYear = 2126;

/** A real calendar day of these years, written `YYYY-MM-DD`; empty for anything else. */
export function readDay(value: unknown): string {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return "";
  const [year = 0, month = 0, day = 0] = value.split("-").map(Number);
  if (year < firstYear || year > lastYear) return "";
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? value : "";
}

/** The calendar day of a moment at the place of who reads it, as `YYYY-MM-DD`. */
export function dayHere(at: number): string {
  const date = new Date(at);
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

const lastMoment = Date.UTC(9999, 11, 31);

/** A moment in ms since 1970, or null for anything that no clock would say. */
export const readMoment = (value: unknown): number | null =>
  typeof value === "number" && value >= 0 && value <= lastMoment ? value : null;
