/** Saves a copy of what this seat can read into the browser's downloads. */
import type { Room } from "../../room/room.ts";

// Long enough for any browser to have begun reading the file.
const readWithinMs = 60_000;

/** Makes the copy from the documents on this screen and hands it to the browser, under a name that tells nothing. */
export async function saveCopy({ space, names, seat, shared, own, say }: Room): Promise<void> {
  // Needed once in a long while, so it is no part of the first load.
  const { copyOf } = await import("../../../lib/copy.ts");
  const at = new Date();
  const html = copyOf({ space, names, seat, shared: shared.doc, own: own.doc, at });
  const file = URL.createObjectURL(new Blob([html], { type: "text/html" }));
  const link = Object.assign(document.createElement("a"), {
    href: file,
    download: `clearing-${at.toISOString().slice(0, 10)}.html`,
  });
  link.click();
  setTimeout(() => URL.revokeObjectURL(file), readWithinMs);
  say("A copy is in your downloads.");
}
