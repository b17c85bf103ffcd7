/** A copy to take along: all that the screen of a space shows to a seat, as one file that opens in any browser without a network. */
import type * as Y from "yjs";
import { dayHere } from "./days.ts";
import { isolated } from "./isolated.ts";
import type { Seat } from "./seats.ts";
import { ownSections, sections } from "./sections.ts";
import type { CopyLine, Section } from "./sections/section.ts";

export type CopyParts = {
  space: string;
  names: Record<Seat, string | null>;
  /** The seat that takes the copy. Only its own page is in it. */
  seat: Seat;
  /** Null for one that could not be opened: the copy says so, and not that nothing stands there. */
  shared: Y.Doc | null;
  own: Y.Doc | null;
  /** When the copy is made. */
  at: Date;
};

/** Words as they are, whatever they hold. */
const plain = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/\n/g, "<br>");

/** A line as it stands in the file. Words are read in their own direction, and ours from left to right. */
function lineOf({ as, words, about }: CopyLine): string {
  if (words === "") return "";
  const shown = about === undefined ? plain(words) : `<b>${plain(about)}</b> <bdi>${plain(words)}</bdi>`;
  if (as === "title") return `<h3 dir="auto">${shown}</h3>`;
  if (as === "note") return `<p><small>${shown}</small></p>`;
  return about === undefined ? `<p dir="auto">${shown}</p>` : `<p>${shown}</p>`;
}

/** A part of the copy; `things` are null where nobody knows what stands there. */
function part(title: string, things: readonly CopyLine[][] | null): string {
  if (things === null)
    return `<section><h2>${plain(title)}</h2><p>This could not be opened when this copy was made. What stands there is not in it.</p></section>`;
  const content = things.map((lines) => lines.map(lineOf).join("")).filter((thing) => thing !== "");
  const articles = content.map((thing) => `<article>${thing}</article>`).join("");
  return `<section><h2>${plain(title)}</h2>${articles || "<p>Nothing stands here.</p>"}</section>`;
}

/** The copy, as an HTML document without scripts, links or anything that is loaded. */
export function copyOf({ space, names, seat, shared, own, at }: CopyParts): string {
  const who = (of: Seat): string => (names[of] === null ? `the ${of}` : isolated(names[of]));
  const title = `A space of ${who("practitioner")} and ${who("client")}, copied by ${who(seat)} on ${dayHere(at.getTime())}`;
  const shownPart = ({ shown }: Section): string =>
    shown === null || shown.at === "within"
      ? ""
      : part(shown.title({ seat: null, who }), shared && shown.copied({ doc: shared, space, who }));
  const ownThings = own && Object.values(ownSections).flatMap(({ copied }) => copied({ doc: own, space, who }));
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>A copy</title>
<style>body{font:1.1rem/1.5 Georgia,serif;max-width:40rem;margin:3rem auto;padding:0 1rem;overflow-wrap:anywhere}article{border-top:1px solid #b4c2b8;padding:.5rem 0}small{color:#4d5b55}</style>
</head><body><h1>${plain(title)}</h1>
${Object.values<Section>(sections).map(shownPart).join("\n")}
${part(`Only ${who(seat)} reads this`, ownThings)}
<p><small>Not in this copy: the page that the other has for themselves. This file says what stood in the space when it was made. It does not prove it to somebody who was not there.</small></p>
</body></html>
`;
}
