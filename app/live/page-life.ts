/** The life of a page: which document is on its screen, and what becomes of that after a refusal or a loss at the server. */
import type * as Y from "yjs";
import type { Instance } from "./instance.ts";
import type { Keeping } from "./page-state.ts";

/**
 * What the server lost and this page still has: all of `shown`, and of `earlier` what has not gone back from before.
 * `gives`: whether words may still go to their places, which is not so once the server has refused some.
 */
type Loses = { earlier: Y.Doc | null; gives: boolean };

/**
 * A page that goes on. `next` takes the place of the document that is `shown` as soon as the server's copy is in it, and what
 * was in `shown` alone has another place.
 */
export type Running =
  /** In step with the server, or on the way to it. */
  | { is: "in step"; shown: Instance }
  /** The server did not take something, and `why`. */
  | { is: "renewing"; shown: Instance; next: Instance; why: string }
  /** The server was set back, and its copy is on its way. */
  | ({ is: "set back"; shown: Instance; next: Instance } & Loses)
  /** Its copy has come, and what it lost goes back. */
  | ({ is: "giving back"; shown: Instance; next: Instance } & Loses)
  /** Its copy is on the screen, and what can go back later does. */
  | ({ is: "following"; shown: Instance } & Loses & { earlier: Y.Doc });

/**
 * A page that goes on no more, as it was when it stopped, and `why`, as a sentence. `before`: how it goes on when it is
 * opened again; null for never.
 */
type Stopped = {
  is: "stopped";
  shown: Instance;
  why: string;
  loses: boolean;
  regains: boolean;
  before: Running | null;
};

export type PageLife = Running | Stopped;

/** The document that takes the place of the one on the screen, if one does. */
export const nextOf = (life: PageLife): Instance | null => ("next" in life ? life.next : null);

/** Whether what is on the screen was kept once, and is nowhere else now. */
export const isLosing = (life: PageLife): boolean =>
  life.is === "stopped" ? life.loses : life.is === "set back" || life.is === "giving back";

/** Whether something that the server lost is still to go back. */
export const isRegaining = (life: PageLife): boolean =>
  life.is === "stopped" ? life.regains : isLosing(life) || life.is === "following";

/** The page as it stops. Without `before` it cannot be opened again. */
export const stopped = (life: Running, why: string, before: Running | null = null): Stopped => ({
  is: "stopped",
  shown: life.shown,
  why,
  loses: isLosing(life),
  regains: isRegaining(life),
  before,
});

/** What was lost, when the server is set back, or refuses something, in this state. */
export const lossIn = (life: Running): Loses =>
  "earlier" in life ? { earlier: life.earlier, gives: life.gives } : { earlier: null, gives: true };

/** Whether all that the server has comes to the document on the screen. */
export const isInStep = (life: PageLife): boolean => life.is === "in step" && life.shown.isOnline();

/**
 * How far the words of a page have come.
 * @param opened whether the server's copy has ever come
 */
export function keepingIn(life: PageLife, opened: boolean): Keeping {
  if (life.is === "stopped") return "stopped";
  if (!opened) return "opening";
  if (nextOf(life)) return "keeping";
  if (!life.shown.isOnline()) return "offline";
  return life.is === "following" || life.shown.outbox.isOpen() ? "keeping" : "kept";
}
