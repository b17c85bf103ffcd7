/** Times, days and lengths in the words of the screen. Clock times are those of the reader's own place. */

import { readDay } from "../../../lib/days.ts";

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long" });
const dayAndYear = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" });

/** A moment in ms since 1970 as `14:05`. */
export const timeOf = (at: number): string => clock.format(at);

/** The day of a moment in ms since 1970, as `3 November`; with its year where that is not this year. */
export const dayOf = (at: number, now = Date.now()): string =>
  (new Date(at).getFullYear() === new Date(now).getFullYear() ? day : dayAndYear).format(at);

/** `at 14:05` for a moment of today, `on 3 November` for any other. */
export const whenOf = (at: number, now = Date.now()): string =>
  new Date(at).toDateString() === new Date(now).toDateString() ? `at ${timeOf(at)}` : `on ${dayOf(at, now)}`;

/** `3 November at 14:05`. */
export const dayAndTimeOf = (at: number): string => `${dayOf(at)} at ${timeOf(at)}`;

/** `on 3 November at 14:05`. */
export const momentOf = (at: number): string => `on ${dayAndTimeOf(at)}`;

/** A day written `YYYY-MM-DD` as `15 December`, or null when it is none. */
export function calendarDay(written: string, now = Date.now()): string | null {
  const [year = 0, month = 0, date = 0] = readDay(written).split("-").map(Number);
  // A calendar day belongs to no time zone: noon of it here is the same day.
  return year > 0 ? dayOf(new Date(year, month - 1, date, 12).getTime(), now) : null;
}

const small =
  "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/** A whole number from 0 to 99 in words, a larger one in figures. */
function numberInWords(number: number): string {
  if (number > 99) return String(number);
  const word = small[number];
  if (word !== undefined) return word;
  const [ten = "", rest] = [tens[Math.floor(number / 10)], number % 10];
  return rest === 0 ? ten : `${ten}-${small[rest]}`;
}

/** Whole minutes from 1 on as `five minutes`. */
export const minutesInWords = (minutes: number): string =>
  minutes === 1 ? "one minute" : `${numberInWords(minutes)} minutes`;

/** A sentence beginning with a capital letter. */
export const capital = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);
