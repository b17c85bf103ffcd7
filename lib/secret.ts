/** The secret of an invitation or a return key, found in whatever somebody pasted or typed. */

// Crockford's base 32: no i, l, o, u, so nothing is misread on paper or spells a word.
export const secretAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";
const length = 25;
// The most that is looked through: a long mail.
const longestPasted = 20_000;

// What lies between the letters of a code on its way: its own dashes in every form, breaks of a line, marks of a quote.
const between = /[\s\-_\u2010-\u2015\u2212\ufe63\uff0d>|=*]/;
const mostBetween = 12;
const letter = /[a-z0-9]/;

/**
 * Finds the secret in `pasted`, wherever it stands: after the `#` of a link first, alone otherwise. Capital letters,
 * an o for a 0, signs that cannot be seen, breaks within it and escapes are what became of it on its way.
 * @returns it as it was made, or null where there is none
 */
export function secretIn(pasted: string): string | null {
  const text = plainly(pasted.slice(0, longestPasted));
  for (const link of text.matchAll(/#/g)) {
    const found = secretAt(text, link.index + 1);
    if (found) return found;
  }
  for (const code of text.matchAll(alone)) {
    const found = asMade(code[1] ?? "");
    if (found) return found;
  }
  // Nothing but the code, in groups of any size.
  return asMade(/\w(?:[^]*\w)?/.exec(text)?.[0] ?? "");
}

const part = (letters: number): string => `[a-z0-9]{${letters}}`;
const dash = String.raw`[\s\-_\u2010-\u2015\u2212\ufe63\uff0d>|=*]{1,${mostBetween}}`;
const alone = new RegExp(
  `(?:^|[^a-z0-9])(${part(4)}${dash}(?:${part(4)}${dash}){5}${part(1)}|${part(length)})(?![a-z0-9])`,
  "g",
);

/** The letters that follow a place, as far as they belong together; null where that is no secret. */
function secretAt(text: string, start: number): string | null {
  let letters = "";
  let gap = 0;
  for (let at = start; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (letter.test(sign)) {
      if (letters.length === length) return null;
      letters += sign;
      gap = 0;
    } else if (letters.length === length || !between.test(sign) || (gap += 1) > mostBetween) break;
  }
  return asMade(letters);
}

/** A secret spelled as it was made, or null for letters that cannot be one. */
function asMade(spelled: string): string | null {
  const letters = Array.from(spelled).filter((sign) => !between.test(sign));
  const plain = letters.join("").replace(/o/g, "0").replace(/[il]/g, "1");
  if (plain.length !== length || Array.from(plain).some((sign) => !secretAlphabet.includes(sign))) return null;
  return plain.match(/.{1,4}/g)?.join("-") ?? null;
}

/** Small letters without escapes, and without signs that cannot be seen. */
function plainly(pasted: string): string {
  let text = pasted;
  // A link within a link is escaped once more at each step.
  for (let step = 0; step < 3 && /%[0-9a-f]{2}/i.test(text); step += 1) text = unescaped(text);
  // One sign can become eighteen.
  return text
    .normalize("NFKC")
    .slice(0, longestPasted)
    .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
    .toLowerCase();
}

const unescaped = (text: string): string =>
  text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes; // Not an escape of a letter: left as it is.
    }
  });
