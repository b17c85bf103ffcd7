"use client";
/** What the parts of a space's screen may know and do: one value, given to all of them by the room's provider. */
import { createContext, use } from "react";
import type { Act } from "../../lib/acts.ts";
import type { SpaceInfo } from "../../lib/api.ts";
import type { Holding } from "../../lib/holding.ts";
import type { Seat } from "../../lib/seats.ts";
import type { Present } from "../../lib/wire.ts";
import type { CallActs, CallState } from "./call/state.ts";
import type { Signal } from "./hold.ts";
import type { OpenPage, PageState } from "./page-state.ts";

/** One Yjs document as a screen uses it. How far its words have come is asked with `useKeeping(page)`. */
export type Page = PageState &
  Pick<OpenPage, "progress" | "edit" | "write" | "undo" | "redo" | "newest" | "untaken" | "rescue" | "catchUp">;

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
  /** Null until the server has said it. While the line is down it is what the server last said. */
  holding: Holding | null;
  present: Present | null;
  /** `performance.now()` when `holding` came, for what runs meanwhile. */
  holdingAt: number;
  /** Whether the line that holds the room is up. */
  connected: boolean;
  /** Whether `holding` has come since then, and is not what was true before the line was lost. */
  upToDate: boolean;
  /** Asks the server for an act. Gives null when it was done, or why not as a sentence. */
  act(act: Act): Promise<string | null>;
  /** Hears the signals that the other gives. Gives back how to stop. */
  onSignal(hear: (signal: Signal) => void): () => void;
  /** Says which card this person is in, or none. */
  enter(card: string | null): void;
  /** Whether the other is told when this person looks elsewhere, and how to change that. Kept on this device. */
  showsElsewhere: boolean;
  showElsewhere(shows: boolean): void;
  /** The voice between the two, and what this person can do with their own side of it. */
  call: CallState & CallActs;
  /** Speaks one line to a screen reader and, where it does not stand on the screen already, shows it for a while. */
  say(line: string, stands?: boolean): void;
};

export const RoomContext = createContext<Room | null>(null);

/** The room that this part of the screen stands in. */
export function useRoom(): Room {
  const room = use(RoomContext);
  if (!room) throw new Error("A part of the room stands outside of it.");
  return room;
}
