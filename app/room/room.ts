"use client";
/** What the parts of a space's screen may know and do: one value, given to all of them by the room's provider. */
import { createContext, use } from "react";
import type * as Y from "yjs";
import type { Act } from "../../lib/acts.ts";
import type { SpaceInfo } from "../../lib/api.ts";
import type { Holding } from "../../lib/holding.ts";
import type { Seat } from "../../lib/seats.ts";
import type { Present } from "../../lib/wire.ts";

/**
 * How far the words written here have come: `opening` before the server's copy is here; `kept` on its disk;
 * `keeping` under way; `offline` the line is down and will be tried again; `stopped` it will not be tried again.
 */
export type Keeping = "opening" | "kept" | "keeping" | "offline" | "stopped";

/** One Yjs document as a screen uses it. `doc` is another object after the server has refused a change. */
export type Page = {
  doc: Y.Doc;
  keeping: Keeping;
  /** Whether words on this screen are not on the server's disk yet. */
  unkept: boolean;
  /** Sections in which words of this seat are kept by the server and wait until the section opens again. */
  waiting: readonly string[];
  /** Why the page stopped, as a sentence; null while it has not. */
  stopped: string | null;
  /** Makes one change in one section, in one transaction. Every change goes through here. */
  edit(section: string, change: () => void): void;
  /** Takes back this person's own last change in the sections that are open, or brings it back. */
  undo(): void;
  redo(): void;
};

/** Words the server did not take, kept for who wrote them. `section` says where they were meant to stand. */
export type Copy = { id: string; section: string; words: string; at: number };

export type Room = {
  space: string;
  seat: Seat;
  /** The other's name is null while their seat is free. */
  names: Record<Seat, string | null>;
  info: SpaceInfo;
  /** Reads `info` again from the server. */
  refresh(): Promise<void>;
  shared: Page;
  own: Page;
  /** Null until the server has said it on this connection. */
  holding: Holding | null;
  present: Present | null;
  /** How long ago `holding` came, for what runs meanwhile: `performance.now()` at its arrival. */
  holdingAt: number;
  /** Whether the line that holds the room is up. */
  connected: boolean;
  /** Asks the server for an act. Gives null when it was done, or why not as a sentence. */
  act(act: Act): Promise<string | null>;
  /** Says which card this person is in, or none. */
  enter(card: string | null): void;
  /** Speaks one line to a screen reader and shows it for a while. */
  say(line: string): void;
};

export const RoomContext = createContext<Room | null>(null);

/** The room that this part of the screen stands in. */
export function useRoom(): Room {
  const room = use(RoomContext);
  if (!room) throw new Error("A part of the room stands outside of it.");
  return room;
}
