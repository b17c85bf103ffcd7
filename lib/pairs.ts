/** The two halves of a character beyond the first 65,536, such as an emoji: where they stand, and where one is alone. */

const isFirst = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isSecond = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

/** Whether `index` lies between the two halves of one character. */
export const isInsidePair = (text: string, index: number): boolean =>
  isFirst(text.charCodeAt(index - 1)) && isSecond(text.charCodeAt(index));

/**
 * Where in `text` half a character stands without its other half, in order. Looked at unit by unit: for a regular
 * expression with `\p{Surrogate}` Safari 17 and older take halves of whole characters for lone ones.
 */
export function loneHalves(text: string): number[] {
  const lone: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (isFirst(unit) && isSecond(text.charCodeAt(at + 1))) at += 1;
    else if (isFirst(unit) || isSecond(unit)) lone.push(at);
  }
  return lone;
}

/** `text` with only whole characters. */
export function withoutLoneHalves(text: string): string {
  const cuts = loneHalves(text);
  return [-1, ...cuts].map((cut, index) => text.slice(cut + 1, cuts[index])).join("");
}
