/** The first letter of a name as a reader sees it (a whole grapheme), for a circle. "?" where there is no name. */
export function initial(name: string | null): string {
  const [first] = new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(name?.trim() ?? "");
  return first?.segment.toLocaleUpperCase() ?? "?";
}
