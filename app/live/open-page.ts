/** One Yjs document as a screen uses it, kept in step with the server through lost lines, reloads and refusals. */
import type * as Y from "yjs";
import { closeCodes } from "../../lib/wire.ts";
import type { PlaceSaid } from "../../lib/yjs-wire.ts";
import { copiesOf } from "./copies.ts";
import { refusedTooOften, sentenceFor } from "./close-sentences.ts";
import { type Instance, openInstance } from "./instance.ts";
import { type Loss, joined, openLife } from "./loss.ts";
import { type Regaining, regain } from "./regain.ts";
import { type Keeping, type OpenPage, type PageParts, type PageState, type Progress, beginning } from "./page-state.ts";
import { openStore } from "./store.ts";

const rescued = "Some words could not be put into their place. They are kept as a draft.";
const mostRefusals = 3;
const refusalsWithinMs = 60_000;
/** After these the document is thrown away and loaded again; after the others the page stops. */
const rebuiltAfter: readonly number[] = [closeCodes.refused, closeCodes.otherEpoch, closeCodes.tooLarge];

/** Opens a document and keeps it in step with the server until it is closed. */
export function openPage({ onCopies, onNeedless, patienceMs, ...parts }: PageParts): OpenPage {
  const life = openLife();
  let now = begin(true);
  /** The document that takes the place of the one on the screen as soon as the server's copy is in it. */
  let next: Instance | null = null;
  let why = "";
  let refusals: number[] = [];
  /** Whether the server was set back, and `now` has what it lost. */
  let losing = false;
  let regaining: Regaining | null = null;
  /** What goes back is not in `now` any more, where that is the server's copy already. */
  let earlier: Y.Doc | null = null;
  /** Whether words may still go back to their places: not once the server has refused some. */
  let gives = true;

  const state = openStore(beginning(now.doc));
  const progress = openStore<Progress>({ keeping: "opening", unkept: now.outbox.isOpen(), untaken: false });
  const fields = new Set<object>();

  function begin(restores: boolean): Instance {
    const instance = openInstance(parts, restores, life.place, {
      changed() {
        if (instance === next && instance.isOpened()) turnOver(instance);
        else show();
        if (instance.isOnline()) regaining?.again();
      },
      placed: (said) => placed(instance, said),
      setBack: () => setBack(instance),
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
    return next !== null || isRegaining() || now.outbox.isOpen() ? "keeping" : "kept";
  }

  function show(): void {
    state.set({ opened: state.snapshot().opened || now.isOpened() });
    if (losing || state.snapshot().loss) state.set({ loss: lossNow() });
    const untaken = fields.size > 0 || state.snapshot().strays.length > 0;
    progress.set({ keeping: keeping(), unkept: losing || now.outbox.isOpen() || untaken, untaken });
  }

  function stop(sentence: string, openAgain: PageState["openAgain"] = null): void {
    state.set({ stopped: sentence, openAgain });
    show();
  }

  function end(instance: Instance, code: number): void {
    if (code === closeCodes.erased) now.outbox.forget();
    if (code !== closeCodes.tooManyTabs) return stop(sentenceFor(code));
    stop(sentenceFor(code), () => {
      state.set({ stopped: null, openAgain: null });
      instance.reconnect();
      show();
    });
  }

  function isRegaining(): boolean {
    return losing || earlier !== null;
  }

  const lossNow = (): Loss | null => life.loss(state.snapshot().loss, isRegaining());

  function placed(instance: Instance, said: PlaceSaid): void {
    const isOther = life.hear(said);
    if (isOther && (instance === now || regaining !== null)) setBack(instance);
    else losing ||= isOther;
    state.set({ loss: lossNow() });
    show();
  }

  /** The server lacks what `now` has: its copy is loaded anew, and what it lost goes back. */
  function setBack(instance: Instance): void {
    if (instance === next) next.close();
    else if (next !== null) return;
    lose();
    now.hangUp();
    next = begin(false);
    show();
  }

  /** From now on what goes back is in `now`, besides what has not gone back from before. */
  function lose(): void {
    regaining?.stop();
    regaining = null;
    losing = true;
  }

  /** Brings back what was lost, and then puts the server's copy on the screen. */
  function bringBack(fresh: Instance): void {
    if (regaining !== null) return;
    const old = earlier === null || earlier === now.doc ? now.doc : joined(now.doc, earlier);
    regaining = regain({
      old,
      fresh: fresh.doc,
      seat: parts.seat,
      removes: (section) => parts.rules.right(parts.seat, section) !== "no" && parts.rules.shape(section) !== "grows",
      gives,
      late: life.isLate(),
      patienceMs,
      isOnline: fresh.isOnline,
      offer: fresh.offer,
      keep: (copies) => onCopies(copies, ""),
      drop: onNeedless,
      settled(kept) {
        if (next !== fresh) return;
        if (!kept || !onCopies(copiesOf(now.outbox.unplaced()), "")) return leaveOnScreen(now, fresh);
        // A hand that still holds it is heard: what it writes goes back too.
        now.retire(() => undefined);
        earlier = old;
        losing = false;
        putOnScreen(fresh);
      },
      ended() {
        earlier = null;
        gives = true;
        show();
      },
    });
    show();
    regaining.begin();
  }

  function putOnScreen(fresh: Instance): void {
    now = fresh;
    next = null;
    now.outbox.store();
    state.set({ doc: now.doc });
    show();
  }

  /** There is no other place for these words. They stay where they can be seen. */
  function leaveOnScreen(old: Instance, fresh: Instance): void {
    regaining?.stop();
    now = old;
    next = null;
    fresh.close();
    stop(refusedTooOften);
  }

  /** What was refused stays on the screen until the server's copy is here again, so that nothing flickers or is lost. */
  function rebuild(refused: Instance, sentence: string): void {
    const time = performance.now();
    refusals = [...refusals.filter((earlier) => time - earlier < refusalsWithinMs), time];
    why = sentence;
    if (isRegaining()) {
      gives = false;
      lose();
    }
    if (refused === next) refused.close();
    else refused.hangUp();
    next = null;
    if (refusals.length < mostRefusals) {
      next = begin(false);
      return show();
    }
    stop(refusedTooOften);
    if (onCopies(copiesOf(now.outbox.words()), why)) now.outbox.forget();
    show();
  }

  function turnOver(fresh: Instance): void {
    if (losing) return bringBack(fresh);
    const [old, copies] = [now, copiesOf(now.outbox.words())];
    // A page of one's own takes the copies of its own words.
    now = fresh;
    next = null;
    if (!onCopies(copies, why)) return leaveOnScreen(old, fresh);
    old.retire((late) => onCopies(late, why));
    putOnScreen(fresh);
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
    edit: (section, change) => writes(section, () => now.editor.edit(section, change)),
    write: (field, change) => writes(field.section, () => now.editor.write(field, change)),
    undo: (field) => state.snapshot().stopped === null && now.editor.undo(field),
    redo: (field) => state.snapshot().stopped === null && now.editor.redo(field),
    newest: (way) => (state.snapshot().stopped === null ? now.editor.newest(way) : null),
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
      regaining?.stop();
      next?.close();
      now.close();
    },
  };
}
