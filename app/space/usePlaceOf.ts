import { sectionCalled } from "../../lib/sections.ts";
import type { Reader } from "../../lib/sections/section.ts";
import { useReader } from "./people.ts";

/** How a sentence on this person's screen calls the place of a section. */
export function usePlaceOf(): (section: string) => string {
  const reader = useReader();
  return (section) => placeOf(section, reader);
}

function placeOf(name: string, reader: Reader): string {
  const section = sectionCalled(name);
  if (section === null) return "this space";
  if ("inWords" in section) return section.inWords(reader);
  const { shown } = section;
  if (shown === null) return "this space";
  return shown.at === "within" ? placeOf(shown.section, reader) : shown.inWords(reader);
}
