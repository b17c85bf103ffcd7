/** The door of the server: who a request comes from, for HTTP and both wires, and how many sockets may wait there. */
import type { IncomingMessage } from "node:http";
import type { Records, Sitter } from "../records/records.ts";
import { isSpaceId } from "../records/secrets.ts";
import { type Doorway, cookieOf } from "../visitor.ts";

export type Door = ReturnType<typeof openDoor>;

/** Tells who stands before the door, each time anew: by the cookie of a request, and by nothing else that it says. */
export function openDoor(browsers: Records["browsers"], { publicUrl }: Doorway) {
  const cookie = (request: IncomingMessage): string | null => cookieOf(request, publicUrl);
  return {
    /** Who sits in this space; null for no such space, for one that is not theirs and for what names no space. */
    sitter: async (request: IncomingMessage, space: unknown): Promise<Sitter | null> =>
      namesSpace(space) ? browsers.sitterIn(cookie(request), space) : null,
    /** Who sat there in this browser, until somebody came back to their seat elsewhere. */
    formerSitter: async (request: IncomingMessage, space: unknown): Promise<Sitter | null> =>
      namesSpace(space) ? browsers.formerSitterIn(cookie(request), space) : null,
    /** Every seat of this browser. */
    sitters: (request: IncomingMessage): Promise<Sitter[]> => browsers.sittersFor(cookie(request)),
    /** The browser, where it may sit on any seat at all; null for a stranger's. */
    browser: (request: IncomingMessage): Promise<string | null> => browsers.known(cookie(request)),
  };
}

const namesSpace = (value: unknown): value is string => typeof value === "string" && isSpaceId(value);

/** The most that wait at once: strangers at one address, and pages of one browser that has a seat somewhere. */
export const mostWaiting = { strangers: 20, ofOneBrowser: 64 };

/** Counts who waits, by where they come from. `enter` gives how to leave, or null where too many wait already. */
export function countWaiting() {
  const waiting = new Map<string, number>();
  return {
    enter(from: string, most: number): (() => void) | null {
      const before = waiting.get(from) ?? 0;
      if (before >= most) return null;
      waiting.set(from, before + 1);
      let inside = true;
      return () => {
        if (!inside) return;
        inside = false;
        const left = (waiting.get(from) ?? 1) - 1;
        if (left > 0) waiting.set(from, left);
        else waiting.delete(from);
      };
    },
  };
}
