/** What a page is to a screen: one Yjs document, how far its words have come, and the way to write in it. */
import type * as Y from "yjs";
import type { Copy } from "./copies.ts";
import type { Field, Way } from "./editor.ts";
import type { InstanceParts } from "./instance.ts";
import type { Loss } from "./loss.ts";
import type { Words } from "./changed-words.ts";
import type { Rules } from "../../lib/sections.ts";
import type { Store } from "./store.ts";

/**
 * How far the words written here have come: `opening` before the server's copy is here; `kept` on its disk;
 * `keeping` under way; `offline` the line is down and will be tried again; `stopped` it will not be tried again.
 */
export type Keeping = "opening" | "kept" | "keeping" | "offline" | "stopped";

/**
 * `unkept`: whether words on this screen are not on the server's disk yet. `untaken`: whether some of them stand in a
 * field, or did when it went away, and could not be put into the document.
 */
export type Progress = { keeping: Keeping; unkept: boolean; untaken: boolean };

/** What a screen knows of a document besides its words. */
export type PageState = {
  /** Another object after the server has refused a change. */
  doc: Y.Doc;
  /** Whether the server's copy has come. Before that the document is empty, whatever the space holds. */
  opened: boolean;
  /** Whether the line is up, and all that came to the server while it was down has come here. */
  inStep: boolean;
  /** Whether a screen can write: its words would be tied to a document that is in step, or was. */
  writable: boolean;
  /** Sections in which words of this seat are kept by the server and wait until the section opens again. */
  waiting: readonly string[];
  /** Why the page stopped, as a sentence; null while it has not. A stopped page can be read, not written. */
  stopped: string | null;
  /** That the server was set back; null where nothing was lost. */
  loss: Loss | null;
  /** Opens a page again that stopped because it was opened somewhere else; null where there is no such way. */
  openAgain: (() => void) | null;
  /** Words of fields that went away, which have no place but this page. */
  strays: readonly Words[];
};

/** What a screen knows before the server's copy of `doc` has come. */
export const beginning = (doc: Y.Doc): PageState => ({
  doc,
  opened: false,
  inStep: false,
  writable: false,
  waiting: [],
  stopped: null,
  loss: null,
  openAgain: null,
  strays: [],
});

export type PageParts = Omit<InstanceParts, "mayWrite"> & {
  /** The rules in the mode of the moment in which they are asked. */
  rules: Rules;
  /** Takes words that the server did not take, and why, as a sentence. Gives whether they have another place now. */
  onCopies(copies: Copy[], why: string): boolean;
  /** Takes copies back that are not needed any more. */
  onNeedless(ids: string[]): void;
  /** How long a page that was set back waits for what the other may still bring, in ms. */
  patienceMs?: number;
};

export type OpenPage = Store<PageState> & {
  /** Changes with every keystroke, so it is apart from the rest. */
  progress: Store<Progress>;
  /**
   * Does one act in one section. Gives false, and changes nothing, where the page has stopped.
   * @throws when this seat may not write in the section in any mode
   */
  edit(section: string, change: (doc: Y.Doc) => void): boolean;
  /** Writes words in a field. As `edit`, and `undo` takes them back. */
  write(field: Field, change: () => void): boolean;
  /** Takes back the newest words that were written here in a field; in the last one where none is named. Gives whether anything changed. */
  undo(field?: Field): boolean;
  redo(field?: Field): boolean;
  /** The field in which one of these would do so where none is named; null where there is nothing to do. */
  newest(way: Way): Field | null;
  /** Notes whether a field shows words that are not in the document. */
  untaken(field: object, is: boolean): void;
  /** Takes words out of a field that goes away, which could not be put into the document. */
  rescue(section: string, words: string): void;
  /**
   * Waits for all that the server has by now. `then` hears in the very moment in which it is in the document, and with it
   * that what this page does next in the section comes to its place at once; false where that cannot be known.
   */
  catchUp(section: string, then: (is: boolean) => void): void;
  /** Connects anew at once, also where the line only seems to be up. */
  reconnect(): void;
  close(): void;
};
