/** The words of a person in whatever stands in a document. */
import * as Y from "yjs";

/** Gives the strings in a value, in their order. What is called one of `marks`, at any depth, holds no words of a person. */
export function wordsBut(...marks: readonly string[]): (value: unknown) => string[] {
  const wordsIn = (value: unknown): string[] => {
    if (typeof value === "string") return value === "" ? [] : [value];
    if (value instanceof Y.Text) return wordsIn(value.toString());
    if (typeof value !== "object" || value === null) return [];
    return fieldsOf(value).flatMap(([name, field]) => (marks.includes(name) ? [] : wordsIn(field)));
  };
  return wordsIn;
}

/** What a value holds, by name. A program of somebody's own may have put any type into any place. */
function fieldsOf(value: object): [string, unknown][] {
  if (value instanceof Y.Map) return [...value.entries()];
  if (value instanceof Y.AbstractType) return value instanceof Y.Array ? Object.entries(value.toArray()) : [];
  return Object.entries(value);
}
