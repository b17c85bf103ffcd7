/** The first letter of a name as a reader sees it (a whole grapheme), for a circle. "?" where there is no name. */
export function initial(name: string | null): string {
  const [first = "?"] = graphemes(name?.replace(/^[\s\u2066-\u2069]+/, "") ?? "");
  return first.toLocaleUpperCase();
}

/** Whole characters where the browser cannot tell more: of an emoji made of several, the first is as good in a circle. */
function graphemes(text: string): string[] {
  if (!("Segmenter" in Intl)) return Array.from(text);
  const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
