/** Characters that cannot be seen, as one class: where they stand in a text, and what is left without them. */
import { loneHalves } from "./pairs.ts";

export type Span = { at: number; length: number };

// What Unicode says may be left out when text is drawn (fillers, joiners, controls of direction, variations, tags), the
// controls, what will never be a character, the letters that are drawn as nothing (of Braille, Egyptian, Khitan and of
// music), and the signs that stand for something that is not there.
const drawnAsNothing = String.raw`\u2800\u{13441}\u{13442}\u{16fe4}\u{1d159}`;
const unseen = String.raw`[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Noncharacter_Code_Point}\u2028\u2029${drawnAsNothing}\ufff9-\ufffd]`;

const picture = String.raw`\p{Extended_Pictographic}[\ufe0e\ufe0f]?\p{Emoji_Modifier}?`;
const sign = String.raw`[\p{L}\p{M}\p{N}]`;

/** Where such a character changes what is seen. Each begins with something that can be seen, but for the first two. */
const seenTogether = [
  String.raw`[\t\n\r]`,
  String.raw`\u115f[\u1161-\u11a7]|\u{1d159}\u{1d165}`,
  // The flags of England, Scotland and Wales. Behind any other flag the tags show nothing, and could hold words.
  String.raw`\u{1f3f4}\u{e0067}\u{e0062}(?:\u{e0065}\u{e006e}\u{e0067}|\u{e0073}\u{e0063}\u{e0074}|\u{e0077}\u{e006c}\u{e0073})\u{e007f}`,
  String.raw`${picture}(?:\u200d${picture})*`,
  String.raw`[0-9#*]\ufe0f\u20e3`,
  // Joiners inside words; and at their end in the scripts where the last letter takes another form.
  String.raw`${sign}[\u200c\u200d](?=${sign})`,
  String.raw`[\p{M}\p{Script=Arabic}][\u200c\u200d]`,
  // One variation of a sign that has some.
  String.raw`\p{Ideographic}[\ufe00-\ufe02\u{e0100}-\u{e01ef}]`,
  String.raw`[\p{Sm}\p{P}0][\ufe00\ufe01]`,
  String.raw`[\u1000-\u109f\uaa60-\uaa7f\ua840-\ua877]\ufe00`,
  String.raw`[\u1820-\u18aa][\u180b-\u180f]`,
  String.raw`[\u1100-\u115e\ua960-\ua97c]\u1160`,
  String.raw`[\u2801-\u28ff]\u2800+`,
  String.raw`[\u{13000}-\u{13440}][\u{13441}\u{13442}]+`,
  String.raw`[\u{18b00}-\u{18cff}]\u{16fe4}`,
];

// The characters of the class come before the sequences that begin with a letter: some of them are letters too.
const [blanks = "", filled = "", ...sequences] = seenTogether;
const scan = new RegExp([blanks, filled, `(${unseen})`, ...sequences].join("|"), "gu");

/** Where characters stand that cannot be seen, or are broken, in order. Emoji, and joiners between letters, are none. */
export function unseenIn(text: string): Span[] {
  const found = loneHalves(text).map((at) => ({ at, length: 1 }));
  for (const { 1: character, index } of text.matchAll(scan))
    if (character !== undefined) found.push({ at: index, length: character.length });
  return found.sort((a, b) => a.at - b.at);
}

/** The text without what `unseenIn` finds. */
export function withoutUnseen(text: string): string {
  let kept = "";
  let from = 0;
  for (const { at, length } of unseenIn(text)) {
    kept += text.slice(from, at);
    from = at + length;
  }
  return kept + text.slice(from);
}

/** Whether nothing of the text can be seen. */
export const isBlank = (text: string): boolean => withoutUnseen(text).trim() === "";

const lineBreaks = /[\v\f\u0085\u2028\u2029]/g;
// What may become visible with what is typed next, and what shows that something is broken, stays.
const mayJoin = new RegExp(
  String.raw`[\t\n\r\u115f\u1160\u180b-\u180f\u200c\u200d${drawnAsNothing}\ufe00-\ufe0f\ufffc\ufffd\u{e0020}-\u{e007f}\u{e0100}-\u{e01ef}]`,
  "u",
);
const each = new RegExp(unseen, "gu");

/** What comes into a text by typing or pasting, without what can never be seen there. Other signs for a new line are one. */
export const typed = (text: string): string =>
  text.replace(lineBreaks, "\n").replace(each, (character) => (mayJoin.test(character) ? character : ""));

/** How many marks may follow each other, as in the Stream-Safe Text Format of Unicode (UAX 15). */
export const mostMarks = 30;
const runs = /\p{M}+/gu;

/** Where more marks than that follow each other, or -1. To put them in their order can take a very long time. */
export function manyMarksIn(text: string): number {
  for (const { 0: run, index } of text.matchAll(runs))
    if (run.length > mostMarks && Array.from(run).length > mostMarks) return index;
  return -1;
}

/** The text in Unicode's composed form, in which two keyboards agree; as it is where it has too many marks for that. */
export const composed = (text: string): string => (manyMarksIn(text) < 0 ? text.normalize("NFC") : text);
