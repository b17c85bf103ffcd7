/** Writes that the server refuses: those of a forger, and those of an honest page that arrive as if forged. */
import * as Y from "yjs";
import { type Seat, newClientId } from "../lib/seats.ts";
import { messageKinds } from "../lib/yjs-wire.ts";
import { say } from "../tests/support/wire.ts";
import type { Lines } from "./lines.ts";

export const forgedWords = "I choose what Pia sells.";

/** What a forger would send: a decision, written as if by `author`. */
export function forgery(author: Seat): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = newClientId(author);
  doc.getMap("client:decisions").set("forged", { text: forgedWords, stands: "now", from: null, at: 1 });
  return Y.encodeStateAsUpdate(doc);
}

/** Lets the next change of an honest page arrive as a forged one, so that the server refuses it. */
export function refuseNext(lines: Lines): void {
  const isUpdate = (frame: string | Buffer): boolean => typeof frame !== "string" && frame[0] === 0 && frame[1] === 2;
  const isNumber = (frame: string | Buffer): boolean => typeof frame !== "string" && frame[0] === messageKinds.kept;
  let sent: "honest" | "damaged" | "over" = "honest";
  lines.alter((frame, way, url) => {
    if (sent === "over" || way === "down" || new URL(url).pathname.endsWith("/mine")) return frame;
    if (sent === "honest" && isUpdate(frame)) {
      sent = "damaged";
      return Buffer.from(say.update(forgery("practitioner")));
    }
    // The number behind it would meet a line that the server is ending at that moment.
    if (sent === "damaged" && isNumber(frame)) {
      sent = "over";
      return null;
    }
    return frame;
  });
}
