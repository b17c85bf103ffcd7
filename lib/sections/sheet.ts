/** The one open page of no-outcome mode. */
import type { Section } from "./section.ts";
import { wordsBut } from "./words.ts";

export const sheet = {
  "both:sheet": {
    shape: "text",
    rests: false,
    words: wordsBut(),
    shown: {
      at: "place",
      title: () => "The open page",
      inWords: () => "the open page",
      copied: ({ doc }) => [[{ as: "words", words: doc.getText("both:sheet").toJSON() }]],
    },
  },
} as const satisfies Record<string, Section>;
