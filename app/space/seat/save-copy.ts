/** Saves a copy of what this seat can read into the browser's downloads. */
import { bring } from "../../browser/bring.ts";
import type { copyOf as CopyOf } from "../../../lib/copy.ts";
import { dayHere } from "../../../lib/days.ts";
import type { Page, Room } from "../../live/room.ts";

// Long enough for any browser to have begun reading the file.
const readWithinMs = 60_000;

/** Why no copy can be made now, as a sentence; null where one can. */
export function whyNoCopy({ shared, own }: Pick<Room, "shared" | "own">): string | null {
  const pages = [shared, own];
  // Until they have come the documents are empty, whatever the space holds.
  if (pages.some(({ opened, stopped }) => !opened && stopped === null))
    return "Your words are still coming. Try again in a moment.";
  if (pages.some(({ opened }) => opened)) return null;
  return "No copy can be made: nothing of this space has come here.";
}

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
  room.say(done(room));
  return null;
}

/** What is said of a copy, and of what could not be opened for it. */
function done({ shared, own }: Room): string {
  if (shared.opened && own.opened) return "A copy is in your downloads.";
  const missing = shared.opened ? "your private page" : "what stands between you";
  return `A copy is in your downloads, but without ${missing}: that could not be opened here.`;
}

function handOver(copyOf: typeof CopyOf, { space, names, seat, shared, own }: Room): void {
  const at = new Date();
  const docOf = ({ opened, doc }: Page) => (opened ? doc : null);
  const html = copyOf({ space, names, seat, shared: docOf(shared), own: docOf(own), at });
  const file = URL.createObjectURL(new Blob([html], { type: "text/html" }));
  const link = Object.assign(document.createElement("a"), {
    href: file,
    download: `clearing-${dayHere(at.getTime())}.html`,
  });
  link.click();
  setTimeout(() => URL.revokeObjectURL(file), readWithinMs);
}
