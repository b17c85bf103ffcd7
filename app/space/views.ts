/** How the sections of the space are drawn: THE table of views. One that is shown and has none here does not compile. */
import type { ComponentType } from "react";
import { type SectionName, type ShownAt, sections } from "../../lib/sections.ts";
import type { Reader } from "../../lib/sections/section.ts";
import { Decisions } from "./decisions/Decisions.tsx";
import { Expectations } from "./expect/Expectations.tsx";
import { Options } from "./options/Options.tsx";
import { SharedPage } from "./sheet/SharedPage.tsx";

const onCanvas: Record<ShownAt<"canvas">, ComponentType<{ title: string }>> = {
  "both:expectations": Expectations,
  "both:options": Options,
  "client:decisions": Decisions,
};

/** What has a place of its own. */
export const places: Record<ShownAt<"place">, ComponentType> = {
  "both:sheet": SharedPage,
};

/** The columns of the canvas, as `reader` reads them. */
export const columnsFor = (reader: Reader) =>
  (Object.keys(onCanvas) as (keyof typeof onCanvas)[]).map((section) => {
    const { title, inWords, tab } = sections[section].shown;
    return {
      section,
      title: title(reader),
      inWords: inWords(reader),
      tab: tab(reader),
      /** Whether it is the client's own. */
      own: isClients(section),
      Show: onCanvas[section],
    };
  });

const isClients = (section: SectionName): boolean => section.startsWith("client:");
