/** One Yjs document as a screen uses it, kept in step with the server through lost lines, reloads and refusals. */
import type * as Y from "yjs";
import { closeCodes } from "../../lib/wire.ts";
import { type Copy, copiesOf } from "./copies.ts";
import { refusedTooOften, sentenceFor } from "./endings.ts";
import type { Field } from "./hands.ts";
import { type Instance, type InstanceParts, openInstance } from "./instance.ts";
import type { Words } from "./places.ts";
import { type Store, openStore } from "./store.ts";

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
  /** Sections in which words of this seat are kept by the server and wait until the section opens again. */
  waiting: readonly string[];
  /** Why the page stopped, as a sentence; null while it has not. A stopped page can be read, not written. */
  stopped: string | null;
  /** Opens a page again that stopped because it was opened somewhere else; null where there is no such way. */
  openAgain: (() => void) | null;
  /** Words of fields that went away, which have no place but this page. */
  strays: readonly Words[];
};

export type PageParts = InstanceParts & {
  /** Takes words that the server did not take, and why. Gives whether they have another place now. */
  onCopies(copies: Copy[], why: string): boolean;
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
  /** Takes back the newest words that were written here in a field; in the last one where none is named. */
  undo(field?: Field): void;
  redo(field?: Field): void;
  /** Notes whether a field shows words that are not in the document. */
  untaken(field: object, is: boolean): void;
  /** Takes words out of a field that goes away, which could not be put into the document. */
  rescue(section: string, words: string): void;
  /** Connects anew at once, also where the line only seems to be up. */
  reconnect(): void;
  close(): void;
};

const rescued = "Some words could not be put into their place. They are kept as a draft.";
const mostRefusals = 3;
const refusalsWithinMs = 60_000;
/** After these the document is thrown away and loaded again; after the others the page stops. */
const rebuiltAfter: readonly number[] = [closeCodes.refused, closeCodes.otherEpoch, closeCodes.tooLarge];

/** Opens a document and keeps it in step with the server until it is closed. */
export function openPage({ onCopies, ...parts }: PageParts): OpenPage {
  let now = begin(true);
  /** The document that takes the place of a refused one as soon as the server's copy is in it. */
  let next: Instance | null = null;
  let why = "";
  let refusals: number[] = [];

  const state = openStore<PageState>({
    doc: now.doc,
    opened: false,
    waiting: [],
    stopped: null,
    openAgain: null,
    strays: [],
  });
  const progress = openStore<Progress>({ keeping: "opening", unkept: now.unkept.isOpen(), untaken: false });
  const fields = new Set<object>();

  function begin(restores: boolean): Instance {
    const instance = openInstance(parts, restores, {
      changed: () => (instance === next && instance.isOpened() ? turnOver(instance) : show()),
      waits(sections) {
        const { waiting } = state.snapshot();
        if (sections.join() !== waiting.join()) state.set({ waiting: sections });
      },
      closed: (code, said) =>
        rebuiltAfter.includes(code) ? rebuild(instance, said || sentenceFor(code)) : end(instance, code),
    });
    return instance;
  }

  function keeping(): Keeping {
    const { stopped, opened } = state.snapshot();
    if (stopped !== null) return "stopped";
    if (!opened) return "opening";
    if (next === null && !now.isOnline()) return "offline";
    return next !== null || now.unkept.isOpen() ? "keeping" : "kept";
  }

  function show(): void {
    state.set({ opened: state.snapshot().opened || now.isOpened() });
    const untaken = fields.size > 0 || state.snapshot().strays.length > 0;
    progress.set({ keeping: keeping(), unkept: now.unkept.isOpen() || untaken, untaken });
  }

  function stop(sentence: string, openAgain: PageState["openAgain"] = null): void {
    state.set({ stopped: sentence, openAgain });
    show();
  }

  function end(instance: Instance, code: number): void {
    if (code === closeCodes.erased) now.unkept.forget();
    if (code !== closeCodes.tooManyTabs) return stop(sentenceFor(code));
    stop(sentenceFor(code), () => {
      state.set({ stopped: null, openAgain: null });
      instance.reconnect();
      show();
    });
  }

  /** What was refused stays on the screen until the server's copy is here again, so that nothing flickers or is lost. */
  function rebuild(refused: Instance, sentence: string): void {
    const time = performance.now();
    refusals = [...refusals.filter((earlier) => time - earlier < refusalsWithinMs), time];
    why = sentence;
    if (refused === next) refused.close();
    else refused.hangUp();
    next = null;
    if (refusals.length < mostRefusals) {
      next = begin(false);
      return show();
    }
    stop(refusedTooOften);
    if (onCopies(copiesOf(now.unkept.words()), why)) now.unkept.forget();
    show();
  }

  function turnOver(fresh: Instance): void {
    const old = now;
    const copies = copiesOf(old.unkept.words());
    now = fresh;
    next = null;
    if (onCopies(copies, why)) {
      old.retire((late) => onCopies(late, why));
      now.unkept.store();
      state.set({ doc: now.doc });
      return show();
    }
    // There is no other place for these words. They stay where they can be seen.
    now = old;
    fresh.close();
    stop(refusedTooOften);
  }

  /** @throws when this seat may not write in the section in any mode */
  function writes(section: string, how: () => void): boolean {
    if (parts.rules.right(parts.seat, section) === "no") throw new Error(`This seat may not write in ${section}.`);
    if (state.snapshot().stopped !== null) return false;
    how();
    return true;
  }

  return {
    subscribe: state.subscribe,
    snapshot: state.snapshot,
    progress,
    edit: (section, change) => writes(section, () => now.hands.edit(section, change)),
    write: (field, change) => writes(field.section, () => now.hands.write(field, change)),
    undo(field) {
      if (state.snapshot().stopped === null) now.hands.undo(field);
    },
    redo(field) {
      if (state.snapshot().stopped === null) now.hands.redo(field);
    },
    untaken(field, is) {
      if (is) fields.add(field);
      else fields.delete(field);
      show();
    },
    rescue(section, words) {
      const stray = { section, words };
      try {
        if (onCopies(copiesOf([stray]), rescued)) return;
      } catch (fault) {
        console.error(fault); // What kept them out of the document may keep them out of the other one too.
      }
      state.set({ strays: [...state.snapshot().strays, stray] });
      show();
    },
    reconnect() {
      if (state.snapshot().stopped === null) (next ?? now).reconnect();
    },
    close() {
      next?.close();
      now.close();
    },
  };
}
