/** What a section of the space looks like on its screen: THE table of views. A section without a decision here does not compile. */
import type { ComponentType } from "react";
import type { Seat } from "../../lib/seats.ts";
import type { SectionName } from "../../lib/sections.ts";
import { Decisions } from "./decisions/Decisions.tsx";
import { Expectations } from "./expect/Expectations.tsx";
import { Options } from "./options/Options.tsx";

/** A title as `seat` reads it; `client` is what to call the client. */
type Title = (seat: Seat, client: string) => string;

type View =
  /** A column of the canvas. `inWords` is how a sentence calls it, `tab` its short name under one thumb. */
  | { at: "canvas"; title: Title; inWords: Title; tab: Title; own: boolean; Show: ComponentType<{ title: string }> }
  /** The page of no-outcome mode. */
  | { at: "no outcome"; inWords: Title }
  /** Drawn as a part of another section's view. */
  | { at: "within"; section: SectionName }
  /** No screen shows it yet, and none lets anybody write in it. */
  | null;

const always =
  (words: string): Title =>
  () =>
    words;

export const views = {
  "both:expectations": {
    at: "canvas",
    title: always("What we expect"),
    inWords: always("What we expect"),
    tab: always("We expect"),
    own: false,
    Show: Expectations,
  },
  "both:options": {
    at: "canvas",
    title: always("What is possible"),
    inWords: always("What is possible"),
    tab: always("Possible"),
    own: false,
    Show: Options,
  },
  "client:decisions": {
    at: "canvas",
    title: (seat, client) => (seat === "client" ? "What I choose" : `What ${client} chooses`),
    inWords: (seat, client) => (seat === "client" ? "What you choose" : `What ${client} chooses`),
    tab: (seat, client) => (seat === "client" ? "I choose" : `${client} chooses`),
    own: true,
    Show: Decisions,
  },
  "both:sheet": { at: "no outcome", inWords: always("the open page") },
  "client:agreed": { at: "within", section: "both:expectations" },
  "practitioner:agreed": { at: "within", section: "both:expectations" },
  "server:witness": { at: "within", section: "both:expectations" },
  "both:exchange": null,
  "client:refusals": null,
  "client:story": null,
  "client:days": null,
  "client:support": null,
  "client:heard": null,
  "client:letters": null,
  "practitioner:letters": null,
  "client:received": null,
  "practitioner:received": null,
  "practitioner:reflections": null,
  "practitioner:statement": null,
} as const satisfies Record<SectionName, View>;

const viewOf = (section: string): View =>
  Object.hasOwn(views, section) ? (views[section as SectionName] satisfies View) : null;

/** The columns of the canvas in their order, as `seat` reads them. */
export const columnsFor = (seat: Seat, client: string) =>
  Object.entries<View>(views).flatMap(([section, view]) =>
    view?.at === "canvas"
      ? [
          {
            section,
            title: view.title(seat, client),
            inWords: view.inWords(seat, client),
            tab: view.tab(seat, client),
            own: view.own,
            Show: view.Show,
          },
        ]
      : [],
  );

/** How a sentence calls the place of a section. */
export function placeOf(section: string, seat: Seat, client: string): string {
  const view = viewOf(section);
  if (view === null) return "this space";
  return view.at === "within" ? placeOf(view.section, seat, client) : view.inWords(seat, client);
}
