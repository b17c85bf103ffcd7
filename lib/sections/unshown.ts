/** What a section says of itself while no screen shows it. */
import type { Section, Shape } from "./section.ts";
import { wordsBut } from "./words.ts";

/** A section that the guard keeps already; any words in it are given back. */
export const unshown = (shape: Shape, rests = false): Section & { shown: null } => ({
  shape,
  rests,
  words: wordsBut(),
  shown: null,
});
