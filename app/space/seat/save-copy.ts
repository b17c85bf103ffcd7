/** Saves a copy of what this seat can read into the browser's downloads. */
import { bring } from "../../browser/bring.ts";
import type { copyOf as CopyOf } from "../../../lib/copy.ts";
import { dayHere } from "../../../lib/days.ts";
import type { Room } from "../../live/room.ts";

// Long enough for any browser to have begun reading the file.
const readWithinMs = 60_000;

/**
 * Makes the copy from the documents on this screen and hands it to the browser, under a name that tells nothing. Gives
 * null when that is done, or why not as a sentence.
 */
export async function saveCopy(room: Room): Promise<string | null> {
  // Needed once in a long while, so it is no part of the first load.
  const { part, why } = await bring(() => import("../../../lib/copy.ts"));
  if (!part) return `No copy was made. ${why}`;
  try {
    handOver(part.copyOf, room);
  } catch (fault) {
    console.error(fault);
    return "No copy was made: something went wrong on this page. What was kept is kept. Reload the page and try again.";
  }
  room.say("A copy is in your downloads.");
  return null;
}

function handOver(copyOf: typeof CopyOf, { space, names, seat, shared, own }: Room): void {
  const at = new Date();
  const html = copyOf({ space, names, seat, shared: shared.doc, own: own.doc, at });
  const file = URL.createObjectURL(new Blob([html], { type: "text/html" }));
  const link = Object.assign(document.createElement("a"), {
    href: file,
    download: `clearing-${dayHere(at.getTime())}.html`,
  });
  link.click();
  setTimeout(() => URL.revokeObjectURL(file), readWithinMs);
}
